package io.jenkins.plugins.humanitec.client.errors;

/** Thrown if a condition is not met within the timeout. It can still be met later; nothing is undone. */
public class OperationTimeoutException extends HumanitecException {

    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception.
     *
     * @param goal the condition, in readable form
     * @param status the last state, in readable form
     */
    public OperationTimeoutException(String goal, String status) {
        super("Timed out: " + goal + "; the last state was: " + status + ".", null);
    }
}
