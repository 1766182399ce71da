package io.jenkins.plugins.humanitec.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Time that is moved, and time that runs faster. */
class TimeTest {

    private static final Duration HOUR = Duration.ofHours(1);
    private static final String DEPLOYMENTS = "/orgs/acme/apps/shop/envs/development/deploys";

    @RegisterExtension
    static final TestClient client = new TestClient(new SimulatorOptions(0, "token", HOUR, HOUR), DemoData::addTo);

    private static String deploy(TestClient on) throws Exception {
        return DEPLOYMENTS + "/"
                + on.post(DEPLOYMENTS, "{\"set_id\": \"0\"}").path("id").asText();
    }

    @Test
    void aTestMovesTheTimeInsteadOfWaiting() throws Exception {
        String deployment = deploy(client);

        assertThat(client.get(deployment).path("status").asText()).isEqualTo("pending");
        assertThat(client.status("POST", "/_simulator/time", "{\"forward\": \"PT30M\"}"))
                .isEqualTo(204);
        assertThat(client.get(deployment).path("status").asText()).isEqualTo("in progress");
        assertThat(client.status("POST", "/_simulator/time", "{\"forward\": \"PT31M\"}"))
                .isEqualTo(204);
        assertThat(client.get(deployment).path("status").asText()).isEqualTo("succeeded");
    }

    @Test
    void podsFollowAScaleAfterAWhile() throws Exception {
        String runtime = "/orgs/acme/apps/shop/envs/development/runtime";
        assertThat(client.status("PATCH", runtime + "/replicas", "{\"backend\": 4}"))
                .isEqualTo(204);

        assertThat(runningPods(runtime)).isLessThan(4);
        client.send("POST", "/_simulator/time", "{\"forward\": \"PT1H\"}");
        assertThat(runningPods(runtime)).isEqualTo(4);
    }

    private static long runningPods(String runtime) throws Exception {
        return StreamSupport.stream(
                        client.get(runtime).at("/modules/backend/backend/pods").spliterator(), false)
                .filter(pod -> pod.path("phase").asText().equals("Running"))
                .count();
    }

    @Test
    void oneDeploymentAtATime() throws Exception {
        deploy(client);

        assertThat(client.status("POST", DEPLOYMENTS, "{\"set_id\": \"0\"}")).isEqualTo(409);
        client.send("POST", "/_simulator/time", "{\"forward\": \"PT2H\"}");
        deploy(client);
    }

    @Test
    void whatIsBeingDeletedIsNotChanged() throws Exception {
        String app = "/orgs/acme/apps/shop";
        String development = app + "/envs/development";
        String value = "{\"key\": \"A\", \"value\": \"\", \"description\": \"\"}";
        String environment = "{\"id\": \"pr-1\", \"name\": \"PR\", \"type\": \"development\"}";

        assertThat(client.status("DELETE", development, null)).isEqualTo(202);
        assertThat(client.status("POST", development + "/values", value)).isEqualTo(409);
        assertThat(client.status("POST", DEPLOYMENTS, "{\"set_id\": \"0\"}")).isEqualTo(409);
        assertThat(client.status("DELETE", app, null)).isEqualTo(202);
        assertThat(client.status("POST", app + "/envs", environment)).isEqualTo(409);
    }

    @Test
    void aDeletionTakesAWhile() throws Exception {
        String app = "/orgs/acme/apps/shop";

        assertThat(client.status("DELETE", app, null)).isEqualTo(202);
        assertThat(client.get(app).path("status").asText()).isEqualTo("deleting");
        client.send("POST", "/_simulator/time", "{\"forward\": \"PT1H\"}");
        assertThat(client.status("GET", app, null)).isEqualTo(404);
        assertThat(client.status("DELETE", app, null)).isEqualTo(404);
    }

    @Test
    void answersHaveTheTimeOfTheSimulator() throws Exception {
        String before = client.send("GET", DEPLOYMENTS, null)
                .headers()
                .firstValue("Date")
                .orElseThrow();
        client.send("POST", "/_simulator/time", "{\"forward\": \"PT2H\"}");
        String after = client.send("GET", DEPLOYMENTS, null)
                .headers()
                .firstValue("Date")
                .orElseThrow();

        assertThat(Duration.between(date(before), date(after))).isBetween(HOUR.multipliedBy(2), HOUR.multipliedBy(3));
    }

    private static ZonedDateTime date(String header) {
        return ZonedDateTime.parse(header, DateTimeFormatter.RFC_1123_DATE_TIME);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"forward\": \"-PT1S\"}", "{\"forward\": \"soon\"}", "now"})
    void timeDoesNotMoveBackwards(String body) throws Exception {
        assertThat(client.status("POST", "/_simulator/time", body)).isEqualTo(422);
    }

    @Test
    void timeRunsAsFastAsTold() throws Exception {
        SimulatorOptions options = new SimulatorOptions(0, "token", HOUR, HOUR).withSpeed(36_000);
        try (Simulator fast = Simulator.start(options, DemoData::addTo)) {
            TestClient other = new TestClient(fast);
            String deployment = deploy(other);

            await().until(() -> other.get(deployment).path("status").asText().equals("succeeded"));
        }
    }
}
