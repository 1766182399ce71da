package io.jenkins.plugins.humanitec;

import static io.jenkins.plugins.humanitec.BenchTable.median;
import static io.jenkins.plugins.humanitec.BenchTable.row;
import static io.jenkins.plugins.humanitec.BenchTable.text;

import com.sun.management.OperatingSystemMXBean;
import hudson.Main;
import io.jenkins.plugins.humanitec.client.HumanitecClient;
import java.io.File;
import java.io.IOException;
import java.io.Serializable;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.zip.ZipFile;
import jenkins.model.Jenkins;
import org.jenkinsci.plugins.workflow.graphanalysis.DepthFirstScanner;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.RealJenkinsExtension;

/**
 * Measures steps on a Jenkins, for {@code ./bench}; its name keeps it from being run with the tests. Jenkins runs in a process
 * of its own, as it would on a server: the one that tests share theirs with is kept from optimizing, and looks into jar files
 * whenever it saves something.
 */
class JenkinsBench {

    private static final int STEPS = BenchTable.QUICK ? 50 : 500;
    private static final int SHELLS = BenchTable.QUICK ? 5 : 25;
    /** So that steps are compiled as they are in a Jenkins that has run for a while. */
    private static final int WARM_UP = BenchTable.QUICK ? 50 : 1000;

    private static final int ROUNDS = BenchTable.QUICK ? 2 : 4;

    @RegisterExtension
    final SimulatorProcess simulator = new SimulatorProcess("--no-check-answers");

    @RegisterExtension
    final RealJenkinsExtension jenkins =
            new RealJenkinsExtension().withTimeout(0).javaOptions("-Xms2g", "-Xmx2g");

    private final Map<Kind, List<Cost>> costs = new EnumMap<>(Kind.class);

    /** What is compared; {@code #} stands for a key that there is not yet. */
    private enum Kind {
        SLEEP("sleep 0"),
        UNCHANGED("humanitecSetValue app: 'shop', key: 'LOG_LEVEL', value: 'info'"),
        WRITTEN("humanitecSetValue app: 'shop', key: \"#\", value: 'v'"),
        HTTP_REQUEST("def values = httpRequest url: 'URL', quiet: true, customHeaders: HEADERS\n"
                + "if (!values.content.contains(\"#\")) { " + Kind.POST + " }"),
        HTTP_REQUEST_UNSEEN(Kind.POST),
        CURL("sh \"curl -sf -H 'Authorization: Bearer TOKEN' URL | grep -q # || curl -sf -X POST"
                + " -H 'Authorization: Bearer TOKEN' -H 'Content-Type: application/json' -d 'BODY' URL\"");

        private static final String POST = "httpRequest url: 'URL', httpMode: 'POST', contentType: 'APPLICATION_JSON',"
                + " quiet: true, customHeaders: HEADERS, requestBody: \"BODY\"";

        private final String script;

        Kind(String script) {
            this.script = script;
        }

        private String script(SimulatorProcess simulator) {
            return script.replace(
                            "BODY",
                            "{\\\"key\\\": \\\"#\\\", \\\"value\\\": \\\"v\\\","
                                    + " \\\"description\\\": \\\"\\\", \\\"is_secret\\\": false}")
                    .replace("HEADERS", "[[name: 'Authorization', value: 'Bearer TOKEN']]")
                    .replace("#", "KEY_${i}")
                    .replace("TOKEN", SimulatorProcess.TOKEN)
                    .replace("URL", simulator.url() + "/orgs/acme/apps/shop/values");
        }

        private boolean isHttpRequest() {
            return this == HTTP_REQUEST || this == HTTP_REQUEST_UNSEEN;
        }

        private int steps(int round) {
            return this == CURL ? SHELLS : round == 0 ? WARM_UP : STEPS;
        }
    }

    private record Cost(double millis, double cpuMillis, double nodes) implements Serializable {}

    private static boolean prepare(JenkinsRule j, String url) throws Throwable {
        Setup.connect(url);
        return Jenkins.get().getPlugin("http_request") != null;
    }

    /** What each of some steps takes, and what the build takes itself. */
    private static Cost cost(JenkinsRule j, Integer steps, String step) throws Throwable {
        Main.isUnitTest = false;
        String script = "for (int i = 0; i < " + steps + "; i++) { " + step + " }";
        OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        long begun = System.nanoTime();
        long cpu = system.getProcessCpuTime();
        WorkflowRun run =
                j.buildAndAssertSuccess(Setup.job(j, step.startsWith("sh ") ? "node { " + script + " }" : script));
        return new Cost(
                (System.nanoTime() - begun) / 1e6 / steps,
                (system.getProcessCpuTime() - cpu) / 1e6 / steps,
                (new DepthFirstScanner().allNodes(run.getExecution()).size() - 2.0) / steps);
    }

    private double of(Kind kind, ToDoubleFunction<Cost> what) {
        return median(costs.get(kind).stream().map(what::applyAsDouble).toList());
    }

    private void measure(boolean withHttpRequest) throws Throwable {
        for (int round = 0; round < ROUNDS; round++) {
            for (Kind kind : Kind.values()) {
                if (kind.isHttpRequest() && !withHttpRequest) {
                    continue;
                }
                simulator.reset();
                Cost cost = jenkins.runRemotely(JenkinsBench::cost, kind.steps(round), kind.script(simulator));
                if (round > 0) {
                    costs.computeIfAbsent(kind, any -> new ArrayList<>()).add(cost);
                }
            }
        }
    }

    @Test
    void steps() throws Throwable {
        jenkins.startJenkins();
        boolean withHttpRequest = jenkins.runRemotely(JenkinsBench::prepare, simulator.url());
        measure(withHttpRequest);
        double millis = of(Kind.WRITTEN, Cost::millis);
        double curl = of(Kind.CURL, Cost::millis);
        row(
                STEPS + " set-value steps in one Pipeline",
                "`sh 'curl …'`, " + SHELLS + " of them",
                "20x",
                text("%.0fx (%.1f ms each, not %.0f ms)", curl / millis, millis, curl),
                curl / millis >= 20);
        if (withHttpRequest) {
            double other = of(Kind.HTTP_REQUEST, Cost::millis);
            double unseen = of(Kind.HTTP_REQUEST_UNSEEN, Cost::millis);
            row(
                    "the same",
                    "`httpRequest`",
                    "not slower",
                    text(
                            "%.2fx (%.1f ms each); %.2fx without a look at what is there (%.1f ms)",
                            millis / other, other, millis / unseen, unseen),
                    millis <= other);
        }
        double sleep = of(Kind.SLEEP, Cost::cpuMillis);
        double unchanged = of(Kind.UNCHANGED, Cost::cpuMillis);
        double written = of(Kind.WRITTEN, Cost::cpuMillis);
        row(
                "CPU of the controller for a step",
                "`sleep 0`",
                "2x",
                text(
                        "%.2fx for a value that is as it is to be (%.1f ms), %.2fx for one that is written (%.1f ms)",
                        unchanged / sleep, unchanged, written / sleep, written),
                written / sleep <= 2);
        row(
                "flow nodes of a step",
                "`sleep 0`",
                "2x",
                text("%.2fx", of(Kind.WRITTEN, Cost::nodes) / of(Kind.SLEEP, Cost::nodes)),
                of(Kind.WRITTEN, Cost::nodes) <= 2 * of(Kind.SLEEP, Cost::nodes));
    }

    @Test
    void size() throws IOException {
        File plugin = new File("target/humanitec.hpi");
        if (!plugin.exists()) {
            return;
        }
        long classes = 0;
        String client = HumanitecClient.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .getPath();
        try (ZipFile jar = new ZipFile(client)) {
            classes = jar.stream()
                    .filter(entry -> entry.getName().endsWith(".class"))
                    .count();
        }
        double megabytes = plugin.length() / 1e6;
        row(
                "size of the plugin",
                "-",
                "2 MB",
                text("%.2f MB; %d classes in the client", megabytes, classes),
                megabytes <= 2);
    }
}
