package io.jenkins.plugins.humanitec.client.deployments;

import static io.jenkins.plugins.humanitec.client.testing.TestHumanitec.DEV;
import static io.jenkins.plugins.humanitec.client.testing.TestHumanitec.SHOP;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.jenkins.plugins.humanitec.client.RetryPolicy;
import io.jenkins.plugins.humanitec.client.errors.OperationTimeoutException;
import io.jenkins.plugins.humanitec.client.testing.RestartScenario;
import io.jenkins.plugins.humanitec.client.testing.TestHumanitec;
import io.jenkins.plugins.humanitec.simulator.Fault;
import io.jenkins.plugins.humanitec.simulator.deployments.Deployment;
import io.jenkins.plugins.humanitec.simulator.environments.Env;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Deployments that are followed, whoever began them. */
class FollowedDeploymentsTest {

    @RegisterExtension
    final TestHumanitec humanitec = new TestHumanitec();

    private Env dev;

    @BeforeEach
    void deployFirst() {
        dev = humanitec.shop().env("dev").deployed();
    }

    @Test
    void somebodyElsesDeploymentIsFollowed() throws InterruptedException {
        Deployment other = dev.deploy("by hand", null, dev.baseSet());

        DeploymentResult last =
                new RestartScenario(humanitec.client()).run(Deployments.followStage(DEV, null, Duration.ofMinutes(1)));
        DeploymentResult named = new RestartScenario(humanitec.client())
                .run(Deployments.followStage(DEV, other.id(), Duration.ofMinutes(1)));
        String firstId = dev.deployments().get(0).id();
        DeploymentResult earlier = new RestartScenario(humanitec.client())
                .run(Deployments.followStage(DEV, firstId, Duration.ofMinutes(1)));

        assertThat(last.id()).isEqualTo(other.id());
        assertThat(named.status()).isEqualTo("succeeded");
        assertThat(earlier.id()).isEqualTo(firstId);
    }

    @Test
    void givingUpSaysThatTheDeploymentGoesOn() {
        humanitec.fail(Fault.status(503).on("GET", "/envs/dev").times(Integer.MAX_VALUE));
        dev.deploy("by hand", null, dev.baseSet());
        RestartScenario scenario = new RestartScenario(
                humanitec.builder().retryPolicy(RetryPolicy.NONE).build());

        String id = dev.lastDeployment().orElseThrow().id();

        assertThatExceptionOfType(OperationTimeoutException.class)
                .isThrownBy(() -> scenario.run(Deployments.followStage(DEV, id, Duration.ofMillis(200))))
                .withMessageContaining("503");
        assertThat(scenario.log())
                .last()
                .asString()
                .isEqualTo("Deployment " + id + " to shop/dev continues in Humanitec.");
    }

    @Test
    void theFirstDeploymentToACopyHasNothingToGoBackTo() {
        Env copy = humanitec.shop().addEnv("copy", "Copy", "development");
        copy.rebase(dev.lastDeployment().orElseThrow());

        assertThatExceptionOfType(DeploymentFailedException.class)
                .isThrownBy(() -> new RestartScenario(humanitec.client())
                        .run(Deployments.deploymentStage(DeploymentRequest.images(
                                        SHOP.env("copy"), Map.of("backend", "registry.example.com/backend:broken"))
                                .withRollback(true))))
                .withMessageEndingWith("It was not rolled back: there is no earlier deployment.");
    }
}
