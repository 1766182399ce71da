package io.jenkins.plugins.humanitec.client;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Is called after each attempt to send a request, for metrics and traces. It is called on the thread that makes the request and
 * by several threads at once, so it should return soon. An exception that it throws is logged and has no other effect.
 */
@FunctionalInterface
public interface RequestListener {

    /** @param event the attempt */
    void completed(Event event);

    /**
     * An attempt to send a request. Has neither the token nor a body.
     *
     * @param operation the ID of the operation in the API's description, such as {@code listApplications}; it has few different
     *     values, unlike the path; empty for a request that names its operation at run time
     * @param method the request's method, such as {@code GET}
     * @param path the request's path as it was sent, without the query
     * @param attempt 1 for the first attempt, 2 for the first repetition
     * @param status the HTTP status of the response; empty if no response came
     * @param duration how long the attempt took, until the whole response had been read
     * @param failure why no response came or why it cannot be used; empty if there is a response
     */
    record Event(
            Optional<String> operation,
            String method,
            String path,
            int attempt,
            OptionalInt status,
            Duration duration,
            Optional<Exception> failure) {}
}
