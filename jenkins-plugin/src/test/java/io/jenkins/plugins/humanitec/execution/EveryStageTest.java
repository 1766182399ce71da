package io.jenkins.plugins.humanitec.execution;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;

import io.jenkins.plugins.humanitec.testing.Setup;
import io.jenkins.plugins.humanitec.testing.SimulatorProcess;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import net.sf.json.JSONObject;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.RealJenkinsExtension;

/**
 * Tests that builds continue after the controller is stopped or killed. There is one build in each stage of each
 * waiting step (before the request that changes something, before its response, while the step waits for others, and
 * while it waits for the result), and one build in each other step. Delayed responses, and a simulator in which each change takes some
 * seconds, keep the builds in their stages. A build that holds an executor takes part only if the controller is killed.
 */
class EveryStageTest {

    private static final long AN_HOUR = 3_600_000;
    private static final String SHOP = "/orgs/acme/apps/shop";
    private static final String ENVIRONMENTS = "GET " + SHOP + "/envs$";

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

    private static long count(List<String> calls, String request) {
        String[] parts = request.split(" ");
        return calls.stream()
                .filter(call -> call.startsWith(parts[0] + " ") && (call + "$").contains(parts[1]))
                .count();
    }

    /** Returns how often the change of a build was made. */
    private long changes(InterruptedBuild build) throws Exception {
        return build.change().startsWith(InterruptedBuild.DEPLOYMENT)
                ? simulator.list(SHOP + "/envs/" + build.name() + "/deploys").size()
                : count(simulator.calls(), build.change());
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

    private void begin(List<InterruptedBuild> builds) throws Throwable {
        for (InterruptedBuild build : builds) {
            if (build.site() == InterruptedBuild.Site.BUSY) {
                deploy(build);
            }
        }
        jenkins.runRemotely(RemoteBuilds::begin, new ArrayList<>(builds));
    }

    /** Waits until each request was made so often. There are thousands of requests, so all are counted at the same time. */
    private void awaitRequests(Map<String, Long> expected) {
        Awaitility.await().pollDelay(Duration.ZERO).atMost(60, TimeUnit.SECONDS).untilAsserted(() -> {
            List<String> calls = simulator.calls();
            assertThat(
                    expected.keySet().stream()
                            .filter(request -> count(calls, request) < expected.get(request))
                            .toList(),
                    is(empty()));
        });
    }

    /** Returns how often each request was made, with one more for each build that will make it. */
    private Map<String, Long> oneMoreOfEach(List<InterruptedBuild> builds) throws Exception {
        List<String> calls = simulator.calls();
        Map<String, Long> expected = new HashMap<>();
        builds.forEach(
                build -> expected.merge(build.request(), count(calls, build.request()) + 1, (one, other) -> one + 1));
        return expected;
    }

    private void catchRollbacks(List<InterruptedBuild> builds) throws Throwable {
        begin(builds);
        for (InterruptedBuild build : builds) {
            // The first deployment and the one that fails exist now; the rollback has not started.
            await(build.name(), () -> changes(build) == 2);
        }
        Map<String, Long> expected = oneMoreOfEach(builds);
        for (InterruptedBuild build : builds) {
            holdBack(build.request());
        }
        awaitRequests(expected);
    }

    private void catchCreations(List<InterruptedBuild> builds) throws Throwable {
        for (InterruptedBuild build : builds) {
            catchHeld(List.of(build));
        }
    }

    private void catchHeld(List<InterruptedBuild> builds) throws Throwable {
        Map<String, Long> expected = oneMoreOfEach(builds);
        for (InterruptedBuild build : builds) {
            holdBack(build.request());
        }
        begin(builds);
        awaitRequests(expected);
    }

    /** While builds wait for several environments, one request reads all of them. */
    private void catchWaiting(List<InterruptedBuild> builds) throws Throwable {
        Map<String, Long> once = new HashMap<>();
        builds.forEach(build -> once.put(build.request(), 1L));
        begin(builds);
        awaitRequests(once);
        long before = count(simulator.calls(), ENVIRONMENTS);
        Awaitility.await().pollDelay(Duration.ZERO).atMost(60, TimeUnit.SECONDS).untilAsserted(() -> {
            List<String> calls = simulator.calls();
            boolean isListed = count(calls, ENVIRONMENTS) > before;
            assertThat(
                    once.keySet().stream()
                            .filter(request ->
                                    count(calls, request) < 2 && !(isListed && request.startsWith("GET /envs/")))
                            .toList(),
                    is(empty()));
        });
    }

    /** Starts builds that wait for builds of {@link #catchWaiting}. */
    private void catchQueued(List<InterruptedBuild> builds) throws Throwable {
        begin(builds);
        for (InterruptedBuild build : builds) {
            jenkins.runRemotely(RemoteBuilds::awaitQueue, build);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void eachChangeIsMadeOnceAndFollowedToItsEnd(boolean isKilled) throws Throwable {
        base = simulator.get(SHOP + "/envs/development").getJSONObject("last_deploy");
        List<InterruptedBuild> creations = InterruptedShortBuild.creations();
        List<InterruptedBuild> others = new ArrayList<>(InterruptedBuild.all(base.getString("set_id")));
        others.addAll(InterruptedShortBuild.all());
        if (!isKilled) {
            // A controller that stops waits for executors in use, longer than builds stay in some stages.
            others.removeIf(InterruptedBuild::hasExecutor);
        }
        ArrayList<InterruptedBuild> builds = new ArrayList<>(creations);
        builds.addAll(others);
        assertThat("the number in docs/reliability.md", builds.size(), is(isKilled ? 48 : 47));
        for (InterruptedBuild build : builds) {
            prepare(build);
        }
        jenkins.startJenkins();
        jenkins.runRemotely(EveryStageTest::connect, simulator.url());
        jenkins.runRemotely(RemoteBuilds::start, builds);
        // Rollbacks first, because they need some time to reach their stage.
        catchRollbacks(others.stream().filter(EveryStageTest::isRollback).toList());
        catchHeld(others.stream()
                .filter(build -> build.isHeld() && !isRollback(build))
                .toList());
        catchCreations(creations);
        // Requests that the client has sent again may have left some.
        simulator.forgetFaults();
        catchWaiting(others.stream()
                .filter(build -> !build.isHeld() && build.request() != null)
                .toList());
        catchQueued(others.stream().filter(build -> build.request() == null).toList());
        // A request times out after a minute, and not each can be repeated.
        ArrayList<InterruptedBuild> held = new ArrayList<>(builds);
        held.removeIf(build -> !build.isHeld());
        assertThat("ended too early", jenkins.runRemotely(RemoteBuilds::ended, held), is(empty()));

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
            String log = jenkins.runRemotely(RemoteBuilds::finish, build);
            assertThat(build.name(), log, containsString(build.outcome()));
        }
        jenkins.runRemotely(RemoteBuilds::awaitFreeExecutors);
        for (InterruptedBuild build : builds) {
            if (build.change() != null) {
                assertThat(build.name(), changes(build), is((long) build.changes()));
            }
        }
        assertThat(simulator.list(SHOP + "/pipelines/release/runs").size(), is(2));
    }
}
