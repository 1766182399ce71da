package io.jenkins.plugins.humanitec.execution;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;

import hudson.EnvVars;
import hudson.model.EnvironmentContributor;
import hudson.model.Result;
import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.humanitec.testing.Setup;
import io.jenkins.plugins.humanitec.testing.SimulatorProcess;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import net.sf.json.JSONArray;
import net.sf.json.JSONObject;
import org.awaitility.Awaitility;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.TestExtension;
import org.jvnet.hudson.test.junit.jupiter.JenkinsSessionExtension;

/** Tests aborts and errors while a step opens its session or waits for a response. */
class AbortTest {

    private static final String RUN = "humanitecRunPipeline app: 'shop', pipeline: 'release'";
    private static final String DEPLOY =
            "humanitecDeploy app: 'shop', env: 'development', again: true, concurrency: 'fail'";

    @RegisterExtension
    final SimulatorProcess simulator = new SimulatorProcess("--settling", "PT0.1S");

    @RegisterExtension
    final JenkinsSessionExtension sessions = new JenkinsSessionExtension();

    /** Holds the first thread of a step that reads the variables of the build {@code held}. */
    @TestExtension
    public static class Gate extends EnvironmentContributor {

        private static volatile boolean isClosed;
        private static volatile Error error;
        private static volatile Thread worker;

        @Override
        @SuppressWarnings("rawtypes")
        public void buildEnvironmentFor(Run run, EnvVars variables, TaskListener listener) {
            if (!run.getParent().getName().equals("held") || !isInStep(Thread.currentThread()) || worker != null) {
                return;
            }
            if (error != null) {
                throw error;
            }
            worker = Thread.currentThread();
            await(() -> !isClosed);
        }

        private static void awaitWorker() {
            await(() -> worker != null);
        }

        /** Lets the step continue, and waits until its thread has left it. */
        private static void open() {
            isClosed = false;
            await(() -> !isInStep(worker));
        }

        private static boolean isInStep(Thread thread) {
            return Stream.of(thread.getStackTrace())
                    .anyMatch(frame -> frame.getClassName().startsWith(ResumableExecution.class.getName()));
        }
    }

    @BeforeEach
    void reset() {
        Gate.isClosed = false;
        Gate.error = null;
        Gate.worker = null;
    }

    private static void await(Callable<Boolean> condition) {
        Awaitility.await().atMost(60, TimeUnit.SECONDS).until(condition);
    }

    private static WorkflowRun start(JenkinsRule j, String script) throws Exception {
        WorkflowJob job = j.createProject(WorkflowJob.class, "held");
        job.setDefinition(new CpsFlowDefinition(script, true));
        return job.scheduleBuild2(0).waitForStart();
    }

    private static void abort(JenkinsRule j, WorkflowRun run) throws Exception {
        run.doStop();
        j.assertBuildStatus(Result.ABORTED, j.waitForCompletion(run));
    }

    /** Aborts a step before its first stage, which it reaches afterwards, while the build continues. */
    private void abortBeforeFirstStage(JenkinsRule j, String step) throws Exception {
        Setup.connect(simulator);
        Gate.isClosed = true;
        WorkflowRun run = start(j, "try {\n" + step + "\n} finally {\necho 'was stopped'\nsleep 3600\n}");
        Gate.awaitWorker();
        run.doStop();
        j.waitForMessage("was stopped", run);
        Gate.open();
        abort(j, run);
    }

    private JSONArray runs() throws Exception {
        return simulator.list("/orgs/acme/apps/shop/pipelines/release/runs");
    }

    private boolean isCancelled() throws Exception {
        return runs().getJSONObject(0).getString("status").equals("cancelled");
    }

    @Test
    void anAbortedDeploymentDoesNotBlockTheQueue() throws Throwable {
        sessions.then(j -> {
            abortBeforeFirstStage(j, DEPLOY);

            j.buildAndAssertSuccess(Setup.job(j, DEPLOY));
        });
    }

    @Test
    void anAbortedStepStartsNoRun() throws Throwable {
        sessions.then(j -> {
            abortBeforeFirstStage(j, RUN);

            assertThat(runs(), empty());
        });
    }

    @Test
    void aRunThatStartsDuringTheAbortIsCancelled() throws Throwable {
        sessions.then(j -> {
            Setup.connect(simulator);
            simulator.fault(new JSONObject()
                    .element("kind", "DELAY")
                    .element("method", "POST")
                    .element("path", "/release/runs")
                    .element("times", 1)
                    .element("delayMillis", 5000));
            WorkflowRun run = start(j, RUN);
            await(() -> !runs().isEmpty());

            abort(j, run);

            j.assertLogContains("It is unknown whether a run of pipeline release has started.", run);
            await(this::isCancelled);
        });
    }

    @Test
    void anAbortDuringTheRestartOfAStepCancelsItsRun() throws Throwable {
        sessions.then(j -> {
            Setup.connect(simulator);
            j.waitForMessage("waits for approval", start(j, RUN));
        });
        Gate.isClosed = true;
        Gate.worker = null;
        sessions.then(j -> {
            WorkflowRun run =
                    j.jenkins.getItemByFullName("held", WorkflowJob.class).getLastBuild();
            Gate.awaitWorker();
            abort(j, run);

            j.assertLogContains("of pipeline release is being cancelled.", run);
            assertThat(isCancelled(), is(true));
            Gate.open();
        });
    }

    @Test
    void anErrorFailsTheStep() throws Throwable {
        Gate.error = new NoClassDefFoundError("org/example/Missing");
        sessions.then(j -> {
            Setup.connect(simulator);

            WorkflowRun run = start(j, RUN);

            j.assertBuildStatus(Result.FAILURE, j.waitForCompletion(run));
            j.assertLogContains("java.lang.NoClassDefFoundError: org/example/Missing", run);
        });
    }
}
