package io.jenkins.plugins.humanitec.client;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Receives an event after each attempt to send a request, for metrics and traces. The listener is called on the thread
 * that makes the request, and by several threads at once, so it should return quickly. An exception of the listener is
 * logged and has no other effect.
 */
@FunctionalInterface
public interface RequestListener {

    /**
     * Called after an attempt to send a request.
     *
     * @param event the attempt
     */
    void completed(Event event);

    /**
     * An attempt to send a request. It contains neither the token nor a body.
     *
     * @param operation the ID of the operation in the API description, such as {@code listApplications}; unlike the
     *     path, it has few different values; empty for requests of
     *     {@link io.jenkins.plugins.humanitec.client.contract.AnyRequest} and
     *     {@link io.jenkins.plugins.humanitec.client.representations.RepresentationsApi}
     * @param method the HTTP method, such as {@code GET}
     * @param path the encoded path, without the query
     * @param attempt the number of the attempt; 1 for the first one
     * @param status the HTTP status of the response; empty if there is no response
     * @param duration the duration of the attempt, including reading the body of the response
     * @param failure why there is no response, or why it cannot be used; empty if there is a response
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
