package io.jenkins.plugins.humanitec.simulator.operations;

/** Ends an operation with an error answer. */
public final class Problem extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int status;

    private Problem(int status, String message) {
        super(message);
        this.status = status;
    }

    /**
     * Creates a problem with the status 404.
     *
     * @param what the missing object, such as {@code Pipeline 'release'}
     * @return the problem
     */
    public static Problem notFound(String what) {
        return new Problem(404, what + " not found.");
    }

    /**
     * Creates a problem with the status 403.
     *
     * @param message the description of the missing permission
     * @return the problem
     */
    public static Problem forbidden(String message) {
        return new Problem(403, message);
    }

    /**
     * Creates a problem with the status 409.
     *
     * @param message the description of the conflict
     * @return the problem
     */
    public static Problem conflict(String message) {
        return new Problem(409, message);
    }

    /**
     * Creates a problem with the status 412.
     *
     * @param message the description of the current state
     * @return the problem
     */
    public static Problem preconditionFailed(String message) {
        return new Problem(412, message);
    }

    /**
     * Creates a problem with the status 400.
     *
     * @param message the description of the error in the request
     * @return the problem
     */
    public static Problem badRequest(String message) {
        return new Problem(400, message);
    }

    /** @return the answer with status and message */
    public Answer answer() {
        return Answer.error(status, getMessage());
    }
}
