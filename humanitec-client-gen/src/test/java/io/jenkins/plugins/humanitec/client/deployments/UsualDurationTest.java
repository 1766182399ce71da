package io.jenkins.plugins.humanitec.client.deployments;

import static io.jenkins.plugins.humanitec.client.testing.TestHumanitec.DEV;
import static io.jenkins.plugins.humanitec.client.testing.TestHumanitec.TOKEN;
import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.humanitec.client.HumanitecClient;
import io.jenkins.plugins.humanitec.simulator.Fault;
import io.jenkins.plugins.humanitec.simulator.RecordedRequest;
import io.jenkins.plugins.humanitec.simulator.Simulator;
import io.jenkins.plugins.humanitec.simulator.SimulatorOptions;
import io.jenkins.plugins.humanitec.simulator.deployments.Deployment;
import io.jenkins.plugins.humanitec.simulator.environments.App;
import io.jenkins.plugins.humanitec.simulator.environments.Env;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Deployments that take five minutes, as always. Time is moved in the pauses of the client. */
class UsualDurationTest {

    private static final Duration USUAL = Duration.ofMinutes(5);
    private static final Duration PATIENCE = Duration.ofHours(1);
    private static final String LIST = "/envs/dev/deploys";

    private final Simulator simulator =
            Simulator.start(new SimulatorOptions(0, TOKEN, USUAL, Duration.ZERO).withStrict());
    private Env dev;
    private Duration passed = Duration.ZERO;
    private Duration clockDifference = Duration.ZERO;

    @BeforeEach
    void addEnvironment() {
        App shop = simulator.world().addApp("acme", "shop", "Shop");
        // A pipeline takes some of the simulated time too.
        shop.pipelines().delete("default");
        dev = shop.addEnv("dev", "Development", "development");
        dev.addModule("backend", "Deployment", 2).deployed();
        for (int i = 0; i < 3; i++) {
            dev.deploy("earlier", null, dev.baseSet());
            pass(USUAL);
        }
    }

    @AfterEach
    void stop() {
        simulator.close();
    }

    private void pass(Duration time) {
        passed = passed.plus(time);
        simulator.moveTime(time);
    }

    private HumanitecClient client() {
        InstantSource time = () -> Instant.now().plus(passed).plus(clockDifference);
        return HumanitecClient.builder()
                .baseUri(simulator.baseUri())
                .bearerToken(TOKEN)
                .clock(time.withZone(ZoneOffset.UTC))
                .sleeper(this::pass)
                .build();
    }

    private Duration sinceEnd(String id) {
        Deployment deployment = dev.deploymentHistory().get(id);
        assertThat(deployment.isOver()).isTrue();
        return Duration.between(deployment.completedAt(), Instant.now().plus(passed));
    }

    private long looks(String path) {
        return simulator.requests().stream()
                .filter(request -> request.method().equals("GET"))
                .map(RecordedRequest::path)
                .filter(each -> each.endsWith(path))
                .count();
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT0S", "PT10M", "PT-10M"})
    void theEndOfADeploymentIsNoticedSoon(Duration difference) throws InterruptedException {
        clockDifference = difference;

        DeploymentResult result =
                client().deployments().deploy(DeploymentRequest.again(DEV)).await(PATIENCE);

        assertThat(result.status()).isEqualTo("succeeded");
        assertThat(sinceEnd(result.id())).isLessThan(Duration.ofSeconds(6));
        assertThat(looks(LIST)).as("reads of the history").isEqualTo(1);
        assertThat(looks("/envs/dev")).as("fewer than the 25 without it").isLessThan(25);
    }

    @Test
    void theHistoryAlsoTellsThatTheDeploymentHasEnded() throws InterruptedException {
        String id = dev.deploy("by hand", null, dev.baseSet()).id();
        pass(USUAL);

        DeploymentResult result = client().deployments().follow(DEV, id).await(PATIENCE);

        assertThat(result.status()).isEqualTo("succeeded");
        assertThat(List.of(looks("/envs/dev"), looks(LIST))).containsExactly(0L, 1L);
    }

    @Test
    void afterARestartTheHistoryIsReadAgain() throws InterruptedException {
        String id = dev.deploy("by hand", null, dev.baseSet()).id();
        pass(Duration.ofMinutes(1));

        client().deployments().follow(DEV, id).await(PATIENCE);

        assertThat(sinceEnd(id)).isLessThan(Duration.ofSeconds(6));
        assertThat(looks(LIST)).isEqualTo(1);
    }

    @Test
    void whoWaitsForADeploymentOfSomebodyElseGoesOnSoon() throws InterruptedException {
        String id = dev.deploy("by hand", null, dev.baseSet()).id();

        client().deployments()
                .deploy(DeploymentRequest.again(DEV).withWaiting(false))
                .await(PATIENCE);

        assertThat(sinceEnd(id)).isLessThan(Duration.ofSeconds(6));
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "[null]", "[{}]", "[{\"id\": null, \"status\": \"succeeded\"}]"})
    void anOddHistoryIsNoHistory(String body) throws InterruptedException {
        String id = dev.deploy("by hand", null, dev.baseSet()).id();
        simulator.faults().add(Fault.status(200).body("application/json", body).on("GET", LIST));

        DeploymentResult result = client().deployments().follow(DEV, id).await(PATIENCE);

        assertThat(result.status()).isEqualTo("succeeded");
        assertThat(looks("/envs/dev")).isEqualTo(24);
    }

    @Test
    void withoutTheRightToReadTheHistoryThePausesGrow() throws InterruptedException {
        String id = dev.deploy("by hand", null, dev.baseSet()).id();
        simulator.faults().add(Fault.status(403).on("GET", LIST));

        DeploymentResult result = client().deployments().follow(DEV, id).await(PATIENCE);

        assertThat(result.status()).isEqualTo("succeeded");
        assertThat(List.of(looks(LIST), looks("/envs/dev"))).containsExactly(1L, 24L);
    }
}
