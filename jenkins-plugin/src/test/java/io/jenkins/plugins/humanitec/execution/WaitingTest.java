package io.jenkins.plugins.humanitec.execution;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;

import hudson.model.Result;
import io.jenkins.plugins.humanitec.testing.Answers;
import io.jenkins.plugins.humanitec.testing.Setup;
import io.jenkins.plugins.humanitec.testing.SimulatorProcess;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import net.sf.json.JSONObject;
import org.awaitility.Awaitility;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.cps.CpsFlowExecution;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.JenkinsSessionExtension;

/** Tests waiting steps: restart, abort and timeout. In this simulator, changes do not finish by themselves. */
class WaitingTest {

    @RegisterExtension
    final SimulatorProcess simulator = new SimulatorProcess("--settling", "PT1H");

    @RegisterExtension
    final JenkinsSessionExtension sessions = new JenkinsSessionExtension();

    private static final String SCALE =
            "echo \"returned ${humanitecScale(app: 'shop', env: 'development', replicas: [backend: 3])}\"";

    private static final String SETTLED = """
            {"namespace": "n", "modules": {"backend": {"profile": "p", "spec": {}, "externals": {},
              "backend": {"kind": "Deployment", "replicas": 3, "status": "Success", "message": "", "revision": 2,
                "pods": [{"podName": "a", "revision": 2, "phase": "Running", "status": "x", "containerStatuses": []},
                         {"podName": "b", "revision": 2, "phase": "Running", "status": "x", "containerStatuses": []},
                         {"podName": "c", "revision": 2, "phase": "Running", "status": "x", "containerStatuses": []}]
            }}}}""";

    private void answer(String path, int status, String body) throws Exception {
        simulator.fault(Answers.of("GET", path, status, body));
    }

    private static void await(Callable<Boolean> condition) {
        Awaitility.await().atMost(60, TimeUnit.SECONDS).until(condition);
    }

    private static String status(WorkflowRun run) throws Exception {
        CpsFlowExecution execution = (CpsFlowExecution) run.getExecution();
        if (execution == null) {
            return "";
        }
        for (StepExecution step : execution.getCurrentExecutions(true).get(10, TimeUnit.SECONDS)) {
            String status = step.getStatus();
            if (status != null) {
                return status;
            }
        }
        return "";
    }

    @Test
    void scalingGoesOnAfterARestart() throws Throwable {
        sessions.then(j -> {
            Setup.connect(simulator);
            WorkflowJob job = j.createProject(WorkflowJob.class, "scale");
            job.setDefinition(new CpsFlowDefinition(SCALE, true));
            WorkflowRun run = job.scheduleBuild2(0).waitForStart();
            j.waitForMessage("Humanitec: replicas of backend in shop/development", run);
            await(() -> status(run)
                    .startsWith(
                            "waiting for backend at 3 replicas in shop/development: backend has 2 of 3 pods ready"));
        });
        answer("/runtime", 200, SETTLED);
        int writes = count("PATCH ");
        sessions.then(j -> {
            WorkflowRun run =
                    j.jenkins.getItemByFullName("scale", WorkflowJob.class).getLastBuild();
            j.assertBuildStatusSuccess(j.waitForCompletion(run));
            j.assertLogContains("Humanitec: all pods of backend are ready", run);
            j.assertLogContains("returned [backend:[before:", run);
            assertThat("it is not scaled again", count("PATCH "), is(writes));
        });
    }

    private int count(String call) throws Exception {
        return (int) simulator.calls().stream().filter(c -> c.startsWith(call)).count();
    }

    @Test
    void abortEndsTheWait() throws Throwable {
        sessions.then(j -> {
            Setup.connect(simulator);
            WorkflowRun run = Setup.job(j, SCALE).scheduleBuild2(0).waitForStart();
            await(() -> status(run).startsWith("waiting for backend"));

            run.doStop();

            j.assertBuildStatus(Result.ABORTED, j.waitForCompletion(run));
        });
    }

    @Test
    void theTimeoutEndsTheWaitWithTheLastState() throws Throwable {
        sessions.then(j -> {
            Setup.connect(simulator);
            WorkflowRun run = j.buildAndAssertStatus(
                    Result.FAILURE,
                    Setup.job(
                            j, "humanitecScale app: 'shop', env: 'development', replicas: [frontend: 5], timeout: 1"));

            assertThat(
                    JenkinsRule.getLog(run),
                    containsString("Timed out: frontend at 5 replicas in shop/development; "
                            + "the last state was: frontend has 1 of 5 pods ready, 4 not ready."));
        });
    }

    @Test
    void withoutWaitingTheStepReturnsAtOnce() throws Throwable {
        sessions.then(j -> {
            Setup.connect(simulator);
            WorkflowRun run = j.buildAndAssertSuccess(Setup.job(
                    j,
                    "humanitecScale app: 'shop', env: 'production', replicas: [backend: 9], wait: false\n"
                            + "echo \"now ${humanitecRuntime(app: 'shop', env: 'production').backend.pods.size()}\""));

            j.assertLogContains("now 9", run);
            j.assertLogNotContains("are ready", run);
        });
    }

    @Test
    void troubleOfTheApiDoesNotEndTheWait() throws Throwable {
        sessions.then(j -> {
            Setup.connect(simulator);
            WorkflowRun run = Setup.job(j, SCALE).scheduleBuild2(0).waitForStart();
            await(() -> status(run).startsWith("waiting for backend"));
            simulator.fault(JSONObject.fromObject(
                    "{\"kind\": \"STATUS\", \"status\": 503, \"method\": \"GET\", \"path\": \"/runtime\"}"));
            await(() -> status(run).contains("answered 503"));

            answer("/runtime", 200, SETTLED);

            j.assertBuildStatusSuccess(j.waitForCompletion(run));
        });
    }
}
