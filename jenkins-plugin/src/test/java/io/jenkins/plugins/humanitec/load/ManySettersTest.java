package io.jenkins.plugins.humanitec.load;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;

import io.jenkins.plugins.humanitec.testing.Setup;
import io.jenkins.plugins.humanitec.testing.SimulatorProcess;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.sf.json.JSONObject;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/**
 * Tests many concurrent builds with an API that limits requests per second. The system property {@code
 * humanitec.builds} sets the number of builds.
 */
@WithJenkins
class ManySettersTest {

    private static final int BUILDS = Integer.getInteger("humanitec.builds", 60);

    /** The accepted requests per second; lower for few builds, so that a slow machine also reaches the limit. */
    private static final int LIMIT = Math.max(15, Math.min(50, BUILDS / 4));

    private static final String[] OPTIONS = {"--requests-per-second", String.valueOf(LIMIT)};

    @RegisterExtension
    static final SimulatorProcess SIMULATOR = new SimulatorProcess(OPTIONS);

    @RegisterExtension
    static final SimulatorProcess HTTP2 = SimulatorProcess.overTls(OPTIONS);

    private static final String SET =
            "humanitecSetValue app: 'shop', key: \"K_${env.JOB_NAME}_%d\".toUpperCase(), value: 'v'";
    private static final String ECHO = "echo \"K_${env.JOB_NAME}_%d\"";

    /** The heap is checked from this number of builds on. With fewer, the caches of Jenkins dominate the result. */
    private static final int ENOUGH_FOR_HEAP = 500;

    /** The heap that a build may keep in addition to a build that only echoes. */
    private static final long BYTES_PER_BUILD = 20_000;

    @Test
    void allSucceedAndHoldOffTogether(JenkinsRule j) throws Exception {
        Setup.connect(SIMULATOR);
        set(j, SIMULATOR);
    }

    @Test
    void allSucceedAndHoldOffTogetherOverHttp2(JenkinsRule j) throws Exception {
        Setup.connectAndTrust(j, HTTP2);
        set(j, HTTP2);
    }

    private static void set(JenkinsRule j, SimulatorProcess simulator) throws Exception {
        // Warm-up: one-time initialization must not count.
        build(j, 10, SET);
        long perEcho = bytesPerBuild(j, ECHO);
        long perSet = bytesPerBuild(j, SET);

        List<JSONObject> requests = simulator.requests();
        long refused = requests.stream()
                .filter(request -> request.getInt("status") == 429)
                .count();
        long written = requests.stream()
                .filter(request -> request.getString("method").equals("POST"))
                .filter(request -> request.getInt("status") == 201)
                .count();
        System.out.println(
                BUILDS + " builds: " + requests.size() + " requests, " + refused + " of them refused, " + perSet / 1000
                        + " kB of heap left by each, where one that only echoes leaves " + perEcho / 1000 + " kB");
        assertThat(written, is(2L * BUILDS + 20));
        assertThat("the limit is reached", refused, greaterThan(0L));
        assertThat(refused, lessThan(requests.size() / 2L));
        if (BUILDS >= ENOUGH_FOR_HEAP) {
            assertThat(perSet, lessThan(perEcho + BYTES_PER_BUILD));
        }
    }

    private static long bytesPerBuild(JenkinsRule j, String step) throws Exception {
        long before = Heap.used();
        build(j, BUILDS, step);
        return (Heap.used() - before) / BUILDS;
    }

    private static void build(JenkinsRule j, int count, String step) throws Exception {
        String branches = IntStream.range(0, 2)
                .mapToObj(i -> "b" + i + ": { " + step.formatted(i) + " }")
                .collect(Collectors.joining(", ", "parallel(", ")"));
        List<WorkflowRun> runs = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            runs.add(Setup.job(j, branches).scheduleBuild2(0).waitForStart());
        }
        for (WorkflowRun run : runs) {
            j.assertBuildStatusSuccess(j.waitForCompletion(run));
        }
    }
}
