package io.jenkins.plugins.humanitec.client.context;

import io.jenkins.plugins.humanitec.client.AppRef;
import io.jenkins.plugins.humanitec.client.ValueScope;
import io.jenkins.plugins.humanitec.client.errors.UnreadableResponseException;
import io.jenkins.plugins.humanitec.client.guard.ProtectedAction;
import io.jenkins.plugins.humanitec.client.guard.ProtectedException;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Makes requests that change something. Skips them in a dry run. */
public final class WriteRequests {

    private static final int OK = 200;

    private WriteRequests() {}

    /**
     * Makes a request, unless the client is for dry runs.
     *
     * @param client the client to use
     * @param request makes the request
     */
    public static void make(ClientContext client, Runnable request) {
        if (!client.isDryRun()) {
            request.run();
        }
    }

    /**
     * Checks a protected action, then makes a request unless the client is for dry runs.
     *
     * @param client the client to use
     * @param action the action
     * @param target the application or environment that the action affects
     * @param request makes the request
     * @throws ProtectedException if the guard forbids the action
     */
    public static void make(ClientContext client, ProtectedAction action, ValueScope target, Runnable request) {
        client.guard().check(action, target);
        make(client, request);
    }

    /**
     * Makes a request, unless the client is for dry runs.
     *
     * @param client the client to use
     * @param request makes the request
     * @param <T> the type of the response
     * @return the response; empty in a dry run
     */
    public static <T> Optional<T> get(ClientContext client, Supplier<T> request) {
        return client.isDryRun() ? Optional.empty() : Optional.ofNullable(request.get());
    }

    /**
     * Checks the response to a POST that creates an object whose ID is only known from the response.
     *
     * @param answer the response, or null if its body was empty
     * @param id reads the ID
     * @param app the application at the beginning of the request's path
     * @param rest the rest of the path
     * @param <T> the type of the response
     * @return the response
     * @throws UnreadableResponseException if the ID is missing
     */
    public static <T> T due(@Nullable T answer, Function<T, String> id, AppRef app, String rest) {
        if (answer == null || ApiText.isMissing(id.apply(answer))) {
            String path = "/orgs/" + app.orgId() + "/apps/" + app.appId() + rest;
            throw UnreadableResponseException.of("POST", path, OK, "without the ID of the created object", null);
        }
        return answer;
    }
}
