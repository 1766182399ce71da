package io.jenkins.plugins.humanitec.client.operations;

import io.jenkins.plugins.humanitec.client.AppRef;
import io.jenkins.plugins.humanitec.client.HumanitecClient;
import io.jenkins.plugins.humanitec.client.ValueScope;
import io.jenkins.plugins.humanitec.client.errors.UnreadableResponseException;
import io.jenkins.plugins.humanitec.client.guard.Act;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/** Makes the requests that change something, unless they are forbidden or the run is dry. */
final class Writes {

    private static final int OK = 200;

    private Writes() {}

    static void make(HumanitecClient client, Runnable request) {
        if (!client.isDryRun()) {
            request.run();
        }
    }

    static void make(HumanitecClient client, Act act, ValueScope target, Runnable request) {
        client.guard().check(act, target);
        make(client, request);
    }

    /** Returns what the API answered, or nothing in a dry run. */
    static <T> Optional<T> get(HumanitecClient client, Supplier<T> request) {
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
    static <T> T due(T answer, Function<T, String> id, AppRef app, String rest) {
        String made = answer == null ? null : id.apply(answer);
        if (Told.isMissing(made)) {
            String path = "/orgs/" + app.orgId() + "/apps/" + app.appId() + rest;
            throw UnreadableResponseException.of("POST", path, OK, "without the ID of what was made", null);
        }
        return answer;
    }
}
