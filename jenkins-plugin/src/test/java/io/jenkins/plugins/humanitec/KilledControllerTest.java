package io.jenkins.plugins.humanitec;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import net.sf.json.JSONObject;
import org.awaitility.Awaitility;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.RealJenkinsExtension;

/**
 * A controller whose process is ended in the midst of a deployment: before it was sent, after it was sent and before the answer
 * came, and while it is waited for. An answer that is held back keeps the step where the test wants it.
 */
class KilledControllerTest {

    private static final long AN_HOUR = 3_600_000;
    private static final List<String> ENVS = List.of("unsent", "unanswered", "polling");
    private static final String SHOP = "/orgs/acme/apps/shop";

    @RegisterExtension
    final SimulatorProcess simulator = new SimulatorProcess("--settling", "PT6S");

    @RegisterExtension
    final RealJenkinsExtension jenkins =
            new RealJenkinsExtension().javaOptions("-Dio.jenkins.plugins.humanitec.session.Waiting.firstPause=200");

    private void holdBack(String method, String path) throws Exception {
        simulator.fault(new JSONObject()
                .element("kind", "DELAY")
                .element("method", method)
                .element("path", path)
                .element("times", 1)
                .element("delayMillis", AN_HOUR));
    }

    private long calls(String method, String path) throws Exception {
        return simulator.calls().stream()
                .filter(call -> call.startsWith(method + " ") && call.contains(path))
                .count();
    }

    private static void await(Callable<Boolean> condition) {
        Awaitility.await().atMost(60, TimeUnit.SECONDS).until(condition);
    }

    private static void begin(JenkinsRule j, String url, String set) throws Throwable {
        Setup.connect(url);
        for (String env : ENVS) {
            schedule(j, env, "humanitecDeploy app: 'shop', env: '" + env + "', set: '" + set + "'");
        }
        schedule(j, "run", "humanitecRunPipeline app: 'shop', pipeline: 'release'");
    }

    private static void schedule(JenkinsRule j, String name, String step) throws Exception {
        WorkflowJob job = j.createProject(WorkflowJob.class, name);
        job.setDefinition(new CpsFlowDefinition("def done = " + step + "\necho \"ended as ${done.status}\"", true));
        job.scheduleBuild2(0).waitForStart();
    }

    private static String finish(JenkinsRule j, String name) throws Throwable {
        WorkflowRun run = j.jenkins.getItemByFullName(name, WorkflowJob.class).getBuildByNumber(1);
        j.assertBuildStatusSuccess(j.waitForCompletion(run));
        return JenkinsRule.getLog(run);
    }

    @Test
    void whatWasBegunIsBegunOnceAndFollowedToItsEnd() throws Throwable {
        JSONObject base = simulator.get(SHOP + "/envs/development").getJSONObject("last_deploy");
        for (String env : ENVS) {
            simulator.post(
                    SHOP + "/envs",
                    new JSONObject()
                            .element("id", env)
                            .element("name", env)
                            .element("type", "development")
                            .element("from_deploy_id", base.getString("id")));
        }
        holdBack("GET", "/envs/unsent");
        holdBack("POST", "/envs/unanswered/deploys");
        holdBack("POST", "/release/runs");
        jenkins.startJenkins();
        jenkins.runRemotely(KilledControllerTest::begin, simulator.url(), base.getString("set_id"));
        await(() -> calls("GET", "/envs/unsent") == 1);
        await(() -> calls("POST", "/envs/unanswered/deploys") == 1);
        await(() -> calls("POST", "/release/runs") == 1);
        await(() -> calls("POST", "/envs/polling/deploys") == 1 && calls("GET", "/envs/polling") > 3);
        assertThat(calls("POST", "/envs/unsent/deploys"), is(0L));

        jenkins.stopJenkinsForcibly();
        jenkins.startJenkins();

        for (String env : ENVS) {
            assertThat(jenkins.runRemotely(KilledControllerTest::finish, env), containsString("ended as succeeded"));
            assertThat(env, calls("POST", "/envs/" + env + "/deploys"), is(1L));
        }
        simulator.answerApproval("approve");
        assertThat(jenkins.runRemotely(KilledControllerTest::finish, "run"), containsString("ended as succeeded"));
        assertThat(
                "there is one run",
                simulator.list(SHOP + "/pipelines/release/runs").size(),
                is(1));
    }
}
