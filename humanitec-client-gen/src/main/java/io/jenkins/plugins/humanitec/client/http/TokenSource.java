package io.jenkins.plugins.humanitec.client.http;

import io.jenkins.plugins.humanitec.client.InvalidInputException;
import io.jenkins.plugins.humanitec.client.SecretMasker;
import io.jenkins.plugins.humanitec.client.Token;
import java.util.Optional;
import java.util.function.Supplier;

/** Supplies the token of a client, and renews it when the API rejects it. Safe for use by many threads. */
public final class TokenSource {

    private final Supplier<Token> supplier;
    private final SecretMasker secrets = new SecretMasker();
    private volatile Token current;

    /**
     * Creates a token source, and calls the supplier.
     *
     * @param supplier returns the current token; called again when the API rejects a token
     */
    public TokenSource(Supplier<Token> supplier) {
        this.supplier = supplier;
        renew();
    }

    private void renew() {
        Token token = supplier.get();
        token.addTo(secrets);
        current = token;
    }

    /** {@return masks all tokens, and all credentials for proxies, that were used so far} */
    public SecretMasker secrets() {
        return secrets;
    }

    /** {@return the token to send} */
    public Token current() {
        return current;
    }

    /**
     * Returns another token after the API has rejected one.
     *
     * @param refused the rejected token
     * @return the token for another attempt; empty if there is no other token
     */
    Optional<Token> inPlaceOf(Token refused) {
        synchronized (this) {
            if (current.equals(refused)) {
                try {
                    renew();
                } catch (InvalidInputException e) {
                    // The response of the API is more useful than a message that the token is missing.
                    return Optional.empty();
                }
            }
        }
        return Optional.of(current).filter(token -> !token.equals(refused));
    }
}
