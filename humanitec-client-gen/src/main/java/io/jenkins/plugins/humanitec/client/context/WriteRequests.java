package io.jenkins.plugins.humanitec.client.context;

import io.jenkins.plugins.humanitec.client.AppRef;
import io.jenkins.plugins.humanitec.client.ValueScope;
import io.jenkins.plugins.humanitec.client.errors.UnreadableResponseException;
import io.jenkins.plugins.humanitec.client.guard.ProtectedAction;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/** Makes the requests that change something, unless they are forbidden or the run is dry. */
public final class WriteRequests {

    private static final int OK = 200;

    private WriteRequests() {}

    public static void make(ClientContext client, Runnable request) {
        if (!client.isDryRun()) {
            request.run();
        }
    }

    public static void make(ClientContext client, ProtectedAction act, ValueScope target, Runnable request) {
        client.guard().check(act, target);
        make(client, request);
    }

    /** Returns what the API answered, or nothing in a dry run. */
    public static <T> Optional<T> get(ClientContext client, Supplier<T> request) {
        return client.isDryRun() ? Optional.empty() : Optional.ofNullable(request.get());
    }

    /**
     * What the API answered to a POST that makes something whose ID is only known from the answer.
     *
     * @param answer the answer, or null if its body was empty
     * @param id reads the ID
     * @param app the application that the request's path begins with
     * @param rest the rest of that path
     */
    public static <T> T due(T answer, Function<T, String> id, AppRef app, String rest) {
        String made = answer == null ? null : id.apply(answer);
        if (ApiText.isMissing(made)) {
            String path = "/orgs/" + app.orgId() + "/apps/" + app.appId() + rest;
            throw UnreadableResponseException.of("POST", path, OK, "without the ID of what was made", null);
        }
        return answer;
    }
}
