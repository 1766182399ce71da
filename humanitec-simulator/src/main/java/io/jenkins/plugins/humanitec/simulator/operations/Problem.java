package io.jenkins.plugins.humanitec.simulator.operations;

/** Ends an operation with an error. */
public final class Problem extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int status;

    private Problem(int status, String message) {
        super(message);
        this.status = status;
    }

    /**
     * @param what what does not exist
     * @return a 404
     */
    public static Problem notFound(String what) {
        return new Problem(404, what + " not found.");
    }

    /**
     * @param message what the request conflicts with
     * @return a 409
     */
    public static Problem conflict(String message) {
        return new Problem(409, message);
    }

    /**
     * @param message what the object is instead
     * @return a 412
     */
    public static Problem preconditionFailed(String message) {
        return new Problem(412, message);
    }

    /**
     * @param message what is wrong with the request
     * @return a 400
     */
    public static Problem badRequest(String message) {
        return new Problem(400, message);
    }

    public Answer answer() {
        return Answer.error(status, getMessage());
    }
}
