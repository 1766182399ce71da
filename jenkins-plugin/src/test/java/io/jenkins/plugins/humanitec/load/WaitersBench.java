package io.jenkins.plugins.humanitec.load;

import static io.jenkins.plugins.humanitec.load.BenchTable.text;

import com.sun.management.OperatingSystemMXBean;
import hudson.Main;
import io.jenkins.plugins.humanitec.testing.Setup;
import io.jenkins.plugins.humanitec.testing.SimulatorProcess;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import net.sf.json.JSONObject;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.RealJenkinsExtension;

/** Measures many builds that wait for few environments; see {@link JenkinsBench}. */
class WaitersBench {

    private static final int[] SIZES = {100, 300, 1000};
    private static final int BUILDS = SIZES[SIZES.length - 1];
    private static final int ENVS = 20;
    /** The permitted threads for all builds together: for the HTTP client, the timer and the current polls. */
    private static final int FEW_THREADS = 5;

    /** The time after which idle threads, which started the builds, end. Threads that wait do not end. */
    private static final long IDLE_NANOS = TimeUnit.SECONDS.toNanos(62);

    private static final int SECONDS = 30;
    private static final String APP = "/orgs/acme/apps/shop";

    @RegisterExtension
    final SimulatorProcess simulator = new SimulatorProcess("--settling", "PT10H");

    @RegisterExtension
    final SimulatorProcess http2 = SimulatorProcess.overTls("--settling", "PT10H");

    @RegisterExtension
    final RealJenkinsExtension jenkins = new RealJenkinsExtension()
            .withTimeout(0)
            .javaOptions("-Xms2g", "-Xmx2g")
            .javaOptions(http2.javaOptions());

    private enum Kind {
        SLEEP("sleep 36000 // %d", "Sleeping for"),
        WAIT("humanitecWaitForDeployment app: 'shop', env: 'e%d'", ": pending"),
        WAIT_HTTP2("humanitecWaitForDeployment connection: 'http2', app: 'shop', env: 'e%d'", ": pending");

        private final String script;
        private final String message;

        Kind(String script, String message) {
            this.script = script;
            this.message = message;
        }
    }

    /**
     * The results of a measurement.
     *
     * @param bytes the heap for each build in bytes, in the order of {@link #SIZES}
     * @param threads the number of threads
     * @param busy the CPU usage, in percent of one core
     * @param requests the requests for each environment in 10 minutes
     */
    private record Figures(List<Double> bytes, int threads, double busy, double requests) {}

    private static void connect(JenkinsRule j, String url, String http2) throws Throwable {
        Setup.connect(url);
        Setup.connectAlso(http2);
    }

    /** Starts builds, and returns the used heap when each of them has written its message. */
    private static Long begin(JenkinsRule j, Integer count, Kind kind) throws Throwable {
        // In a unit test, Jenkins searches jar files whenever it saves an object, which would distort the result.
        Main.isUnitTest = false;
        List<WorkflowRun> runs = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            runs.add(Setup.job(j, kind.script.formatted(i % ENVS))
                    .scheduleBuild2(0)
                    .waitForStart());
        }
        for (WorkflowRun run : runs) {
            j.waitForMessage(kind.message, run);
        }
        return Heap.used();
    }

    private static void end(JenkinsRule j) throws Throwable {
        List<WorkflowRun> runs = j.jenkins.getAllItems(WorkflowJob.class).stream()
                .map(WorkflowJob::getLastBuild)
                .filter(WorkflowRun::isBuilding)
                .toList();
        for (WorkflowRun run : runs) {
            run.doStop();
        }
        for (WorkflowRun run : runs) {
            j.waitForCompletion(run);
        }
    }

    /** Waits until no more threads end, which takes longer on a slow machine, and returns the number of threads. */
    private static Integer threadsWhenCalm(JenkinsRule j) throws InterruptedException {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        int fewest = threads.getThreadCount();
        for (long since = System.nanoTime(); System.nanoTime() - since < IDLE_NANOS; ) {
            Thread.sleep(1000);
            if (threads.getThreadCount() < fewest) {
                fewest = threads.getThreadCount();
                since = System.nanoTime();
            }
        }
        return threads.getThreadCount();
    }

    private static Double busy(JenkinsRule j) throws InterruptedException {
        OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        long cpu = system.getProcessCpuTime();
        long begun = System.nanoTime();
        Thread.sleep(SECONDS * 1000L);
        return (system.getProcessCpuTime() - cpu) * 100.0 / (System.nanoTime() - begun);
    }

    private long looks(Kind kind) throws Exception {
        return (kind == Kind.WAIT_HTTP2 ? http2 : simulator)
                .calls().stream()
                        .filter(call -> call.startsWith("GET " + APP + "/envs/e"))
                        .count();
    }

    private Figures measure(Kind kind) throws Throwable {
        long heap = jenkins.runRemotely(WaitersBench::begin, 0, kind);
        List<Double> bytes = new ArrayList<>();
        int running = 0;
        for (int size : SIZES) {
            bytes.add((jenkins.runRemotely(WaitersBench::begin, size - running, kind) - heap) / (double) size);
            running = size;
        }
        int threads = jenkins.runRemotely(WaitersBench::threadsWhenCalm);
        long looks = looks(kind);
        long begun = System.nanoTime();
        double busy = jenkins.runRemotely(WaitersBench::busy);
        double requests = (looks(kind) - looks) * 600e9 / (System.nanoTime() - begun) / ENVS;
        jenkins.runRemotely(WaitersBench::end);
        return new Figures(bytes, threads, busy, requests);
    }

    /** Runs each kind once, so that its classes are loaded and compiled. */
    private void warmUp() throws Throwable {
        for (Kind kind : Kind.values()) {
            jenkins.runRemotely(WaitersBench::begin, 5 * ENVS, kind);
            jenkins.runRemotely(WaitersBench::end);
        }
    }

    private static void makeEnvironments(SimulatorProcess simulator) throws Exception {
        JSONObject base = simulator.get(APP + "/envs/development").getJSONObject("last_deploy");
        for (int i = 0; i < ENVS; i++) {
            simulator.post(
                    APP + "/envs",
                    new JSONObject()
                            .element("id", "e" + i)
                            .element("name", "e" + i)
                            .element("type", "development")
                            .element("from_deploy_id", base.getString("id")));
            simulator.post(
                    APP + "/envs/e" + i + "/deploys", new JSONObject().element("set_id", base.getString("set_id")));
        }
    }

    private static double last(List<Double> numbers) {
        return numbers.get(numbers.size() - 1);
    }

    private static String line(String name, List<Double> bytes) {
        StringBuilder line = new StringBuilder(name);
        for (int i = 0; i < SIZES.length; i++) {
            line.append(text(",%d=%.3f", SIZES[i], Math.max(0.001, bytes.get(i) * SIZES[i] / 1e6)));
        }
        return line + "\n";
    }

    @Test
    void waiting() throws Throwable {
        makeEnvironments(simulator);
        makeEnvironments(http2);
        jenkins.startJenkins();
        jenkins.runRemotely(WaitersBench::connect, simulator.url(), http2.url());
        warmUp();
        Figures sleep = measure(Kind.SLEEP);
        Figures wait = measure(Kind.WAIT);
        Figures waitOverTls = measure(Kind.WAIT_HTTP2);
        row(BUILDS + " builds that wait for " + ENVS + " environments", sleep, wait);
        row("the same over TLS and HTTP/2", sleep, waitOverTls);
        Files.writeString(
                BenchTable.target().resolveSibling("waiting.csv"),
                line("sleep", sleep.bytes) + line("humanitecWaitForDeployment", wait.bytes));
    }

    private static void row(String what, Figures sleep, Figures wait) throws IOException {
        double bytes = last(wait.bytes) - last(sleep.bytes);
        BenchTable.row(
                what,
                "`sleep` steps in the same number",
                "0 threads, 20 KB of heap each; requests as for " + ENVS + " builds; 2 % of a core",
                text(
                        "%d threads in all of Jenkins, where `sleep` has it keep %d; %.0f KB more for each than with"
                                + " `sleep` (%.0f KB); %.0f requests in 10 minutes for an environment, where one build makes"
                                + " 40; %.1f %% of a core, where `sleep` has Jenkins take %.1f %%",
                        wait.threads,
                        sleep.threads,
                        bytes / 1000,
                        last(sleep.bytes) / 1000,
                        wait.requests,
                        wait.busy,
                        sleep.busy),
                wait.threads - sleep.threads <= FEW_THREADS
                        && bytes <= 20_000
                        && wait.requests <= 50
                        && wait.busy <= Math.max(2, sleep.busy));
    }
}
