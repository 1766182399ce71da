package io.jenkins.plugins.humanitec.steps;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;

import hudson.model.Result;
import io.jenkins.plugins.humanitec.testing.Answers;
import io.jenkins.plugins.humanitec.testing.Setup;
import io.jenkins.plugins.humanitec.testing.SharedJenkins;
import io.jenkins.plugins.humanitec.testing.SimulatorProcess;
import java.util.List;
import java.util.concurrent.TimeUnit;
import net.sf.json.JSONObject;
import org.awaitility.Awaitility;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.jvnet.hudson.test.JenkinsRule;

/** Tests the error messages of delivery steps. */
class DeliveryFailuresTest extends SharedJenkins {

    @RegisterExtension
    static final SimulatorProcess SIMULATOR = new SimulatorProcess("--settling", "PT0.4S", "--deletion", "PT0.4S");

    DeliveryFailuresTest() {
        super(SIMULATOR);
    }

    private String failure(String script) throws Exception {
        WorkflowRun run = j.buildAndAssertStatus(
                Result.FAILURE, Setup.job(j, "withHumanitec(app: 'shop', env: 'development') {\n" + script + "\n}"));
        String log = JenkinsRule.getLog(run);
        assertThat(log, not(containsString("\tat ")));
        assertThat(log, not(containsString("Exception")));
        assertThat(log, not(containsString(SimulatorProcess.TOKEN)));
        return log;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "humanitecCreateApp app: 'No App' | cannot create application No App. ",
                "humanitecCreateEnv env: 'staging' | Environment shop/staging does not exist yet. Give the environment or the deployment",
                "humanitecCreateEnv env: 'staging', from: 'nowhere' | There is no environment shop/nowhere in acme.",
                "humanitecCreateEnv env: 'production', type: 'test' | exists with the type production, not test. The type of an environment cannot",
                "humanitecDeleteEnv env: 'staging', failIfMissing: true | cannot delete environment staging. There is no environment shop/staging",
                "humanitecDeploy() | Give one of 'score', 'images', 'delta', 'set', 'deployment' and 'again'",
                "humanitecDeploy deployment: 'x', set: 'x' | Give one of 'score', 'images', 'delta', 'set', 'deployment' and 'again'",
                "humanitecDeploy deployment: 'missing' | /deploys/missing",
                "humanitecDeploy again: true, set: 'x' | Give one of 'score', 'images', 'delta', 'set', 'deployment' and 'again'",
                "humanitecDeploy again: true, concurrency: 'maybe' | Use 'wait', 'fail' or 'allow'",
                "humanitecDeploy images: [backnd: 'a:1'] | There is no workload 'backnd' in shop/development. Workloads there: backend",
                "humanitecDeploy env: 'nowhere', again: true | There is no environment shop/nowhere in acme.",
                "humanitecDeploy delta: '0123456789' | cannot deploy. ",
                "humanitecWaitForDeployment deployment: '0123456789' | cannot wait for deployment 0123456789. ",
                "humanitecPromote from: 'development' | shop/development cannot be promoted to shop/development",
                "humanitecPromote from: 'nowhere', env: 'production' | There is no environment shop/nowhere in acme.",
                "humanitecDiff to: 'nowhere' | There is no environment shop/nowhere in acme.",
                "humanitecDiff to: 'production', from: 'development', set: 'x' | Give either 'from' or 'set'.",
                "humanitecRegisterVersion name: 'a/b' | Give a version or a digest of a/b.",
                "humanitecRegisterVersion name: 'b', score: 'score.yaml' | There is no workspace to read score.yaml from. Run the step within 'node'.",
                "node { humanitecRegisterVersion name: 'b', score: 'score.yaml' } | score.yaml: There is no file score.yaml. Correct the path, or create the file.",
                "humanitecRunPipeline pipeline: 'nothing' | cannot run pipeline nothing. ",
                "humanitecPause env: 'nowhere' | cannot pause the environment. There is no environment shop/nowhere in acme.",
                "humanitecResume env: 'nowhere' | cannot resume the environment. There is no environment shop/nowhere in acme.",
                "humanitecPreviewEnv base: 'development' | The job is not that of a branch or change request. Say which 'branch' it is for.",
                "humanitecPlan files: 'a.yaml' | There is no workspace to read a.yaml from. Run the step within 'node'.",
                "node { humanitecPlan files: 'none.yaml' } | cannot plan none.yaml. none.yaml: There is no such file.",
                "humanitecApply() | cannot apply. Give either 'files'",
                "humanitecApply files: 'a.yaml' | cannot apply a.yaml. There is no workspace to read a.yaml from.",
                "humanitecExport 'out' | cannot export to out. There is no workspace to read out from.",
                "humanitecRequest operation: 'listNothing' | listNothing",
                "humanitecRequest operation: 'createApplication', body: [id: 7] | cannot carry out createApplication. "
            })
    void aFailureIsASentenceAboutWhatToDo(String step, String sentence) throws Exception {
        assertThat(failure(step), containsString(sentence));
        assertThat(changes(), is(List.of()));
    }

    /** Returns the requests that changed something and were accepted. */
    private List<String> changes() throws Exception {
        return SIMULATOR.requests().stream()
                .filter(request -> !request.getString("method").equals("GET") && request.getInt("status") < 300)
                .map(request -> request.getString("method") + " " + request.getString("path"))
                .filter(call -> !call.endsWith("/deltas"))
                .toList();
    }

    @Test
    void aDeploymentThatFailsFailsTheBuildWithItsErrors() throws Exception {
        String log = failure("humanitecDeploy images: [backend: 'registry.example.com/backend:broken']");

        assertThat(
                log,
                containsString(
                        "Humanitec:   RUNT-001 workload modules.backend: The image of workload 'backend' cannot be pulled."));
        assertThat(log, containsString("ERROR: Humanitec: cannot deploy. Deployment "));
        assertThat(log, containsString(" to shop/development ended with status failed. RUNT-001"));
    }

    @Test
    void aDeploymentThatFailsIsRolledBackIfAskedFor() throws Exception {
        String log = failure(
                "humanitecDeploy images: [backend: 'registry.example.com/backend:broken'], rollback: true, comment: 'Try it'");

        assertThat(log, containsString("Humanitec: rolling back to deployment "));
        assertThat(log, containsString("has restored the previous deployment."));
        assertThat(
                changes().stream()
                        .filter(call -> call.endsWith("/pipeline-runs"))
                        .count(),
                is(2L));
    }

    @Test
    void aRollbackThatNobodyApprovesDoesNotHideTheFailure() throws Exception {
        SIMULATOR.addPipeline("""
                id: asking
                name: Asks before a rollback
                on: {deployment_request: {}}
                jobs:
                  release:
                    steps:
                    - id: apply
                      if: "${{ !inputs.set_id }}"
                      uses: actions/humanitec/apply@v1
                      with: {env_id: development, delta_id: "${{ inputs.delta_id }}"}
                    - if: "${{ inputs.set_id }}"
                      uses: actions/humanitec/approve@v1
                      with: {env_id: development}
                    - uses: actions/humanitec/deploy@v1
                      with: {env_id: development, set_id: "${{ inputs.set_id || steps.apply.outputs.set_id }}"}
                """);
        SIMULATOR.post(
                "/orgs/acme/apps/shop/pipelines/asking/criteria",
                new JSONObject().element("trigger", "deployment_request").element("env_id", "development"));

        String log = failure(
                "humanitecDeploy images: [backend: 'registry.example.com/backend:broken'], rollback: true, timeout: 8");

        assertThat(log, containsString("of pipeline asking is being cancelled."));
        assertThat(
                log,
                matchesPattern("(?s).*ERROR: Humanitec: cannot deploy\\. Deployment \\S+ to shop/development ended with"
                        + " status failed\\. RUNT-001 [^\n]+ It is unknown whether it was rolled back: Timed out: run \\S+"
                        + " of pipeline asking; .*"));
    }

    @Test
    void whoOnlyWaitsForADeploymentThatFailsFailsToo() throws Exception {
        String log = failure("""
                humanitecDeploy images: [backend: 'registry.example.com/backend:broken'], wait: false
                humanitecWaitForDeployment()
                """);

        assertThat(log, containsString("cannot wait for the last deployment. Deployment "));
        assertThat(log, containsString("cannot be pulled"));
    }

    @Test
    void whatTakesTooLongIsLeftAndSaidSo() throws Exception {
        SIMULATOR.fault(Answers.of("GET", "/envs/development", 503, "{}"));

        String log = failure("humanitecWaitForDeployment deployment: '0123', timeout: 1");

        assertThat(log, containsString("Deployment 0123 to shop/development continues in Humanitec."));
        assertThat(log, containsString("Timed out: deployment 0123 to shop/development"));
    }

    @Test
    void anAbortSaysWhatGoesOn() throws Exception {
        SIMULATOR.fault(Answers.of("GET", "/envs/development", 503, "{}"));
        WorkflowRun run = Setup.job(j, "humanitecWaitForDeployment app: 'shop', env: 'development', deployment: '0123'")
                .scheduleBuild2(0)
                .waitForStart();
        Awaitility.await()
                .atMost(60, TimeUnit.SECONDS)
                .until(() -> SIMULATOR.calls().size() > 1);

        run.doStop();

        j.assertBuildStatus(Result.ABORTED, j.waitForCompletion(run));
        j.assertLogContains("Deployment 0123 to shop/development continues in Humanitec.", run);
    }

    @Test
    void whatTheApiSaysIsInTheError() throws Exception {
        SIMULATOR.fault(Answers.of(
                "POST", "/pipeline-runs", 422, "{\"error\": \"DEPLOY-9\", \"message\": \"There is no cluster.\"}"));

        String log = failure("humanitecDeploy again: true");

        assertThat(log, containsString("DEPLOY-9"));
        assertThat(log, containsString("There is no cluster."));
        assertThat(log, containsString("422"));
    }

    @Test
    void aRequestThatTheContractForbidsIsNotSent() throws Exception {
        failure("humanitecRequest operation: 'createApplication', body: [name: 'No ID']");
        failure("humanitecRequest operation: 'getApplication', parameters: [colour: 'red']");

        assertThat(SIMULATOR.calls(), everyItem(startsWith("GET ")));
        assertThat(SIMULATOR.calls(), is(List.of()));
    }
}
