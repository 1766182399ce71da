package io.jenkins.plugins.humanitec.client.http;

import io.jenkins.plugins.humanitec.client.InvalidInputException;
import io.jenkins.plugins.humanitec.client.SecretMasker;
import io.jenkins.plugins.humanitec.client.Token;
import java.util.Optional;
import java.util.function.Supplier;

/** The token of a client. It may be renewed while the client is in use. For use by any number of threads. */
public final class TokenSource {

    private final Supplier<Token> supplier;
    private final SecretMasker secrets = new SecretMasker();
    private volatile Token current;

    /** @param supplier returns the token as it is now; asked here, and again when the API no longer accepts a token */
    public TokenSource(Supplier<Token> supplier) {
        this.supplier = supplier;
        renew();
    }

    private void renew() {
        Token token = supplier.get();
        token.addTo(secrets);
        current = token;
    }

    /** @return masks all tokens that were sent so far */
    public SecretMasker secrets() {
        return secrets;
    }

    /** @return the token to send */
    public Token current() {
        return current;
    }

    /**
     * Looks for a token in place of one that was refused.
     *
     * @param refused the token that the API did not accept
     * @return another token to try; empty if there is none
     */
    Optional<Token> inPlaceOf(Token refused) {
        synchronized (this) {
            if (current.equals(refused)) {
                try {
                    renew();
                } catch (InvalidInputException e) {
                    // What the API answered says more than that the token is no longer there.
                    return Optional.empty();
                }
            }
        }
        return Optional.of(current).filter(token -> !token.equals(refused));
    }
}
