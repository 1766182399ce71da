package io.jenkins.plugins.humanitec;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThanOrEqualTo;

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

/** Builds that wait for the same environment ask together. */
@WithJenkins
class ManyWaitersTest {

    private static final int BUILDS = 100;
    private static final String ENV = "GET /orgs/acme/apps/shop/envs/development";

    @RegisterExtension
    static final SimulatorProcess SIMULATOR = new SimulatorProcess("--settling", "PT1H");

    private static long looks() throws Exception {
        return SIMULATOR.calls().stream().filter(ENV::equals).count();
    }

    /** One poll looks when it begins, and then after 0.2 s, 0.3 s, and so on by half more each time, at most every 15 s. */
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
        j.buildAndAssertSuccess(Setup.job(
                j, "humanitecDeploy app: 'shop', env: 'development', again: true, wait: false, concurrency: 'allow'"));
        long before = looks();
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
        long looks = looks() - before;

        assertThat("all of them have seen it", looks, greaterThan(1L));
        // The deployment is named at one look and followed from the next one on, so there may be two polls in turn.
        assertThat(looks, lessThanOrEqualTo(2L * looksOfOne(waited)));

        SIMULATOR.fault(Answers.of("GET", "/envs/development", 200, succeeded()));
        for (WorkflowRun run : runs) {
            j.assertBuildStatusSuccess(j.waitForCompletion(run));
        }
        assertThat(
                "nobody asked for anything but the environment",
                SIMULATOR.calls().stream()
                        .filter(call -> call.contains("/deploys/"))
                        .count(),
                is(0L));
    }

    private static String succeeded() throws Exception {
        JSONObject environment = SIMULATOR.get("/orgs/acme/apps/shop/envs/development");
        environment.getJSONObject("last_deploy").put("status", "succeeded");
        return environment.toString();
    }
}
