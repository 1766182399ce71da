package io.jenkins.plugins.humanitec.client.events;

import io.jenkins.plugins.humanitec.client.AppRef;
import io.jenkins.plugins.humanitec.client.HumanitecClient;
import io.jenkins.plugins.humanitec.client.RetryPolicy;
import io.jenkins.plugins.humanitec.simulator.RecordedRequest;
import io.jenkins.plugins.humanitec.simulator.Simulator;
import io.jenkins.plugins.humanitec.simulator.SimulatorOptions;
import io.jenkins.plugins.humanitec.simulator.environments.App;
import io.jenkins.plugins.humanitec.simulator.environments.Env;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A simulator in which a deployment takes an hour, and the time passes as the test says; and the events that are read from it. */
abstract class EventScenario {

    static final AppRef SHOP = new AppRef("acme", "shop");
    static final Duration HOUR = Duration.ofHours(1);

    Simulator simulator;
    HumanitecClient client;
    Env dev;
    EventCursor cursor;

    @BeforeEach
    void start() {
        simulator =
                Simulator.start(new SimulatorOptions(0, "t0p-s3cret-token", HOUR, Duration.ofMillis(1)).withStrict());
        simulator.reset();
        App shop = simulator.world().addApp("acme", "shop", "Shop");
        shop.pipelines().delete("default");
        dev = shop.addEnv("dev", "Development", "development")
                .addModule("backend", "Deployment", 1)
                .deployed();
        client = HumanitecClient.builder()
                .baseUri(simulator.baseUri())
                .bearerToken(simulator.token())
                .retryPolicy(RetryPolicy.NONE)
                .build();
    }

    @AfterEach
    void stop() {
        client.close();
        simulator.close();
    }

    final App shop() {
        return simulator.world().app("acme", "shop");
    }

    final List<String> poll() {
        return told(client.events().poll(SHOP, cursor));
    }

    final List<String> lookUp(String body) {
        return told(client.eventLookup().lookUp(SHOP, body, cursor));
    }

    final List<String> told(EventBatch batch) {
        cursor = batch.cursor();
        return batch.events().stream()
                .map(event -> event.kind().id() + " " + event.env().envId() + " " + event.envType() + " "
                        + event.deploymentId() + " " + event.status())
                .map(String::trim)
                .toList();
    }

    final String deploy() {
        return dev.deploy("Again", null, dev.baseSet()).id();
    }

    static String started(String id) {
        return "deploymentStarted dev development " + id + " in progress";
    }

    static String succeeded(String id) {
        return "deploymentSucceeded dev development " + id + " succeeded";
    }

    final List<String> requestsOf(Runnable action) {
        int before = simulator.requests().size();
        action.run();
        List<RecordedRequest> all = simulator.requests();
        return all.subList(before, all.size()).stream()
                .map(request -> request.method() + " " + request.path().replace("/orgs/acme/apps/shop", ""))
                .toList();
    }
}
