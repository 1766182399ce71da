package io.jenkins.plugins.humanitec.client.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.jenkins.plugins.humanitec.client.InvalidInputException;
import io.jenkins.plugins.humanitec.client.deployments.DeploymentRequest;
import io.jenkins.plugins.humanitec.client.errors.UnauthorizedException;
import io.jenkins.plugins.humanitec.simulator.Fault;
import io.jenkins.plugins.humanitec.simulator.environments.Env;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventPollerTest extends EventScenario {

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
    void onlyTheNewestEventsOfAnEnvironmentAreSelected() {
        poll();
        deploy();
        simulator.moveTime(HOUR.multipliedBy(2));
        String second = deploy();
        simulator.moveTime(HOUR.multipliedBy(2));
        shop().addEnv("pr-12", "Preview", "ephemeral");
        EventBatch batch = client.events().poll(SHOP, cursor);

        assertThat(batch.events()).hasSize(5);
        assertThat(told(new EventBatch(batch.newest(2), batch.cursor())))
                .containsExactly(started(second), succeeded(second), "environmentCreated pr-12 ephemeral  created");
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
