package io.jenkins.plugins.humanitec.client.overview;

import static io.jenkins.plugins.humanitec.client.testing.TestHumanitec.DEV;
import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.humanitec.client.deployments.DeploymentFailedException;
import io.jenkins.plugins.humanitec.client.deployments.DeploymentRequest;
import io.jenkins.plugins.humanitec.client.overview.DeploymentChanges.ImageChange;
import io.jenkins.plugins.humanitec.client.testing.TestHumanitec;
import io.jenkins.plugins.humanitec.simulator.Fault;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The history of an environment, with what each deployment changed. */
class HistoryTest {

    @RegisterExtension
    final TestHumanitec humanitec = new TestHumanitec();

    @BeforeEach
    void deploy() {
        humanitec.withoutPipelines();
        humanitec.shop().env("dev").deployed();
    }

    private HistoryEntry deploy(String image) {
        DeploymentRequest request = DeploymentRequest.images(DEV, Map.of("backend", image));
        try {
            TestHumanitec.result(humanitec.client().deployments().deploy(request));
        } catch (DeploymentFailedException e) {
            assertThat(image).endsWith("broken");
        }
        return humanitec.client().overview().history(DEV).get(0);
    }

    @Test
    void theHistoryHasDurationsNewestFirst() {
        TestHumanitec.result(humanitec
                .client()
                .deployments()
                .deploy(DeploymentRequest.images(DEV, Map.of("backend", "backend:2"))
                        .withComment("second")));
        humanitec.fail(Fault.status(200).on("GET", "/dev/deploys").body("application/json", """
                        [{"id": "d3", "status": "in progress", "created_at": "2026-03-02T08:15:00Z",
                        "status_changed_at": "2026-03-02T08:15:03Z"}, {"id": "d2", "status": "failed",
                        "created_at": "2026-03-02T08:15:00Z", "status_changed_at": "2026-03-02T08:15:07Z"}]
                        """));

        List<HistoryEntry> scripted = humanitec.client().overview().history(DEV);
        List<HistoryEntry> history = humanitec.client().overview().history(DEV);

        assertThat(scripted)
                .extracting(entry -> entry.deployment().duration())
                .containsExactly(null, Duration.ofSeconds(7));
        assertThat(history)
                .extracting(entry -> entry.deployment().comment())
                .startsWith("second")
                .hasSize(2);
        assertThat(history.get(0).deployment().duration()).isPositive();
    }

    @Test
    void theHistoryTellsWhatEachDeploymentChangedOfWhatRan() {
        DeploymentChanges first =
                humanitec.client().overview().history(DEV).get(0).changes();
        deploy("backend:2");
        DeploymentChanges failed = deploy("backend:broken").changes();
        DeploymentChanges third = deploy("backend:3").changes();
        DeploymentChanges same = deploy("backend:3").changes();

        assertThat(first.images())
                .contains(new ImageChange("backend", null, "registry.example.com/backend:1.0.0"))
                .hasSize(3);
        assertThat(failed.images()).containsExactly(new ImageChange("backend", "backend:2", "backend:broken"));
        assertThat(third.images()).containsExactly(new ImageChange("backend", "backend:2", "backend:3"));
        assertThat(third.difference().lines())
                .containsExactly("~ modules/backend/spec/containers/main/image: \"backend:2\" -> \"backend:3\"");
        assertThat(same.images()).isEmpty();
        assertThat(same.difference().changes()).isEmpty();
    }

    @Test
    void theHistoryTellsWhetherSharedValuesWereChanged() {
        humanitec.fail(Fault.status(200).on("GET", "/dev/deploys").body("application/json", """
                        [{"id": "d3", "status": "succeeded", "set_id": "0", "value_set_version_id": "v2"},
                        {"id": "d2", "status": "succeeded", "set_id": "0", "value_set_version_id": "v1"},
                        {"id": "d1", "status": "succeeded", "set_id": "0"}]
                        """));

        assertThat(humanitec.client().overview().history(DEV))
                .extracting(HistoryEntry::hasOtherValues)
                .containsExactly(true, false, false);
    }

    @Test
    void aSetThatCannotBeReadHidesOnlyTheChangesOfItsDeployments() {
        deploy("backend:2");
        humanitec.fail(Fault.status(404).on("GET", "/sets/"));

        List<HistoryEntry> history = humanitec.client().overview().history(DEV);

        assertThat(history).hasSize(2);
        assertThat(history.get(0).changes()).isNull();
        assertThat(history.get(1).changes()).isNotNull();
    }

    @Test
    void aSetThatDoesNotExistIsNotReadAgain() {
        deploy("backend:2");
        humanitec.fail(Fault.status(404).on("GET", "/sets/").times(100));
        SetFacts facts = new SetFacts();

        humanitec.client().overview().history(DEV, facts);
        int before = humanitec.requests().size();
        humanitec.client().overview().history(DEV, facts);

        assertThat(humanitec.requests()).hasSize(before + 1);
    }
}
