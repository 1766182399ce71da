package io.jenkins.plugins.humanitec;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import net.sf.json.JSONObject;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** Measures very many builds that wait for few environments; see {@link JenkinsBench}. */
@WithJenkins
class WaitersBench {

    private static final boolean QUICK = Boolean.getBoolean("bench.quick");
    private static final int[] SIZES = QUICK ? new int[] {10, 100} : new int[] {10, 100, 1000};
    private static final int BUILDS = SIZES[SIZES.length - 1];
    private static final int ENVS = 20;
    private static final int SECONDS = QUICK ? 10 : 45;
    private static final String APP = "/orgs/acme/apps/shop";

    @RegisterExtension
    static final SimulatorProcess SIMULATOR = new SimulatorProcess("--settling", "PT10H");

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

    /** Begins more and more builds, and returns what each of them takes of the heap, in bytes. */
    private static List<Double> grow(JenkinsRule j, List<WorkflowRun> runs, String script, String message)
            throws Exception {
        long heap = Heap.used();
        List<Double> bytes = new ArrayList<>();
        for (int size : SIZES) {
            runs.addAll(begin(j, size - runs.size(), script, message));
            bytes.add((Heap.used() - heap) / (double) size);
        }
        return bytes;
    }

    /** Threads that began the builds end when they have had nothing to do for a while; those that wait would not. */
    private static void letThreadsEnd(int before) throws InterruptedException {
        for (int i = 0; i < 90 && threads() > before && !QUICK; i++) {
            Thread.sleep(1000);
        }
    }

    /** How much of a core this process takes for some time, in percent. */
    private static double busy() throws InterruptedException {
        OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        long cpu = system.getProcessCpuTime();
        long begun = System.nanoTime();
        Thread.sleep(SECONDS * 1000L);
        return (system.getProcessCpuTime() - cpu) * 100.0 / (System.nanoTime() - begun);
    }

    private static double last(List<Double> numbers) {
        return numbers.get(numbers.size() - 1);
    }

    private static String line(String name, List<Double> bytes) {
        StringBuilder line = new StringBuilder(name);
        for (int i = 0; i < SIZES.length; i++) {
            line.append(JenkinsBench.text(",%d=%.3f", SIZES[i], Math.max(0.001, bytes.get(i) * SIZES[i] / 1e6)));
        }
        return line + "\n";
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

        List<WorkflowRun> sleeping = new ArrayList<>();
        List<Double> sleepBytes = grow(j, sleeping, sleep, "Sleeping for");
        double busySleeping = busy();
        end(j, sleeping);
        sleeping.clear();

        int threads = threads();
        List<WorkflowRun> runs = new ArrayList<>();
        List<Double> waitBytes = grow(j, runs, wait, ": pending");
        letThreadsEnd(threads);
        int held = threads() - threads;
        long looks = looks();
        long begun = System.nanoTime();
        double busy = busy();
        double seconds = (System.nanoTime() - begun) / 1e9;
        double perEnv = (looks() - looks) / seconds * 600 / ENVS;
        JenkinsBench.row(
                BUILDS + " builds that wait for " + ENVS + " environments",
                "`sleep` steps in the same number",
                "0 threads, 20 KB of heap each; requests as for " + ENVS + " builds; 2 % of a core",
                JenkinsBench.text(
                        "%d threads, %.0f KB more than a `sleep` (%.0f KB); %.0f requests in 10 minutes for an environment,"
                                + " where one build makes 40; %.1f %% of a core, where `sleep` has"
                                + " Jenkins take %.1f %%",
                        Math.max(0, held),
                        (last(waitBytes) - last(sleepBytes)) / 1000,
                        last(sleepBytes) / 1000,
                        perEnv,
                        busy,
                        busySleeping),
                held <= 0 && last(waitBytes) - last(sleepBytes) <= 20_000 && perEnv <= 50 && busy - busySleeping <= 2);
        Files.writeString(
                JenkinsBench.target().resolveSibling("waiting.csv"),
                line("sleep", sleepBytes) + line("humanitecWaitForDeployment", waitBytes));
        end(j, runs);
    }
}
