package io.jenkins.plugins.humanitec.client.pipelines;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.humanitec.client.flow.DeploymentQueue;
import io.jenkins.plugins.humanitec.client.flow.OperationContext;
import io.jenkins.plugins.humanitec.client.testing.TestHumanitec;
import java.io.InputStream;
import java.io.ObjectInputStream;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Tests that runs are read that an earlier version has stored in a build. */
class StoredRunsTest {

    @RegisterExtension
    final TestHumanitec humanitec = new TestHumanitec();

    /** The sample has a run that has failed after deployment 7 to the environment dev. */
    @Test
    void runsWithoutStepsHaveNoReports() throws Exception {
        FollowedRuns runs;
        try (InputStream sample = StoredRunsTest.class.getResourceAsStream("runs-without-steps.ser");
                ObjectInputStream in = new ObjectInputStream(sample)) {
            runs = (FollowedRuns) in.readObject();
        }
        List<String> log = new ArrayList<>();
        OperationContext operation = new OperationContext(
                humanitec.client().context(), humanitec.client().context(), new DeploymentQueue(), log::add);

        assertThat(runs.areOver()).isTrue();
        assertThat(runs.results()).extracting(PipelineRunResult::message).containsExactly("No quota is left.");
        assertThat(runs.reports(operation)).isEmpty();
        assertThat(log).isEmpty();
    }
}
