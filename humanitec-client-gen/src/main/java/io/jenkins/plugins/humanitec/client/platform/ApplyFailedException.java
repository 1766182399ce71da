package io.jenkins.plugins.humanitec.client.platform;

import io.jenkins.plugins.humanitec.client.errors.HumanitecException;

/** Thrown if not all changes of a plan could be made. The message lists those that were not made. */
public final class ApplyFailedException extends HumanitecException {

    private static final long serialVersionUID = 1L;

    private final ApplyResult result;

    /**
     * Creates the exception.
     *
     * @param result what was done and what was not
     */
    public ApplyFailedException(ApplyResult result) {
        super("The plan was not applied completely: " + result.summary() + ".\n" + result.problems(), null);
        this.result = result;
    }

    /** {@return what was done and what was not, with the record of the owner to keep} */
    public ApplyResult result() {
        return result;
    }
}
