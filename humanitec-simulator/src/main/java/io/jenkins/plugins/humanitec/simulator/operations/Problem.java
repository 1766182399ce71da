package io.jenkins.plugins.humanitec.simulator.operations;

/** Ends an operation with an error answer. */
public final class Problem extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient Answer answer;

    /**
     * Creates a problem.
     *
     * @param answer the answer, with an error body
     */
    public Problem(Answer answer) {
        super(answer.body().path("message").asText());
        this.answer = answer;
    }

    /**
     * Creates a problem.
     *
     * @param status the HTTP status
     * @param message the description
     */
    public Problem(int status, String message) {
        this(Answer.error(status, message));
    }

    /**
     * Returns an object that must exist.
     *
     * @param object the object; null if it does not exist
     * @param what its description, such as {@code Pipeline 'release'}
     * @param <T> the type of the object
     * @return the object
     * @throws Problem with status 404 if it does not exist
     */
    public static <T> T requireFound(T object, String what) {
        if (object == null) {
            throw notFound(what);
        }
        return object;
    }

    /**
     * Throws a problem with the status 400 if a condition holds.
     *
     * @param isWrong whether the request is wrong
     * @param message the description of the error in the request
     */
    public static void badRequestIf(boolean isWrong, String message) {
        if (isWrong) {
            throw badRequest(message);
        }
    }

    /**
     * Throws a problem with the status 409 if a condition holds.
     *
     * @param conflicts whether the request conflicts with the current data
     * @param message the description of the conflict
     */
    public static void conflictIf(boolean conflicts, String message) {
        if (conflicts) {
            throw new Problem(409, message);
        }
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
        return answer;
    }
}
