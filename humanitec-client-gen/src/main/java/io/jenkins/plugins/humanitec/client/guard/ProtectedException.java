package io.jenkins.plugins.humanitec.client.guard;

import io.jenkins.plugins.humanitec.client.InvalidInputException;

/** Thrown when a {@link Guard} forbids an action. No request was made. */
public final class ProtectedException extends InvalidInputException {

    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception.
     *
     * @param message what is forbidden, and by which rule
     */
    public ProtectedException(String message) {
        super(message);
    }
}
