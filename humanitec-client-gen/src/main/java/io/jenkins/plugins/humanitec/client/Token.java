package io.jenkins.plugins.humanitec.client;

import java.util.Objects;
import java.util.regex.Pattern;

/**
 * A token, which identifies the user of the API. The API description ({@code openapi/}) has two kinds: static tokens,
 * and JSON Web Tokens, which expire soon. {@link #toString()} and exceptions do not contain the token.
 */
public final class Token {

    /** How a token is sent in the {@code Authorization} header. */
    public enum Kind {
        /** A static API token for programs: {@code Authorization: Bearer …}. */
        BEARER("Bearer"),
        /** A JSON Web Token of a user: {@code Authorization: JWT …}. */
        JWT("JWT");

        private final String scheme;

        Kind(String scheme) {
            this.scheme = scheme;
        }

        /** {@return the scheme, which is the first word of the header, such as {@code Bearer}} */
        public String scheme() {
            return scheme;
        }
    }

    /** The characters that are allowed in the header: visible ASCII, without spaces and line breaks. */
    private static final Pattern VISIBLE = Pattern.compile("[\\x21-\\x7E]+");

    private final Kind kind;
    private final String secret;

    private Token(Kind kind, String secret) {
        this.kind = kind;
        this.secret = secret;
    }

    /**
     * Creates a token.
     *
     * @param kind how the token is sent
     * @param secret the token; white space at the beginning and end is removed, such as the last line break of a file
     * @return the token
     * @throws InvalidInputException if the token is empty, or contains characters that are not allowed in a header
     */
    public static Token of(Kind kind, String secret) {
        Objects.requireNonNull(kind, "kind");
        String stripped = Objects.requireNonNull(secret, "secret").strip();
        if (!VISIBLE.matcher(stripped).matches()) {
            throw new InvalidInputException(
                    "The token is empty or contains characters that a token cannot have. Copy it again.");
        }
        return new Token(kind, stripped);
    }

    /**
     * Returns the value of the {@code Authorization} header. Do not log it.
     *
     * @return the scheme and the token
     */
    public String authorizationHeader() {
        return kind.scheme + ' ' + secret;
    }

    /**
     * Adds the token to a masker.
     *
     * @param masker the masker, which masks the token from now on
     */
    public void addTo(SecretMasker masker) {
        masker.add(secret);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Token token && kind == token.kind && secret.equals(token.secret);
    }

    @Override
    public int hashCode() {
        return Objects.hash(kind, secret);
    }

    @Override
    public String toString() {
        return kind.scheme + " ****";
    }
}
