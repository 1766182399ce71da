package io.jenkins.plugins.humanitec;

import com.sun.management.OperatingSystemMXBean;
import io.jenkins.plugins.humanitec.client.HumanitecClient;
import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import java.util.zip.ZipFile;
import org.jenkinsci.plugins.workflow.graphanalysis.DepthFirstScanner;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/**
 * Measures steps on a Jenkins, for {@code ./bench}; its name keeps it from being run with the tests. The system property
 * {@code bench.target} says where the lines of the table go, and {@code bench.quick} asks for a short run.
 */
@WithJenkins
class JenkinsBench {

    private static final boolean QUICK = Boolean.getBoolean("bench.quick");
    private static final int STEPS = QUICK ? 50 : 500;
    private static final int SHELLS = QUICK ? 5 : 25;
    private static final OperatingSystemMXBean SYSTEM =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    @RegisterExtension
    static final SimulatorProcess SIMULATOR = new SimulatorProcess();

    private JenkinsRule j;

    @BeforeAll
    static void begin() throws IOException {
        Files.deleteIfExists(target());
    }

    @BeforeEach
    void setUp(JenkinsRule rule) throws Exception {
        j = rule;
        Setup.connect(SIMULATOR);
    }

    static Path target() {
        return Path.of(System.getProperty("bench.target", "target/bench/jenkins.md"))
                .toAbsolutePath();
    }

    static void row(String what, String against, String goal, String measured, boolean reached) throws IOException {
        Files.createDirectories(target().getParent());
        Files.writeString(
                target(),
                "| " + String.join(" | ", what, against, goal, measured, reached ? "yes" : "**no**") + " |\n",
                StandardCharsets.UTF_8,
                StandardOpenOption.CREATE,
                StandardOpenOption.APPEND);
    }

    static String text(String format, Object... arguments) {
        return String.format(Locale.ROOT, format, arguments);
    }

    private record Cost(double millis, double cpuMillis, double nodes) {}

    /** What each of some steps takes, without what the build takes itself. */
    private Cost cost(int steps, String step) throws Exception {
        String script = "for (int i = 0; i < %d; i++) { " + step + " }";
        String wrapped = step.startsWith("sh ") ? "node { " + script + " }" : script;
        j.buildAndAssertSuccess(Setup.job(j, wrapped.formatted(Math.min(steps, 50))));
        long begun = System.nanoTime();
        long cpu = SYSTEM.getProcessCpuTime();
        WorkflowRun run = j.buildAndAssertSuccess(Setup.job(j, wrapped.formatted(steps)));
        return new Cost(
                (System.nanoTime() - begun) / 1e6 / steps,
                (SYSTEM.getProcessCpuTime() - cpu) / 1e6 / steps,
                (new DepthFirstScanner().allNodes(run.getExecution()).size() - 2.0) / steps);
    }

    @Test
    void steps() throws Exception {
        Cost sleep = cost(STEPS, "sleep 0");
        Cost same = cost(STEPS, "humanitecSetValue app: 'shop', key: 'LOG_LEVEL', value: 'info'");
        Cost set = cost(STEPS, "humanitecSetValue app: 'shop', key: \"KEY_${env.JOB_NAME}_${i}\", value: 'v'");
        Cost shell = cost(SHELLS, "sh \"" + curl() + "\"");
        row(
                STEPS + " set-value steps in one Pipeline",
                "`sh 'curl …'`, " + SHELLS + " of them",
                "20x",
                text("%.0fx (%.1f ms each, not %.0f ms)", shell.millis / set.millis, set.millis, shell.millis),
                shell.millis / set.millis >= 20);
        row(
                "CPU of the controller for a step",
                "`sleep 0`",
                "2x",
                text(
                        "%.2fx for a value that is as it is to be (%.1f ms), %.2fx for one that is written (%.1f ms)",
                        same.cpuMillis / sleep.cpuMillis,
                        same.cpuMillis,
                        set.cpuMillis / sleep.cpuMillis,
                        set.cpuMillis),
                set.cpuMillis / sleep.cpuMillis <= 2);
        row(
                "flow nodes of a step",
                "`sleep 0`",
                "2x",
                text("%.2fx", set.nodes / sleep.nodes),
                set.nodes <= 2 * sleep.nodes);
    }

    /** What people write today, as it stands between the quotes of a Jenkinsfile. */
    private static String curl() {
        String body = "{\\\"key\\\": \\\"SH_${env.JOB_NAME}_${i}\\\", \\\"value\\\": \\\"v\\\","
                + " \\\"description\\\": \\\"\\\", \\\"is_secret\\\": false}";
        return "curl -sf -X POST -H 'Authorization: Bearer " + SimulatorProcess.TOKEN
                + "' -H 'Content-Type: application/json' -d '" + body + "' " + SIMULATOR.url()
                + "/orgs/acme/apps/shop/values";
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
