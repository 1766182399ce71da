package io.jenkins.plugins.humanitec.client;

import java.util.Objects;
import java.util.regex.Pattern;

/**
 * Who a client is to the API. The two kinds are those of the API's introduction: a static token, and a JSON Web Token that
 * expires soon. The token itself is in no {@link #toString()} and in no exception.
 */
public final class Token {

    /** How a token is presented in the {@code Authorization} header. */
    public enum Kind {
        /** A static API token of a machine, {@code Authorization: Bearer …}. */
        BEARER("Bearer"),
        /** A JSON Web Token of a person, {@code Authorization: JWT …}. */
        JWT("JWT");

        private final String scheme;

        Kind(String scheme) {
            this.scheme = scheme;
        }

        /** @return the first word of the header, as {@code Bearer} */
        public String scheme() {
            return scheme;
        }
    }

    /** The characters that may stand in a header: visible ASCII, so neither a space nor a line break. */
    private static final Pattern VISIBLE = Pattern.compile("[\\x21-\\x7E]+");

    private final Kind kind;
    private final String secret;

    private Token(Kind kind, String secret) {
        this.kind = kind;
        this.secret = secret;
    }

    /**
     * @param kind how the token is presented
     * @param secret the token; surrounding white space, as a file's last line break, is taken away
     * @return the token
     * @throws InvalidInputException if the token is empty or has characters that no header may have
     */
    public static Token of(Kind kind, String secret) {
        Objects.requireNonNull(kind, "kind");
        String stripped = Objects.requireNonNull(secret, "secret").strip();
        if (!VISIBLE.matcher(stripped).matches()) {
            throw new InvalidInputException(
                    "The token is empty or has characters that a token cannot have; copy it anew from Humanitec.");
        }
        return new Token(kind, stripped);
    }

    /**
     * The value of the {@code Authorization} header. Keep it out of logs.
     *
     * @return scheme and token
     */
    public String authorizationHeader() {
        return kind.scheme + ' ' + secret;
    }

    /** @param masker a masker that has to mask the token from now on */
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
