package io.jenkins.plugins.humanitec;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import net.sf.json.JSONObject;
import org.awaitility.Awaitility;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** Measures very many builds that wait for few environments; see {@link JenkinsBench}. */
@WithJenkins
class WaitersBench {

    private static final boolean QUICK = Boolean.getBoolean("bench.quick");
    private static final int BUILDS = QUICK ? 100 : 1000;
    private static final int ENVS = 20;
    private static final int SECONDS = QUICK ? 10 : 60;
    private static final String APP = "/orgs/acme/apps/shop";

    @RegisterExtension
    static final SimulatorProcess SIMULATOR = new SimulatorProcess("--settling", "PT10H");

    private static long heap() {
        long used = Long.MAX_VALUE;
        for (int i = 0; i < 5; i++) {
            System.gc();
            used = Math.min(
                    used,
                    ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed());
        }
        return used;
    }

    private static int threads() {
        return ManagementFactory.getThreadMXBean().getThreadCount();
    }

    private static long looks() throws Exception {
        return SIMULATOR.calls().stream()
                .filter(call -> call.startsWith("GET " + APP + "/envs/e"))
                .count();
    }

    /** Begins builds, and returns when each of them has said something. */
    private static List<WorkflowRun> begin(JenkinsRule j, int count, String script, String message) throws Exception {
        List<WorkflowRun> runs = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            runs.add(Setup.job(j, script.formatted(i % ENVS)).scheduleBuild2(0).waitForStart());
        }
        for (WorkflowRun run : runs) {
            j.waitForMessage(message, run);
        }
        return runs;
    }

    private static void end(JenkinsRule j, List<WorkflowRun> runs) throws Exception {
        for (WorkflowRun run : runs) {
            run.doStop();
        }
        for (WorkflowRun run : runs) {
            j.waitForCompletion(run);
        }
    }

    @Test
    void waiting(JenkinsRule j) throws Exception {
        Setup.connect(SIMULATOR);
        JSONObject base = SIMULATOR.get(APP + "/envs/development").getJSONObject("last_deploy");
        for (int i = 0; i < ENVS; i++) {
            SIMULATOR.post(
                    APP + "/envs",
                    new JSONObject()
                            .element("id", "e" + i)
                            .element("name", "e" + i)
                            .element("type", "development")
                            .element("from_deploy_id", base.getString("id")));
            SIMULATOR.post(
                    APP + "/envs/e" + i + "/deploys", new JSONObject().element("set_id", base.getString("set_id")));
        }
        String wait = "humanitecWaitForDeployment app: 'shop', env: 'e%d'";
        String sleep = "sleep 36000 // %d";
        end(j, begin(j, ENVS, wait, ": pending"));
        end(j, begin(j, ENVS, sleep, "Sleeping for"));

        long heap = heap();
        List<WorkflowRun> sleeping = begin(j, BUILDS, sleep, "Sleeping for");
        double sleepBytes = (heap() - heap) / (double) BUILDS;
        end(j, sleeping);
        sleeping.clear();

        heap = heap();
        int threads = threads();
        List<WorkflowRun> runs = begin(j, BUILDS, wait, ": pending");
        // Threads that began the builds end when they have had nothing to do for a while; those that wait would not.
        Awaitility.await().atMost(90, TimeUnit.SECONDS).until(() -> threads() <= threads + 5 || QUICK);
        double waitBytes = (heap() - heap) / (double) BUILDS;
        int held = threads() - threads;
        long looks = looks();
        OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        long cpu = system.getProcessCpuTime();
        long begun = System.nanoTime();
        Thread.sleep(SECONDS * 1000L);
        double seconds = (System.nanoTime() - begun) / 1e9;
        double busy = (system.getProcessCpuTime() - cpu) / 1e7 / seconds;
        double perEnv = (looks() - looks) / seconds * 600 / ENVS;
        JenkinsBench.row(
                BUILDS + " builds that wait for " + ENVS + " environments",
                "`sleep` steps in the same number",
                "0 threads, 20 KB of heap each; requests as for " + ENVS + " builds; 2 % of a core",
                JenkinsBench.text(
                        "%d threads, %.0f KB more than a `sleep` (%.0f KB); %.0f requests in 10 minutes for an environment,"
                                + " where one build makes 40; %.1f %% of a core",
                        Math.max(0, held), (waitBytes - sleepBytes) / 1000, sleepBytes / 1000, perEnv, busy),
                held <= 0 && waitBytes - sleepBytes <= 20_000 && perEnv <= 50 && busy <= 2);
        end(j, runs);
    }
}
