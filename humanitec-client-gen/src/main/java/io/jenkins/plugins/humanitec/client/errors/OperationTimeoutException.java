package io.jenkins.plugins.humanitec.client.errors;

/** What was watched did not come about in time. It may still do so; nothing was undone. */
public final class OperationTimeoutException extends HumanitecException {

    private static final long serialVersionUID = 1L;

    /**
     * @param goal what was watched for
     * @param status how far it got
     */
    public OperationTimeoutException(String goal, String status) {
        super("Timed out: " + goal + "; the last state was: " + status + ".", null);
    }
}
