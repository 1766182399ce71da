package io.jenkins.plugins.humanitec.client.errors;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** An operation did not succeed. What failed is told by the subclass and, for people, by the message. */
public abstract class HumanitecException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /**
     * @param message what failed, in words for a person
     * @param cause what it was caused by, or null
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
