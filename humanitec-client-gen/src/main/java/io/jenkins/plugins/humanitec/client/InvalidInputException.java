package io.jenkins.plugins.humanitec.client;

/** Something that the caller gave cannot be sent, and was not. The message says what to give instead. */
public class InvalidInputException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    /** @param message what is wrong and what to give instead */
    public InvalidInputException(String message) {
        super(message);
    }
}
