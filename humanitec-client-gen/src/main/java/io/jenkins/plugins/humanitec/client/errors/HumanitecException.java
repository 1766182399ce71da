package io.jenkins.plugins.humanitec.client.errors;

/** An operation did not succeed. What failed is told by the subclass and, for people, by the message. */
public abstract class HumanitecException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /**
     * @param message what failed, in words for a person
     * @param cause what it was caused by, or null
     */
    protected HumanitecException(String message, Throwable cause) {
        super(message, cause);
    }
}
