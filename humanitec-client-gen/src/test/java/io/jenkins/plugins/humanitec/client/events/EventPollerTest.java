package io.jenkins.plugins.humanitec.client.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.jenkins.plugins.humanitec.client.AppRef;
import io.jenkins.plugins.humanitec.client.HumanitecClient;
import io.jenkins.plugins.humanitec.client.InvalidInputException;
import io.jenkins.plugins.humanitec.client.RetryPolicy;
import io.jenkins.plugins.humanitec.client.deployments.DeploymentRequest;
import io.jenkins.plugins.humanitec.client.errors.UnauthorizedException;
import io.jenkins.plugins.humanitec.simulator.Fault;
import io.jenkins.plugins.humanitec.simulator.RecordedRequest;
import io.jenkins.plugins.humanitec.simulator.Simulator;
import io.jenkins.plugins.humanitec.simulator.SimulatorOptions;
import io.jenkins.plugins.humanitec.simulator.environments.App;
import io.jenkins.plugins.humanitec.simulator.environments.Env;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** In this simulator, a deployment takes an hour, and the time passes as the test says. */
class EventPollerTest {

    private static final AppRef SHOP = new AppRef("acme", "shop");
    private static final Duration HOUR = Duration.ofHours(1);

    private Simulator simulator;
    private HumanitecClient client;
    private Env dev;
    private EventCursor cursor;

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

    private App shop() {
        return simulator.world().app("acme", "shop");
    }

    private List<String> poll() {
        return told(client.events().poll(SHOP, cursor));
    }

    private List<String> lookUp(String body) {
        return told(client.eventLookup().lookUp(SHOP, body, cursor));
    }

    private List<String> told(EventBatch batch) {
        cursor = batch.cursor();
        return batch.events().stream()
                .map(event -> event.kind().id() + " " + event.env().envId() + " " + event.envType() + " "
                        + event.deploymentId() + " " + event.status())
                .map(String::trim)
                .toList();
    }

    private String deploy() {
        return dev.deploy("Again", null, dev.baseSet()).id();
    }

    private static String started(String id) {
        return "deploymentStarted dev development " + id + " in progress";
    }

    private static String succeeded(String id) {
        return "deploymentSucceeded dev development " + id + " succeeded";
    }

    private List<String> requestsOf(Runnable action) {
        int before = simulator.requests().size();
        action.run();
        List<RecordedRequest> all = simulator.requests();
        return all.subList(before, all.size()).stream()
                .map(request -> request.method() + " " + request.path().replace("/orgs/acme/apps/shop", ""))
                .toList();
    }

    @Test
    void theFirstPollHasNoEvents() {
        deploy();

        assertThat(requestsOf(() -> assertThat(poll()).isEmpty())).containsExactly("GET /envs");
        assertThat(requestsOf(() -> assertThat(poll()).isEmpty())).containsExactly("GET /envs");
    }

    @Test
    void aDeploymentThatRunsAtTheFirstPollOnlyEnds() {
        String id = deploy();
        simulator.moveTime(HOUR.dividedBy(2));
        poll();
        simulator.moveTime(HOUR);

        assertThat(poll()).containsExactly(succeeded(id));
        assertThat(poll()).isEmpty();
    }

    @Test
    void aDeploymentStartsAndEnds() {
        poll();
        String id = deploy();
        simulator.moveTime(HOUR.dividedBy(2));
        assertThat(poll()).containsExactly(started(id));
        assertThat(poll()).isEmpty();

        simulator.moveTime(HOUR);

        assertThat(poll()).containsExactly(succeeded(id));
        assertThat(poll()).isEmpty();
    }

    @Test
    void aPendingDeploymentHasNotStarted() {
        poll();
        var pending = dev.deploymentHistory().request("Again", null, dev.baseSet(), null, "s-administrator");
        assertThat(poll()).isEmpty();

        dev.deploymentHistory().start(pending, dev.baseSet(), null);
        simulator.moveTime(HOUR.dividedBy(2));

        assertThat(poll()).containsExactly(started(pending.id()));
    }

    @Test
    void severalDeploymentsBetweenTwoPollsAreAllTold() {
        String running = deploy();
        simulator.moveTime(HOUR.dividedBy(2));
        poll();
        simulator.moveTime(HOUR);
        String second = deploy();
        simulator.moveTime(HOUR);
        String third = deploy();
        simulator.moveTime(HOUR.dividedBy(2));

        List<String> requests = requestsOf(() -> assertThat(poll())
                .containsExactly(succeeded(running), started(second), succeeded(second), started(third)));

        assertThat(requests).containsExactly("GET /envs", "GET /envs/dev/deploys");
    }

    @Test
    void aDeploymentFails() throws Exception {
        poll();
        client.deployments()
                .deploy(DeploymentRequest.images(SHOP.env("dev"), Map.of("backend", "registry.example.com/b:broken"))
                        .withWaiting(false))
                .await(Duration.ofMinutes(1));
        simulator.moveTime(HOUR);

        assertThat(poll())
                .last()
                .asString()
                .startsWith("deploymentFailed dev development ")
                .endsWith(" failed");
        assertThat(poll()).isEmpty();
    }

    @Test
    void environmentsAreCreatedAndDeleted() {
        poll();
        Env preview = shop().addEnv("pr-12", "Preview", "ephemeral");

        assertThat(poll()).containsExactly("environmentCreated pr-12 ephemeral  created");
        preview.delete();
        simulator.moveTime(HOUR);

        assertThat(poll()).containsExactly("environmentDeleted pr-12 ephemeral  deleted");
        assertThat(poll()).isEmpty();
    }

    @Test
    void anEnvironmentThatIsReplacedIsDeletedAndCreated() {
        Env preview = shop().addEnv("pr-12", "Preview", "development");
        poll();
        preview.delete();
        simulator.moveTime(HOUR);
        assertThat(shop().find("pr-12")).isEmpty();
        shop().addEnv("pr-12", "Preview", "development");

        assertThat(poll())
                .containsExactly(
                        "environmentDeleted pr-12 development  deleted",
                        "environmentCreated pr-12 development  created");
    }

    @Test
    void aFailedPollLosesNothing() {
        poll();
        EventCursor before = cursor;
        String id = deploy();
        simulator.moveTime(HOUR);
        simulator.faults().add(Fault.status(401).on("GET", "/envs"));

        assertThatExceptionOfType(UnauthorizedException.class).isThrownBy(this::poll);

        assertThat(cursor).isEqualTo(before);
        assertThat(poll()).containsExactly(started(id), succeeded(id));
    }

    @Test
    void aCursorIsStored() throws Exception {
        deploy();
        poll();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(cursor);
        }
        Object read;
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            read = in.readObject();
        }

        assertThat(read).isEqualTo(cursor).hasSameHashCodeAs(cursor);
        assertThat(EventCursor.ofJson(cursor.toJson())).contains(cursor);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "null", "[]", "{\"dev\": 1}", "{\"dev\": {\"lastCreated\": \"soon\"}}"})
    void aDamagedCursorIsNoCursor(String json) {
        assertThat(EventCursor.ofJson(json)).isEmpty();
    }

    @Test
    void aWebhookIsLookedUp() {
        poll();
        String id = deploy();
        simulator.moveTime(HOUR);
        String body = "{\"app_id\": \"shop\", \"env_id\": \"dev\", \"deploy_id\": \"" + id + "\"}";

        List<String> requests = requestsOf(() -> assertThat(lookUp(body)).containsExactly(started(id), succeeded(id)));

        assertThat(requests).containsExactly("GET /envs/dev", "GET /envs/dev/deploys");
        assertThat(lookUp(body)).isEmpty();
        assertThat(poll()).isEmpty();
    }

    @Test
    void aWebhookOfACreationAndDeletionIsLookedUp() {
        poll();
        Env preview = shop().addEnv("pr-12", "Preview", "development");
        assertThat(lookUp("{\"env_id\": \"pr-12\"}")).containsExactly("environmentCreated pr-12 development  created");
        preview.delete();
        simulator.moveTime(HOUR);

        assertThat(lookUp("{\"env_id\": \"pr-12\"}")).containsExactly("environmentDeleted pr-12 development  deleted");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"env_id\": \"dev\", \"deploy_id\": \"ffff\", \"status\": \"failed\"}",
                "{\"env_id\": \"nowhere\", \"scope\": \"environment\", \"type\": \"created\"}",
                "{\"env_id\": \"../../other/envs/dev\"}",
                "{\"env_id\": 7}",
                "{\"env_id\":",
                "",
                "[]"
            })
    void aFalseWebhookTellsNothing(String body) {
        poll();

        assertThat(lookUp(body)).isEmpty();
    }

    @Test
    void aWebhookOfAnUnknownFormatIsLookedUpEverywhere() {
        poll();
        String id = deploy();
        simulator.moveTime(HOUR);

        assertThat(lookUp("payload=text")).containsExactly(started(id), succeeded(id));
    }

    /** Whenever somebody looks, each event is told once, and the events of a deployment are in their order. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void nothingIsToldTwiceOrLost(long seed) {
        Random random = new Random(seed);
        List<String> told = new ArrayList<>();
        List<String> expected = new ArrayList<>();
        poll();
        for (int i = 0; i < 40; i++) {
            if (dev.lastDeployment().orElseThrow().isOver()) {
                String id = deploy();
                expected.add(started(id));
                expected.add(succeeded(id));
            }
            simulator.moveTime(HOUR.dividedBy(1 + random.nextInt(4)));
            if (random.nextInt(3) == 0) {
                cursor = EventCursor.ofJson(cursor.toJson()).orElseThrow();
                told.addAll(random.nextBoolean() ? poll() : lookUp("{\"env_id\": \"dev\"}"));
            }
        }
        simulator.moveTime(HOUR.multipliedBy(2));
        told.addAll(poll());

        assertThat(told).containsExactlyElementsOf(expected);
    }

    @Test
    void kindsHaveNames() {
        assertThat(Stream.of(EventKind.values()).map(kind -> EventKind.of(kind.id())))
                .containsExactly(EventKind.values());
        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(() -> EventKind.of("deployed"))
                .withMessage("There is no kind of event 'deployed'. Use one of deploymentStarted, deploymentSucceeded, "
                        + "deploymentFailed, environmentCreated, environmentDeleted.");
    }
}
