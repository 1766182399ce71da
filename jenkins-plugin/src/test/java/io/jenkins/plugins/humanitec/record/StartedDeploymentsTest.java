package io.jenkins.plugins.humanitec.record;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import hudson.model.Result;
import hudson.model.Run;
import io.jenkins.plugins.humanitec.client.AppRef;
import io.jenkins.plugins.humanitec.client.EnvRef;
import io.jenkins.plugins.humanitec.testing.Setup;
import io.jenkins.plugins.humanitec.testing.SharedJenkins;
import io.jenkins.plugins.humanitec.testing.SimulatorProcess;
import java.util.List;
import java.util.Optional;
import net.sf.json.JSONObject;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Tests the records of deployments that a step has started besides its own one. */
class StartedDeploymentsTest extends SharedJenkins {

    private static final String SHOP = "/orgs/acme/apps/shop/envs/";

    @RegisterExtension
    static final SimulatorProcess SIMULATOR = new SimulatorProcess("--settling", "PT0.6S");

    StartedDeploymentsTest() {
        super(SIMULATOR);
    }

    private static Optional<Run<?, ?>> buildOfLastDeployment(String envId) throws Exception {
        EnvRef env = new AppRef("acme", "shop").env(envId);
        String id = SIMULATOR.get(SHOP + envId).getJSONObject("last_deploy").getString("id");
        return DeploymentIndex.get().build("main", env, id, "a comment of somebody");
    }

    private static List<String> deployments(Run<?, ?> run) {
        return run.getAction(HumanitecBuildAction.class).getChanges().stream()
                .filter(change -> change.getDeployedTo() != null)
                .map(change -> change.getWhere() + " " + change.getAfter().replaceAll("[0-9a-f-]{8,}", "ID") + ": "
                        + change.getStatus())
                .toList();
    }

    @Test
    void theDeploymentOfAPipelineRunIsOfTheBuild() throws Exception {
        WorkflowRun run = Setup.job(j, "humanitecRunPipeline app: 'shop', pipeline: 'release'")
                .scheduleBuild2(0)
                .waitForStart();
        SIMULATOR.answerApproval("approve");
        j.assertBuildStatusSuccess(j.waitForCompletion(run));

        assertThat(deployments(run), contains("shop/production run ID of pipeline release: succeeded"));
        assertThat(buildOfLastDeployment("production"), is(Optional.of(run)));
        assertThat(j.createWebClient().getPage(run.getParent()).asNormalizedText(), containsString("shop/production"));
    }

    @Test
    void aRollbackIsOfTheBuild() throws Exception {
        WorkflowRun run = j.buildAndAssertStatus(Result.FAILURE, Setup.job(j, """
                humanitecDeploy app: 'shop', env: 'development', rollback: true,
                    images: [backend: 'registry.example.com/backend:broken']
                """));

        List<String> deployments = deployments(run);
        assertThat(deployments.size(), is(2));
        assertThat(deployments.get(0), not(containsString("rollback")));
        assertThat(deployments.get(1), is("shop/development rollback of deployment ID: rolled back"));
        assertThat(buildOfLastDeployment("development"), is(Optional.of(run)));
        assertThat(run.getAction(HumanitecBuildAction.class).getBadges(), is(empty()));
    }

    @Test
    void aDeploymentWhoseRunFailsAfterwardsIsOfTheBuild() throws Exception {
        SIMULATOR.addPipeline("""
                id: tested
                name: Tested
                on: {deployment_request: {}}
                jobs:
                  release:
                    steps:
                    - uses: actions/humanitec/deploy@v1
                      with: {env_id: development, set_id: "${{ inputs.set_id }}"}
                    - uses: actions/humanitec/fail@v1
                      with: {message: The tests have failed.}
                """);
        SIMULATOR.post(
                "/orgs/acme/apps/shop/pipelines/tested/criteria",
                new JSONObject().element("trigger", "deployment_request").element("env_id", "development"));

        WorkflowRun run = j.buildAndAssertStatus(
                Result.FAILURE, Setup.job(j, "humanitecDeploy app: 'shop', env: 'development', again: true"));

        j.assertLogContains("The tests have failed.", run);
        assertThat(buildOfLastDeployment("development"), is(Optional.of(run)));
    }
}
