package io.jenkins.plugins.humanitec.execution;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;

import hudson.model.Result;
import io.jenkins.plugins.humanitec.testing.Setup;
import io.jenkins.plugins.humanitec.testing.SimulatorProcess;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import net.sf.json.JSONObject;
import org.awaitility.Awaitility;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.RealJenkinsExtension;

/**
 * Tests that builds continue after the controller is stopped or killed. There is one build in each stage of each
 * waiting step (before the request that changes something, before its response, while the step waits for others, and
 * while it waits for the result), and one build in each other step. Delayed responses, and a simulator in which each change takes some
 * seconds, keep the builds in their stages.
 */
class EveryStageTest {

    private static final long AN_HOUR = 3_600_000;
    private static final String SHOP = "/orgs/acme/apps/shop";

    @RegisterExtension
    final SimulatorProcess simulator = new SimulatorProcess("--settling", "PT8S", "--deletion", "PT8S");

    @RegisterExtension
    final RealJenkinsExtension jenkins = new RealJenkinsExtension()
            .javaOptions("-Dio.jenkins.plugins.humanitec.session.SharedServices.firstPause=200");

    private JSONObject base;

    private void holdBack(String request) throws Exception {
        String[] parts = request.split(" ");
        simulator.fault(new JSONObject()
                .element("kind", "DELAY")
                .element("method", parts[0])
                .element("path", parts[1])
                .element("times", 1)
                .element("delayMillis", AN_HOUR));
    }

    private long count(String request) throws Exception {
        String[] parts = request.split(" ");
        return simulator.calls().stream()
                .filter(call -> call.startsWith(parts[0] + " ") && (call + "$").contains(parts[1]))
                .count();
    }

    /** Returns how often the change of a build was made. */
    private long changes(InterruptedBuild build) throws Exception {
        return build.change().startsWith(InterruptedBuild.DEPLOYMENT)
                ? simulator.list(SHOP + "/envs/" + build.name() + "/deploys").size()
                : count(build.change());
    }

    private static void await(String what, Callable<Boolean> condition) {
        Awaitility.await(what).atMost(60, TimeUnit.SECONDS).until(condition);
    }

    private void prepare(InterruptedBuild build) throws Exception {
        JSONObject named = new JSONObject().element("id", build.name()).element("name", build.name());
        switch (build.site()) {
            case APP -> {
                simulator.post("/orgs/acme/apps", named);
                simulator.post(
                        "/orgs/acme/apps/" + build.name() + "/envs/development/deploys",
                        new JSONObject().element("set_id", "0"));
            }
            case FRESH, BUSY, DEPLOYED, PAUSED ->
                simulator.post(
                        SHOP + "/envs",
                        named.element("type", "development").element("from_deploy_id", base.getString("id")));
            default -> {
                // Nothing to prepare.
            }
        }
        if (build.site() == InterruptedBuild.Site.DEPLOYED) {
            deploy(build);
        } else if (build.site() == InterruptedBuild.Site.PAUSED) {
            simulator.put(SHOP + "/envs/" + build.name() + "/runtime/paused", true);
        }
    }

    private void deploy(InterruptedBuild build) throws Exception {
        simulator.post(
                SHOP + "/envs/" + build.name() + "/deploys",
                new JSONObject().element("set_id", base.getString("set_id")));
    }

    private static boolean isRollback(InterruptedBuild build) {
        return build.name().startsWith("rollback");
    }

    private static void connect(JenkinsRule j, String url) throws Throwable {
        Setup.connect(url);
        j.jenkins.setNumExecutors(2);
    }

    private static void schedule(JenkinsRule j, ArrayList<InterruptedBuild> builds) throws Throwable {
        for (InterruptedBuild build : builds) {
            WorkflowJob job = j.createProject(WorkflowJob.class, build.name());
            job.setDefinition(new CpsFlowDefinition(build.script(), true));
            job.scheduleBuild2(0).waitForStart();
        }
    }

    private void begin(List<InterruptedBuild> builds) throws Throwable {
        for (InterruptedBuild build : builds) {
            if (build.site() == InterruptedBuild.Site.BUSY) {
                deploy(build);
            }
        }
        jenkins.runRemotely(EveryStageTest::schedule, new ArrayList<>(builds));
    }

    private void catchRollbacks(List<InterruptedBuild> builds) throws Throwable {
        Map<String, Long> before = new HashMap<>();
        begin(builds);
        for (InterruptedBuild build : builds) {
            // The first deployment and the one that fails exist now; the rollback has not started.
            await(build.name(), () -> changes(build) == 2);
            before.put(build.name(), count(build.request()));
            holdBack(build.request());
        }
        for (InterruptedBuild build : builds) {
            await(build.name(), () -> count(build.request()) > before.get(build.name()));
        }
    }

    private void catchCreations(List<InterruptedBuild> builds) throws Throwable {
        for (InterruptedBuild build : builds) {
            long before = count(build.request());
            holdBack(build.request());
            begin(List.of(build));
            await(build.name(), () -> count(build.request()) > before);
        }
    }

    private void catchHeld(List<InterruptedBuild> builds) throws Throwable {
        for (InterruptedBuild build : builds) {
            holdBack(build.request());
        }
        Map<String, Long> before = new HashMap<>();
        for (InterruptedBuild build : builds) {
            before.put(build.name(), count(build.request()));
        }
        begin(builds);
        for (InterruptedBuild build : builds) {
            // Several builds can make the same request.
            long same = builds.stream()
                    .filter(other -> other.request().equals(build.request()))
                    .count();
            await(build.name(), () -> count(build.request()) >= before.get(build.name()) + same);
        }
    }

    private void catchWaiting(List<InterruptedBuild> builds) throws Throwable {
        begin(builds);
        for (InterruptedBuild build : builds) {
            await(build.name(), () -> count(build.request()) > 1);
        }
    }

    /** Starts builds that wait for builds of {@link #catchWaiting}. */
    private void catchQueued(List<InterruptedBuild> builds) throws Throwable {
        begin(builds);
        for (InterruptedBuild build : builds) {
            jenkins.runRemotely(EveryStageTest::awaitQueue, build);
        }
    }

    private static void awaitQueue(JenkinsRule j, InterruptedBuild build) throws Throwable {
        j.waitForMessage("waiting for earlier deployments", run(j, build));
    }

    private static WorkflowRun run(JenkinsRule j, InterruptedBuild build) {
        return j.jenkins.getItemByFullName(build.name(), WorkflowJob.class).getBuildByNumber(1);
    }

    private static String finish(JenkinsRule j, InterruptedBuild build) throws Throwable {
        WorkflowRun run = run(j, build);
        j.assertBuildStatus(build.isSuccess() ? Result.SUCCESS : Result.FAILURE, j.waitForCompletion(run));
        return JenkinsRule.getLog(run);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void eachChangeIsMadeOnceAndFollowedToItsEnd(boolean isKilled) throws Throwable {
        base = simulator.get(SHOP + "/envs/development").getJSONObject("last_deploy");
        List<InterruptedBuild> builds = new ArrayList<>(InterruptedBuild.all(base.getString("set_id")));
        builds.addAll(InterruptedShortBuild.all());
        List<InterruptedBuild> creations = InterruptedShortBuild.creations();
        for (InterruptedBuild build : builds) {
            prepare(build);
        }
        jenkins.startJenkins();
        jenkins.runRemotely(EveryStageTest::connect, simulator.url());
        // Rollbacks first, because they need some time to reach their stage.
        catchRollbacks(builds.stream().filter(EveryStageTest::isRollback).toList());
        catchCreations(creations);
        catchHeld(builds.stream()
                .filter(build -> build.isHeld() && !isRollback(build))
                .toList());
        // Requests that the client has sent again may have left some.
        simulator.forgetFaults();
        catchWaiting(builds.stream()
                .filter(build -> !build.isHeld() && build.request() != null)
                .toList());
        catchQueued(builds.stream().filter(build -> build.request() == null).toList());
        builds.addAll(creations);
        assertThat("the number in docs/reliability.md", builds.size(), is(46));

        if (isKilled) {
            jenkins.stopJenkinsForcibly();
        } else {
            jenkins.stopJenkins();
        }
        jenkins.startJenkins();

        // Both deploy to the same environment, so one after the other.
        simulator.answerApproval("approve");
        await(
                "the first run is complete",
                () -> simulator
                                .list(SHOP + "/pipelines/release/runs?completed=true")
                                .size()
                        == 1);
        simulator.answerApproval("approve");
        for (InterruptedBuild build : builds) {
            assertThat(jenkins.runRemotely(EveryStageTest::finish, build), containsString(build.outcome()));
        }
        for (InterruptedBuild build : builds) {
            if (build.change() != null) {
                assertThat(build.name(), changes(build), is((long) build.changes()));
            }
        }
        assertThat(simulator.list(SHOP + "/pipelines/release/runs").size(), is(2));
    }
}
