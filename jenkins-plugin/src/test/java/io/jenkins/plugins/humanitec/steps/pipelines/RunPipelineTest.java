package io.jenkins.plugins.humanitec.steps.pipelines;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import hudson.model.Result;
import io.jenkins.plugins.humanitec.config.HumanitecGlobalConfiguration;
import io.jenkins.plugins.humanitec.testing.Setup;
import io.jenkins.plugins.humanitec.testing.SharedJenkins;
import io.jenkins.plugins.humanitec.testing.SimulatorProcess;
import java.util.List;
import net.sf.json.JSONObject;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jenkinsci.plugins.workflow.support.steps.input.InputAction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests runs of Humanitec pipelines. The pipeline of the shop waits for approval before it deploys. */
class RunPipelineTest extends SharedJenkins {

    private static final String ASKED = "waits for approval: May it be released?";

    @RegisterExtension
    static final SimulatorProcess SIMULATOR = new SimulatorProcess("--settling", "PT0.6S");

    RunPipelineTest() {
        super(SIMULATOR);
    }

    private WorkflowRun begin(String script) throws Exception {
        WorkflowRun run = Setup.job(j, script).scheduleBuild2(0).waitForStart();
        j.waitForMessage(ASKED, run);
        return run;
    }

    private JSONObject humanitecRun() throws Exception {
        return (JSONObject)
                SIMULATOR.list("/orgs/acme/apps/shop/pipelines/release/runs").get(0);
    }

    @Test
    void aRunIsFollowedWithItsLogsAndTheApprovalThatItWaitsFor() throws Exception {
        WorkflowRun run = begin("""
                def done = humanitecRunPipeline app: 'shop', pipeline: 'release', inputs: [version: "1.${2}.3", count: 3]
                assert done.status == 'succeeded' && done.outputs.env_id == 'production'
                echo "run ${done.id}: ${done.url}"
                """);
        SIMULATOR.answerApproval("approve");

        j.assertBuildStatusSuccess(j.waitForCompletion(run));

        j.assertLogContains("Humanitec: check / Check: succeeded", run);
        j.assertLogContains("Humanitec: check / Check | ", run);
        j.assertLogContains("https://app.humanitec.io/orgs/acme/apps/shop", run);
        j.assertLogContains("of pipeline release: succeeded", run);
        JSONObject sent = SIMULATOR.requests().stream()
                .filter(request -> request.getString("path").endsWith("/runs")
                        && request.getString("method").equals("POST"))
                .map(request -> JSONObject.fromObject(request.getString("body")).getJSONObject("inputs"))
                .findFirst()
                .orElseThrow();
        assertThat(sent.getString("version"), is("1.2.3"));
        assertThat(sent.get("count"), is(3));
    }

    @Test
    void aRunThatFailsFailsTheBuild() throws Exception {
        WorkflowRun run = begin("humanitecRunPipeline app: 'shop', pipeline: 'release'");
        SIMULATOR.answerApproval("deny");

        j.assertBuildStatus(Result.FAILURE, j.waitForCompletion(run));

        j.assertLogContains("cannot run pipeline release. Run ", run);
        j.assertLogContains("ended with status failed: The approval was denied.", run);
    }

    @Test
    void anAbortCancelsTheRun() throws Exception {
        WorkflowRun run = begin("humanitecRunPipeline app: 'shop', pipeline: 'release'");

        run.doStop();

        j.assertBuildStatus(Result.ABORTED, j.waitForCompletion(run));
        j.assertLogContains("of pipeline release is being cancelled.", run);
        assertThat(humanitecRun().getString("status"), is("cancelled"));
    }

    @Test
    void theTimeoutCancelsTheRun() throws Exception {
        WorkflowRun run = begin("humanitecRunPipeline app: 'shop', pipeline: 'release', timeout: 3");

        j.assertBuildStatus(Result.FAILURE, j.waitForCompletion(run));

        j.assertLogContains("of pipeline release is being cancelled.", run);
        j.assertLogContains("Timed out: ", run);
        assertThat(humanitecRun().getString("status"), is("cancelled"));
    }

    @Test
    void withoutWaitingTheRunGoesOnByItself() throws Exception {
        WorkflowRun run = j.buildAndAssertSuccess(
                Setup.job(
                        j,
                        "assert humanitecRunPipeline(app: 'shop', pipeline: 'release', wait: false).status in ['queued', 'executing']"));

        j.assertLogContains("of pipeline release has started", run);
    }

    private static void permitApprovals() {
        HumanitecGlobalConfiguration.get().getConnections().get(0).setApprovals(true);
    }

    @Test
    void jenkinsOwnInputCanStandForTheApproval() throws Exception {
        permitApprovals();
        WorkflowRun run = Setup.job(j, """
                        input message: 'Release?', submitter: 'release-managers'
                        humanitecRunPipeline app: 'shop', pipeline: 'release', approve: true
                        """).scheduleBuild2(0).waitForStart();
        j.waitForMessage("Release?", run);
        assertThat(SIMULATOR.list("/orgs/acme/apps/shop/pipelines/release/runs").size(), is(0));
        run.getAction(InputAction.class).getExecutions().get(0).proceed(null);

        j.assertBuildStatusSuccess(j.waitForCompletion(run));

        j.assertLogContains(ASKED, run);
        j.assertLogContains(
                "Users who may deploy to shop/production can approve it at"
                        + " https://app.humanitec.io/orgs/acme/apps/shop/envs/production",
                run);
        j.assertLogContains("is approved", run);
    }

    @Test
    void aPromotionIsApprovedToo() throws Exception {
        permitApprovals();
        SIMULATOR.addPipelineWithApproval("production");

        WorkflowRun run = j.buildAndAssertSuccess(
                Setup.job(j, "humanitecPromote app: 'shop', from: 'development', env: 'production', approve: true"));

        j.assertLogContains("job release is approved", run);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "humanitecRunPipeline app: 'shop', pipeline: 'release', approve: true",
                "humanitecPromote app: 'shop', from: 'development', env: 'production', approve: true",
                "humanitecRequest operation: 'approve', parameters: [appId: 'shop', pipelineId: 'release', runId: 'r', jobId: 'j', approvalId: 'a']",
                "humanitecRequest operation: 'deny', parameters: [appId: 'shop', pipelineId: 'release', runId: 'r', jobId: 'j', approvalId: 'a']"
            })
    void onlyAnAdministratorPermitsApprovals(String step) throws Exception {
        WorkflowRun run = j.buildAndAssertStatus(Result.FAILURE, Setup.job(j, step));

        j.assertLogContains(
                "The connection 'main' does not permit builds to approve or deny. The request was for shop", run);
        j.assertLogContains("Manage Jenkins > System > Humanitec", run);
        assertThat(
                SIMULATOR.calls().stream()
                        .filter(call -> call.startsWith("POST"))
                        .toList(),
                is(List.of()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "humanitecRunPipeline app: 'shop', pipeline: 'release', wait: false, approve: true",
                "humanitecDeploy app: 'shop', env: 'development', again: true, wait: false, approve: true"
            })
    void aStepThatDoesNotWaitCannotApprove(String step) throws Exception {
        WorkflowRun run = j.buildAndAssertStatus(Result.FAILURE, Setup.job(j, step));

        j.assertLogContains("A step that does not wait cannot approve.", run);
    }
}
