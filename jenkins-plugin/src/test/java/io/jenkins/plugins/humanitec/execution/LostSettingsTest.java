package io.jenkins.plugins.humanitec.execution;

import com.cloudbees.plugins.credentials.SystemCredentialsProvider;
import hudson.model.Result;
import io.jenkins.plugins.humanitec.config.HumanitecGlobalConfiguration;
import io.jenkins.plugins.humanitec.testing.Setup;
import io.jenkins.plugins.humanitec.testing.SimulatorProcess;
import java.util.List;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.jvnet.hudson.test.junit.jupiter.JenkinsSessionExtension;

/** Tests builds that wait during a restart, after which a connection or credentials are missing or different. */
class LostSettingsTest {

    private interface Loss {
        void happen() throws Exception;
    }

    @RegisterExtension
    final SimulatorProcess simulator = new SimulatorProcess("--settling", "PT1H");

    @RegisterExtension
    final JenkinsSessionExtension sessions = new JenkinsSessionExtension();

    private void failsAfter(Loss loss, String sentence) throws Throwable {
        sessions.then(j -> {
            Setup.connect(simulator);
            WorkflowJob job = j.createProject(WorkflowJob.class, "deploy");
            job.setDefinition(
                    new CpsFlowDefinition("humanitecDeploy app: 'shop', env: 'development', again: true", true));
            j.waitForMessage(
                    "deployment to shop/development is requested",
                    job.scheduleBuild2(0).waitForStart());
            loss.happen();
        });
        sessions.then(j -> {
            WorkflowRun run =
                    j.jenkins.getItemByFullName("deploy", WorkflowJob.class).getLastBuild();
            j.assertBuildStatus(Result.FAILURE, j.waitForCompletion(run));
            j.assertLogContains(sentence, run);
            j.assertLogNotContains("\tat ", run);
        });
    }

    @Test
    void theConnectionIsDeleted() throws Throwable {
        failsAfter(
                () -> HumanitecGlobalConfiguration.get().setConnections(List.of()),
                "No Humanitec connection is set up.");
    }

    @Test
    void theCredentialsAreDeleted() throws Throwable {
        failsAfter(
                () -> {
                    SystemCredentialsProvider.getInstance().getCredentials().clear();
                    SystemCredentialsProvider.getInstance().save();
                },
                "There are no credentials 'token' of the kind Secret text");
    }

    @Test
    void theTokenIsReplacedByOneThatIsNotAccepted() throws Throwable {
        failsAfter(() -> Setup.addCredentials("token", "another-token"), "answered 401");
    }
}
