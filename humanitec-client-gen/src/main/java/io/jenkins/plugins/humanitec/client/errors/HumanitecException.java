package io.jenkins.plugins.humanitec.client.errors;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Thrown if an operation fails. The subclass and the message describe the error. */
public abstract class HumanitecException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception.
     *
     * @param message describes the error for users
     * @param cause the cause, or null
     */
    protected HumanitecException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    /** {@return the message, which is never null} */
    @Override
    public String getMessage() {
        return Objects.requireNonNullElse(super.getMessage(), "");
    }
}
