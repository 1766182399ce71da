package io.jenkins.plugins.humanitec.client.guard;

import io.jenkins.plugins.humanitec.client.InvalidInputException;

/** A {@link Guard} forbids it. No request was made. */
public final class ProtectedException extends InvalidInputException {

    private static final long serialVersionUID = 1L;

    /** @param message which rule forbids what */
    public ProtectedException(String message) {
        super(message);
    }
}
