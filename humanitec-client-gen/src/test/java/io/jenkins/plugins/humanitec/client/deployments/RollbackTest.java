package io.jenkins.plugins.humanitec.client.deployments;

import static io.jenkins.plugins.humanitec.client.testing.TestHumanitec.DEV;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.jenkins.plugins.humanitec.client.HumanitecClient;
import io.jenkins.plugins.humanitec.client.RetryPolicy;
import io.jenkins.plugins.humanitec.client.diagnostics.DeploymentProblem;
import io.jenkins.plugins.humanitec.client.flow.DeploymentQueue;
import io.jenkins.plugins.humanitec.client.flow.LongOperation;
import io.jenkins.plugins.humanitec.client.flow.OperationContext;
import io.jenkins.plugins.humanitec.client.flow.Stage;
import io.jenkins.plugins.humanitec.client.flow.StageRunner;
import io.jenkins.plugins.humanitec.client.polling.SharedPoller;
import io.jenkins.plugins.humanitec.client.testing.TestHumanitec;
import io.jenkins.plugins.humanitec.simulator.Fault;
import io.jenkins.plugins.humanitec.simulator.deployments.Deployment;
import io.jenkins.plugins.humanitec.simulator.environments.Env;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicReference;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.assertj.core.api.ThrowableAssertAlternative;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What becomes of a deployment that has failed while the API does not tell all that it should. */
class RollbackTest {

    private static final Duration LIMIT = Duration.ofHours(1);

    private static final String BROUGHT_BACK = "has restored the previous deployment.";
    private static final String ERRORS = "/errors";

    @RegisterExtension
    final TestHumanitec humanitec = new TestHumanitec();

    private final List<String> log = Collections.synchronizedList(new ArrayList<>());
    private Env dev;
    private Deployment first;

    @BeforeEach
    void deployFirst() {
        dev = humanitec.shop().env("dev").deployed();
        first = dev.lastDeployment().orElseThrow();
    }

    private static Stage<DeploymentResult> broken(boolean rollback) {
        return Deployments.deploymentStage(
                DeploymentRequest.images(DEV, Map.of("backend", "registry.example.com/backend:broken"))
                        .withRollback(rollback));
    }

    private static ThrowableAssertAlternative<DeploymentFailedException> failure(ThrowingCallable call) {
        return assertThatExceptionOfType(DeploymentFailedException.class).isThrownBy(call);
    }

    private void run(Stage<DeploymentResult> stage) throws InterruptedException {
        new LongOperation<>(stage, humanitec.client().context(), new DeploymentQueue())
                .onProgress(log::add)
                .await(LIMIT, pause -> Thread.onSpinWait());
    }

    private void assertBroughtBack() {
        Deployment last = dev.lastDeployment().orElseThrow();
        assertThat(last.status()).isEqualTo("succeeded");
        assertThat(last.instruction().setId()).isEqualTo(first.instruction().setId());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "404 | application/json | {\"error\": \"API-404\", \"message\": \"No such thing.\"} | 404 API-404: No such thing.",
                "403 | application/json | {\"error\": \"API-403\", \"message\": \"Not yours\"} | 403 API-403: Not yours.",
                "400 | application/json | {} | 400: {}.",
                "200 | text/html | <html>Log in</html> | 200: the body (text/html)",
                "200 | application/json | {} | 200: the body (application/json)",
            })
    void errorsThatCannotBeReadDoNotKeepFromGoingBack(int status, String type, String body, String why) {
        humanitec.fail(Fault.status(status).on("GET", ERRORS).body(type, body));

        failure(() -> run(broken(true)))
                .withMessageContaining(
                        "ended with status failed. Its errors cannot be read: GET /orgs/acme/apps/shop/envs/dev/")
                .withMessageContaining("/errors answered " + why)
                .withMessageEndingWith(BROUGHT_BACK)
                .satisfies(e ->
                        assertThat(e.deployment().problems()).singleElement().isInstanceOf(DeploymentProblem.class));

        assertBroughtBack();
        assertThat(log).anyMatch(line -> line.startsWith("  Its errors cannot be read: GET ") && line.contains(why));
    }

    @Test
    void withoutARollbackItIsSaidTooThatTheErrorsCannotBeRead() {
        humanitec.fail(Fault.status(404).on("GET", ERRORS));

        failure(() -> run(broken(false))).withMessageContaining("Its errors cannot be read: GET ");
    }

    @Test
    void errorsThatNeverComeAreNotWaitedForWithoutEnd() {
        humanitec.withoutPipelines();
        humanitec.fail(Fault.status(503).on("GET", ERRORS).times(1_000_000));
        AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-03-02T08:00:00Z"));
        InstantSource time = now::get;
        Clock clock = time.withZone(ZoneOffset.UTC);
        HumanitecClient client =
                humanitec.builder().clock(clock).retryPolicy(RetryPolicy.NONE).build();
        List<Duration> pauses = new ArrayList<>();

        failure(() -> new LongOperation<>(broken(true), client.context(), new DeploymentQueue())
                        .onProgress(log::add)
                        .await(LIMIT, pause -> {
                            now.updateAndGet(before -> before.plus(pause));
                            if (dev.deployments().size() == 2
                                    && dev.lastDeployment().orElseThrow().isOver()) {
                                pauses.add(pause);
                            }
                        }))
                .withMessageContaining("Its errors cannot be read: GET ")
                .withMessageContaining("answered 503")
                .withMessageEndingWith(BROUGHT_BACK);

        assertBroughtBack();
        assertThat(pauses.stream().reduce(Duration.ZERO, Duration::plus))
                .as("how long it was waited for, with the pause in which it ended")
                .isBetween(Duration.ofMinutes(1), Duration.ofSeconds(75));
    }

    /** The clock by which the watch expires is ahead, so that it does before the answer that never ends. */
    @Test
    void whoeverLooksForAllWhoWaitGivesUpToo() throws InterruptedException {
        humanitec.fail(Fault.of(Fault.Kind.STALL).on("GET", ERRORS));
        HumanitecClient client = humanitec.client();
        Clock late = Clock.offset(Clock.systemUTC(), Duration.ofMillis(59_700));
        ScheduledExecutorService timer = Executors.newScheduledThreadPool(4);
        SharedPoller polls = new SharedPoller(timer, timer, late, Duration.ofMillis(1), Duration.ofMillis(1));

        try {
            OperationContext operation =
                    new OperationContext(client.context(), client.context(), new DeploymentQueue(), log::add);
            failure(() -> new StageRunner(operation, polls).run(broken(true)))
                    .withMessageContaining("Its errors cannot be read: ")
                    .withMessageEndingWith(BROUGHT_BACK);
        } finally {
            timer.shutdownNow();
        }
        assertBroughtBack();
    }

    @Test
    void aRollbackThatIsRefusedIsSaidBesideTheFailure() {
        humanitec.fail(Fault.status(403).on("GET", "/deploys/" + first.id()));

        failure(() -> run(broken(true)))
                .withMessageContaining("cannot be pulled. It was not rolled back: GET ")
                .withMessageContaining("answered 403");
        assertThat(dev.deployments()).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource({
        "/deploys, 403, It was not rolled back: POST",
        "/deploys, 502, It is unknown whether the rollback has started: POST",
        "/pipeline-runs, 403, It was not rolled back: POST",
        "/pipeline-runs, 502, It is unknown whether the rollback has started: POST"
    })
    void aRollbackThatCannotBeSentIsSaidBesideTheFailure(String path, int status, String words) {
        if (path.equals("/deploys")) {
            humanitec.withoutPipelines();
        }
        humanitec.fail(Fault.status(404).on("GET", ERRORS));
        // The first deployment is let through.
        humanitec.fail(Fault.of(Fault.Kind.DELAY).on("POST", path).delay(0));
        humanitec.fail(Fault.status(status).on("POST", path).times(10));

        failure(() -> run(broken(true)))
                .withMessageContaining("ended with status failed. Its errors cannot be read: GET ")
                .withMessageContaining(words);
        assertThat(dev.deployments()).hasSize(2);
    }

    private static String env(String deployment) {
        return "{\"id\": \"dev\", \"name\": \"Development\", \"type\": \"development\", \"last_deploy\": " + deployment
                + "}";
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"paused\" | paused",
                "\"cancelled\" | cancelled",
                "\"Succeeded\" | Succeeded",
                "\"\" | its status is unknown",
                "null | its status is unknown"
            })
    void aStatusThatIsNotKnownYetDoesNotCountAsOver(String status, String told) throws InterruptedException {
        String deployment = "{\"id\": \"%s\", \"status\": %s}".formatted(first.id(), status);
        humanitec.fail(Fault.status(200).on("GET", "/envs/dev").times(2).body("application/json", env(deployment)));

        run(Deployments.followStage(DEV, first.id(), Duration.ofMinutes(1)));

        assertThat(log)
                .containsExactly(
                        "deployment " + first.id() + " to shop/dev: " + told,
                        "deployment " + first.id() + " to shop/dev: succeeded");
    }

    @Test
    void neitherDoesItOfADeploymentThatIsLookedAtItself() throws InterruptedException {
        String id = first.id();
        dev.deploy("another one", null, dev.baseSet());
        humanitec.fail(Fault.status(200)
                .on("GET", "/deploys/" + id)
                .times(2)
                .body("application/json", "{\"id\": \"" + id + "\", \"status\": \"in limbo\"}"));

        run(Deployments.followStage(DEV, id, Duration.ofMinutes(1)));

        assertThat(log)
                .contains("deployment " + id + " to shop/dev: in limbo")
                .last()
                .asString()
                .endsWith("succeeded");
    }

    @Test
    void anEnvironmentIsNotFreeWhileItsDeploymentHasAStatusThatIsNotKnownYet() throws InterruptedException {
        humanitec.fail(Fault.status(200)
                .on("GET", "/envs/dev")
                .times(2)
                .body("application/json", env("{\"id\": \"x\", \"status\": \"in limbo\"}")));

        run(Deployments.deploymentStage(DeploymentRequest.again(DEV)));

        assertThat(log).first().isEqualTo("other deployments to shop/dev: deployment x is in limbo");
    }
}
