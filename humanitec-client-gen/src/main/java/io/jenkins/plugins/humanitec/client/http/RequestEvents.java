package io.jenkins.plugins.humanitec.client.http;

import feign.Request;
import io.jenkins.plugins.humanitec.client.RequestListener;
import io.jenkins.plugins.humanitec.client.generated.ApiClient;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** Sends events about attempts to a {@link RequestListener}. */
final class RequestEvents {

    private static final String API_PACKAGE = ApiClient.class.getPackageName().replace(".generated", ".api");
    private static final String WITH_RESPONSE = "WithHttpInfo";

    private final RequestListener listener;

    RequestEvents(RequestListener listener) {
        this.listener = listener;
    }

    /**
     * Sends an event for an attempt with a response.
     *
     * @param began when the attempt began, in the time of {@link System#nanoTime}
     */
    void completed(Request request, int attempt, long began, int status) {
        send(request, attempt, began, OptionalInt.of(status), null);
    }

    void failed(Request request, int attempt, long began, OptionalInt status, Exception failure) {
        send(request, attempt, began, status, failure);
    }

    private void send(Request request, int attempt, long began, OptionalInt status, @Nullable Exception failure) {
        try {
            listener.completed(new RequestListener.Event(
                    operation(request),
                    Headers.method(request),
                    Headers.path(request),
                    attempt,
                    status,
                    Duration.ofNanos(System.nanoTime() - began),
                    Optional.ofNullable(failure)));
        } catch (RuntimeException e) {
            System.getLogger(RequestListener.class.getName())
                    .log(System.Logger.Level.WARNING, "A request listener failed.", e);
        }
    }

    private static Optional<String> operation(Request request) {
        if (request.requestTemplate() == null || request.requestTemplate().methodMetadata() == null) {
            return Optional.empty();
        }
        Method method = request.requestTemplate().methodMetadata().method();
        if (!method.getDeclaringClass().getPackageName().equals(API_PACKAGE)) {
            return Optional.empty();
        }
        String name = method.getName();
        return Optional.of(
                name.endsWith(WITH_RESPONSE) ? name.substring(0, name.length() - WITH_RESPONSE.length()) : name);
    }
}
