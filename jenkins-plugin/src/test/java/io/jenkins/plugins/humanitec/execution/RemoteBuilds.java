package io.jenkins.plugins.humanitec.execution;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import hudson.model.Executor;
import hudson.model.Result;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jenkinsci.plugins.workflow.support.steps.input.InputAction;
import org.jvnet.hudson.test.JenkinsRule;

/** Interrupted builds, as their Jenkins sees them. The methods run in its process. */
final class RemoteBuilds {

    private static final Duration LONGEST_BUILD = Duration.ofMinutes(3);

    private RemoteBuilds() {}

    private static WorkflowRun run(JenkinsRule j, InterruptedBuild build) {
        return j.jenkins.getItemByFullName(build.name(), WorkflowJob.class).getBuildByNumber(1);
    }

    /**
     * Starts builds that wait before their first step. To start a build takes longer than to execute its steps, and steps stay in
     * some stages for a short time only.
     */
    static void start(JenkinsRule j, ArrayList<InterruptedBuild> builds) throws Throwable {
        for (InterruptedBuild build : builds) {
            WorkflowJob job = j.createProject(WorkflowJob.class, build.name());
            job.setDefinition(new CpsFlowDefinition("input 'Begin?'\n" + build.script(), true));
            job.scheduleBuild2(0).waitForStart();
        }
        for (InterruptedBuild build : builds) {
            j.waitForMessage("Proceed or Abort", run(j, build));
        }
    }

    /** Lets builds begin with their first step. */
    static void begin(JenkinsRule j, ArrayList<InterruptedBuild> builds) throws Throwable {
        for (InterruptedBuild build : builds) {
            run(j, build).getAction(InputAction.class).getExecutions().get(0).proceed(null);
        }
    }

    /** Waits until a build waits for other builds of this Jenkins. */
    static void awaitQueue(JenkinsRule j, InterruptedBuild build) throws Throwable {
        j.waitForMessage("waiting for earlier deployments", run(j, build));
    }

    /** Returns the logs of the builds that have ended. */
    static ArrayList<String> ended(JenkinsRule j, ArrayList<InterruptedBuild> builds) throws Throwable {
        ArrayList<String> logs = new ArrayList<>();
        for (InterruptedBuild build : builds) {
            if (!run(j, build).isBuilding()) {
                logs.add(described(j, build));
            }
        }
        return logs;
    }

    private static String described(JenkinsRule j, InterruptedBuild build) throws Exception {
        return build.name() + " with the log:\n" + JenkinsRule.getLog(run(j, build));
    }

    /**
     * Returns the log of a build after its end. The test harness would first wait for the executor of the build, which can stay busy
     * after a restart, without a limit and without the name of the build.
     */
    static String finish(JenkinsRule j, InterruptedBuild build) throws Throwable {
        WorkflowRun run = run(j, build);
        try {
            Awaitility.await().atMost(LONGEST_BUILD).until(() -> !run.isBuilding());
        } catch (ConditionTimeoutException e) {
            throw new AssertionError("No end of " + described(j, build), e);
        }
        assertThat(described(j, build), run.getResult(), is(build.isSuccess() ? Result.SUCCESS : Result.FAILURE));
        return JenkinsRule.getLog(run);
    }

    /**
     * Waits until no build keeps an executor of a node. Does not look at the executors that Pipelines have besides: Jenkins leaves that
     * of a build busy if the build ends soon after a restart, before it has this executor again.
     */
    static void awaitFreeExecutors(JenkinsRule j) throws Throwable {
        try {
            Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> inUse(j).isEmpty());
        } catch (ConditionTimeoutException e) {
            throw new AssertionError("Not free: " + inUse(j), e);
        }
    }

    private static List<String> inUse(JenkinsRule j) {
        return Stream.of(j.jenkins.getComputers())
                .flatMap(computer -> computer.getExecutors().stream())
                .filter(Executor::isBusy)
                .map(executor -> String.valueOf(executor.getCurrentExecutable()))
                .toList();
    }
}
