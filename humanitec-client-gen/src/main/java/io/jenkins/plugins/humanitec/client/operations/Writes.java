package io.jenkins.plugins.humanitec.client.operations;

import io.jenkins.plugins.humanitec.client.HumanitecClient;
import io.jenkins.plugins.humanitec.client.ValueScope;
import io.jenkins.plugins.humanitec.client.guard.Act;
import java.util.Optional;
import java.util.function.Supplier;

/** Makes the requests that change something, unless they are forbidden or the run is dry. */
final class Writes {

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
        return client.isDryRun() ? Optional.empty() : Optional.of(request.get());
    }
}
