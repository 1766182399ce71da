package io.jenkins.plugins.humanitec.load;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThanOrEqualTo;

import io.jenkins.plugins.humanitec.testing.Answers;
import io.jenkins.plugins.humanitec.testing.Setup;
import io.jenkins.plugins.humanitec.testing.SimulatorProcess;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import net.sf.json.JSONObject;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** Tests that builds which wait for the same environment share one poll. */
@WithJenkins
class ManyWaitersTest {

    private static final int BUILDS = 100;
    private static final String ENV = "GET /orgs/acme/apps/shop/envs/development";

    @RegisterExtension
    static final SimulatorProcess SIMULATOR = new SimulatorProcess("--settling", "PT1H");

    @RegisterExtension
    static final SimulatorProcess HTTP2 = SimulatorProcess.overTls("--settling", "PT1H");

    private static long looks(SimulatorProcess simulator) throws Exception {
        return simulator.calls().stream().filter(ENV::equals).count();
    }

    /** Returns the number of requests of one poll. The pauses grow from 0.2 s by half each time, up to 15 s. */
    private static int looksOfOne(long millis) {
        int looks = 1;
        double pause = 200;
        for (double passed = pause; passed <= millis; passed += pause) {
            looks++;
            pause = Math.min(pause * 1.5, 15_000);
        }
        return looks;
    }

    @Test
    void aHundredBuildsCauseNoMoreRequestsThanOne(JenkinsRule j) throws Exception {
        Setup.connect(SIMULATOR);
        follow(j, SIMULATOR);
    }

    @Test
    void aHundredBuildsCauseNoMoreRequestsThanOneOverHttp2(JenkinsRule j) throws Exception {
        Setup.connectAndTrust(j, HTTP2);
        follow(j, HTTP2);
    }

    private static void follow(JenkinsRule j, SimulatorProcess simulator) throws Exception {
        simulator.deployAgain("development");
        long before = looks(simulator);
        long begun = System.nanoTime();
        List<WorkflowRun> runs = new ArrayList<>();
        for (int i = 0; i < BUILDS; i++) {
            WorkflowJob job = Setup.job(j, "humanitecWaitForDeployment app: 'shop', env: 'development'");
            runs.add(job.scheduleBuild2(0).waitForStart());
        }
        for (WorkflowRun run : runs) {
            j.waitForMessage("to shop/development: pending", run);
        }
        long waited = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun);
        long looks = looks(simulator) - before;

        assertThat("all of them have seen it", looks, greaterThan(1L));
        // The first poll finds the deployment and the second one follows it, so two polls are possible.
        assertThat(looks, lessThanOrEqualTo(2L * looksOfOne(waited)));

        simulator.fault(Answers.of("GET", "/envs/development", 200, succeeded(simulator)));
        for (WorkflowRun run : runs) {
            j.assertBuildStatusSuccess(j.waitForCompletion(run));
        }
        assertThat(
                "nobody asked for anything but the environment",
                simulator.calls().stream()
                        .filter(call -> call.contains("/deploys/"))
                        .count(),
                is(0L));
    }

    private static String succeeded(SimulatorProcess simulator) throws Exception {
        JSONObject environment = simulator.get("/orgs/acme/apps/shop/envs/development");
        environment.getJSONObject("last_deploy").put("status", "succeeded");
        return environment.toString();
    }
}
