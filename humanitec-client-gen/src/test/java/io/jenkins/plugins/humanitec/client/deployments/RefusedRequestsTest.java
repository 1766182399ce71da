package io.jenkins.plugins.humanitec.client.deployments;

import static io.jenkins.plugins.humanitec.client.testing.TestHumanitec.DEV;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.jenkins.plugins.humanitec.client.HumanitecClient;
import io.jenkins.plugins.humanitec.client.RetryPolicy;
import io.jenkins.plugins.humanitec.client.errors.ConflictException;
import io.jenkins.plugins.humanitec.client.errors.HumanitecException;
import io.jenkins.plugins.humanitec.client.flow.DeploymentQueue;
import io.jenkins.plugins.humanitec.client.flow.LongOperation;
import io.jenkins.plugins.humanitec.client.testing.RestartScenario;
import io.jenkins.plugins.humanitec.client.testing.TestHumanitec;
import io.jenkins.plugins.humanitec.simulator.Fault;
import io.jenkins.plugins.humanitec.simulator.RecordedRequest;
import io.jenkins.plugins.humanitec.simulator.environments.Env;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests to deploy that are refused because of another deployment, or of which nobody knows whether they have arrived. */
class RefusedRequestsTest {

    private static final String RUNS = "/pipeline-runs";
    private static final DeploymentRequest REQUEST =
            DeploymentRequest.to(DEV).image("backend", "registry.example.com/backend:2.0.0");

    @RegisterExtension
    final TestHumanitec humanitec = new TestHumanitec();

    private final List<String> log = new ArrayList<>();
    private Env dev;
    private boolean isOccupying;

    @BeforeEach
    void deployFirst() {
        dev = humanitec.shop().env("dev").deployed();
    }

    private DeploymentResult deploy(HumanitecClient client) throws InterruptedException {
        return new LongOperation<>(Deployments.deploymentStage(REQUEST), client.context(), new DeploymentQueue())
                .onProgress(line -> {
                    log.add(line);
                    occupyOnce(line);
                })
                .await(Duration.ofMinutes(1), pause -> Thread.onSpinWait());
    }

    /** Lets another deployment be in progress after the environment was free, and before the request is sent. */
    private void occupyOnce(String line) {
        if (isOccupying && line.contains("registry.example.com/backend:2.0.0")) {
            isOccupying = false;
            humanitec.fail(Fault.status(200)
                    .on("GET", "/envs/dev")
                    .body(
                            "application/json",
                            "{\"id\": \"dev\", \"name\": \"Development\", \"type\": \"development\","
                                    + " \"last_deploy\": {\"id\": \"x\", \"status\": \"in progress\"}}"));
        }
    }

    private HumanitecClient withoutRetries() {
        return humanitec.builder().retryPolicy(RetryPolicy.NONE).build();
    }

    private List<RecordedRequest> posts(String path) {
        return humanitec.recorded().stream()
                .filter(request ->
                        request.method().equals("POST") && request.path().endsWith(path))
                .toList();
    }

    private static JsonNode json(String body) {
        try {
            return new ObjectMapper().readTree(body);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {RUNS, "/deploys"})
    void eachAttemptHasItsOwnMark(String path) throws InterruptedException {
        if (path.equals("/deploys")) {
            humanitec.withoutPipelines();
        }
        isOccupying = true;
        humanitec.fail(Fault.status(409).on("POST", path));

        DeploymentResult result = deploy(humanitec.client());

        assertThat(result.status()).isEqualTo("succeeded");
        assertThat(dev.deployments()).hasSize(2);
        assertThat(posts(path))
                .extracting(request -> json(request.body()).get("comment").asText())
                .hasSize(2)
                .doesNotHaveDuplicates();
        assertThat(posts("/deltas"))
                .extracting(request -> json(request.body()).at("/metadata/name").asText())
                .hasSize(2)
                .doesNotHaveDuplicates();
        if (path.equals(RUNS)) {
            assertThat(posts(path))
                    .extracting(request -> request.headers().get("idempotency-key"))
                    .doesNotHaveDuplicates();
        }
    }

    @Test
    void aRunThatHasStartedBeforeTheConflictIsFollowed() throws InterruptedException {
        humanitec.fail(Fault.of(Fault.Kind.LOST_ANSWER).on("POST", RUNS));
        humanitec.fail(Fault.status(409).on("POST", RUNS));

        DeploymentResult result = deploy(humanitec.client());

        assertThat(result.status()).isEqualTo("succeeded");
        assertThat(dev.deployments()).hasSize(2);
        assertThat(humanitec.shop().pipelines().runs()).hasSize(1);
    }

    @Test
    void withoutThePermissionToListRunsTheMarkStaysTheSame() throws InterruptedException {
        isOccupying = true;
        humanitec.fail(Fault.status(409).on("POST", RUNS));
        humanitec.fail(Fault.status(403).on("GET", "/orgs/acme/pipeline-runs").times(10));

        assertThat(deploy(humanitec.client()).status()).isEqualTo("succeeded");

        assertThat(posts(RUNS))
                .extracting(request -> request.headers().get("idempotency-key"))
                .hasSize(2)
                .containsOnly(posts(RUNS).get(0).headers().get("idempotency-key"));
    }

    @Test
    void aConflictWithoutAnotherDeploymentIsTheFailure() {
        humanitec.fail(Fault.status(409).on("POST", RUNS));

        assertThatExceptionOfType(ConflictException.class).isThrownBy(() -> deploy(humanitec.client()));
        assertThat(dev.deployments()).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource(
            value = Fault.Kind.class,
            names = {"LOST_ANSWER", "TRUNCATE", "GATEWAY_ERROR"})
    void aRunWhoseAnswerIsLostIsFoundByItsComment(Fault.Kind kind) throws InterruptedException {
        humanitec.fail(Fault.of(kind).on("POST", RUNS));

        DeploymentResult result = deploy(withoutRetries());

        assertThat(result.status()).isEqualTo("succeeded");
        assertThat(result.runId())
                .isEqualTo(humanitec.shop().pipelines().runs().get(0).id());
        assertThat(posts(RUNS)).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"500, 200", "500, 403", "502, 503"})
    void ifNoRunIsFoundTheLogSaysWhereToLook(int status, int ofList) {
        humanitec.fail(Fault.status(status).on("POST", RUNS));
        if (ofList != 200) {
            humanitec.fail(Fault.status(ofList).on("GET", "/orgs/acme/pipeline-runs"));
        }

        Throwable failure = catchThrowable(() -> deploy(withoutRetries()));

        assertThat(failure).isInstanceOf(HumanitecException.class).hasMessageContaining("POST ");
        assertThat(failure).hasMessageContaining("answered " + status);
        assertThat(log)
                .last()
                .asString()
                .matches(
                        "It is unknown whether the deployment has started\\. Look in shop/dev for a deployment or a pipeline"
                                + " run with the comment '\\[[0-9a-f]{12}]'\\.");
    }

    @Test
    void aDirectDeploymentSaysThatNoPipelineTakesIt() throws InterruptedException {
        humanitec.withoutPipelines();

        deploy(humanitec.client());

        assertThat(log).containsOnlyOnce("no pipeline takes deployments to shop/dev, so it is deployed directly");
    }

    @Test
    void afterARestartARequestThatHasArrivedIsNotSentAgain() throws Exception {
        DeploymentResult result = new RestartScenario(humanitec.client())
                .runWithARestart(Deployments.deploymentStage(REQUEST), "SendStage", true);

        assertThat(result.status()).isEqualTo("succeeded");
        assertThat(posts(RUNS)).hasSize(1);
        assertThat(dev.deployments()).hasSize(2);
    }
}
