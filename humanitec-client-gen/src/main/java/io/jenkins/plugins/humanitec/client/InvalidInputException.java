package io.jenkins.plugins.humanitec.client;

/** Thrown if an argument is invalid. No request was made. The message says which value is valid instead. */
public class InvalidInputException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception.
     *
     * @param message what is invalid, and which value is valid instead
     */
    public InvalidInputException(String message) {
        super(message);
    }
}
