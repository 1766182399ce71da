package io.jenkins.plugins.humanitec.docs;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;

import io.jenkins.plugins.humanitec.config.HumanitecGlobalConfiguration;
import io.jenkins.plugins.humanitec.testing.Setup;
import io.jenkins.plugins.humanitec.testing.SharedJenkins;
import io.jenkins.plugins.humanitec.testing.SimulatorProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Runs the job of the demo, which {@code ./run} sets up. It takes the 30 seconds in which a version can trigger pipelines. */
class DemoTest extends SharedJenkins {

    @RegisterExtension
    static final SimulatorProcess SIMULATOR = new SimulatorProcess("--settling", "PT0.2S", "--deletion", "PT0.2S");

    DemoTest() {
        super(SIMULATOR);
    }

    @Test
    void allStagesSucceed() throws Exception {
        Setup.addCredentials("payment-key", "demo-secret");
        HumanitecGlobalConfiguration.get().getConnections().get(0).setApprovals(true);

        WorkflowRun run = j.buildAndAssertSuccess(Setup.job(j, Files.readString(Path.of("src/demo/Jenkinsfile"))));

        String log = j.getLog(run);
        for (String expected : new String[] {
            "API_URL was created",
            "backend had 2 replicas and now has 3",
            "the version has triggered ",
            "faults: []",
            "deployed [worker]",
            "queue: [[",
            "the demo breaks it on purpose: RUNT-001",
            "for a comment: [Preview of feature/cart](",
            "Humanitec (dry run): ",
            "exported: ",
        }) {
            assertThat(log, containsString(expected));
        }
    }
}
