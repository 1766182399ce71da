package io.jenkins.plugins.humanitec.load;

import static io.jenkins.plugins.humanitec.load.BenchTable.median;
import static io.jenkins.plugins.humanitec.load.BenchTable.row;
import static io.jenkins.plugins.humanitec.load.BenchTable.text;

import hudson.Main;
import io.jenkins.plugins.humanitec.testing.Setup;
import io.jenkins.plugins.humanitec.testing.SimulatorProcess;
import java.io.Serializable;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import jenkins.model.Jenkins;
import org.jenkinsci.plugins.workflow.graphanalysis.DepthFirstScanner;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.RealJenkinsExtension;

/**
 * Measures steps in Jenkins, for {@code ./bench}. Its name excludes it from the tests. Jenkins runs in its own process,
 * as on a server, because the JVM of the tests does not optimize fully.
 */
class JenkinsBench {

    private static final int STEPS = 500;
    private static final int SHELLS = 15;
    /** The rounds that are not counted, so that the code of the steps is compiled. */
    private static final int WARM_UP_ROUNDS = 2;

    private static final int ROUNDS = 3;

    @RegisterExtension
    final SimulatorProcess simulator = new SimulatorProcess("--no-check-answers");

    @RegisterExtension
    final SimulatorProcess http2 = SimulatorProcess.overTls("--no-check-answers");

    @RegisterExtension
    final RealJenkinsExtension jenkins = new RealJenkinsExtension()
            .withTimeout(0)
            .javaOptions("-Xms2g", "-Xmx2g")
            .javaOptions(http2.javaOptions());

    private final Map<Kind, List<Cost>> costs = new EnumMap<>(Kind.class);

    /** The scripts to compare; {@code #} is replaced by a new key. */
    private enum Kind {
        SLEEP("sleep 0"),
        UNCHANGED("humanitecSetValue app: 'shop', key: 'LOG_LEVEL', value: 'info'"),
        CHANGED("humanitecSetValue app: 'shop', key: 'LOG_LEVEL', value: \"#\""),
        CREATED("humanitecSetValue app: 'shop', key: \"#\", value: 'v'"),
        CREATED_HTTP2("humanitecSetValue connection: 'http2', app: 'shop', key: \"#\", value: 'v'"),
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

        private int firstRound() {
            return this == CURL ? WARM_UP_ROUNDS : isHttpRequest() ? WARM_UP_ROUNDS - 1 : 0;
        }

        private int steps() {
            return this == CURL ? SHELLS : isHttpRequest() ? STEPS / 2 : STEPS;
        }
    }

    private record Cost(double millis, double cpuMillis, double nodes) implements Serializable {}

    private static boolean prepare(JenkinsRule j, String url, String http2) throws Throwable {
        Setup.connect(url);
        Setup.connectAlso(http2);
        return Jenkins.get().getPlugin("http_request") != null;
    }

    /** Returns the CPU time by thread, without the compiler, whose work depends on how long Jenkins has run. */
    private static Map<Long, Long> cpuNanos() {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        return LongStream.of(threads.getAllThreadIds())
                .boxed()
                .collect(Collectors.toMap(id -> id, id -> Math.max(0, threads.getThreadCpuTime(id))));
    }

    private static long collectionMillis() {
        return ManagementFactory.getGarbageCollectorMXBeans().stream()
                .mapToLong(GarbageCollectorMXBean::getCollectionTime)
                .sum();
    }

    /** Returns the cost of each step, including its share of the cost of the build. */
    private static Cost cost(JenkinsRule j, Integer steps, String step) throws Throwable {
        // In a unit test, Jenkins searches jar files whenever it saves an object, which would distort the result.
        Main.isUnitTest = false;
        String script = "for (int i = 0; i < " + steps + "; i++) { " + step + " }";
        Map<Long, Long> before = cpuNanos();
        long collecting = collectionMillis();
        long begun = System.nanoTime();
        WorkflowRun run =
                j.buildAndAssertSuccess(Setup.job(j, step.startsWith("sh ") ? "node { " + script + " }" : script));
        double millis = (System.nanoTime() - begun) / 1e6;
        double cpu = (double) (collectionMillis() - collecting)
                * Runtime.getRuntime().availableProcessors();
        for (Map.Entry<Long, Long> thread : cpuNanos().entrySet()) {
            cpu += (thread.getValue() - before.getOrDefault(thread.getKey(), 0L)) / 1e6;
        }
        int nodes = new DepthFirstScanner().allNodes(run.getExecution()).size();
        return new Cost(millis / steps, cpu / steps, (nodes - 2.0) / steps);
    }

    private double of(Kind kind, ToDoubleFunction<Cost> what) {
        return median(costs.get(kind).stream().map(what::applyAsDouble).toList());
    }

    /** Returns the median of the ratios of all rounds. */
    private double ratio(Kind kind, Kind against, ToDoubleFunction<Cost> what) {
        return median(IntStream.range(0, ROUNDS)
                .mapToObj(round -> what.applyAsDouble(costs.get(kind).get(round))
                        / what.applyAsDouble(costs.get(against).get(round)))
                .toList());
    }

    private void measure(boolean withHttpRequest) throws Throwable {
        for (int round = 0; round < WARM_UP_ROUNDS + ROUNDS; round++) {
            for (Kind kind : Kind.values()) {
                if (kind.isHttpRequest() && !withHttpRequest || round < kind.firstRound()) {
                    continue;
                }
                simulator.reset();
                http2.reset();
                Cost cost = jenkins.runRemotely(JenkinsBench::cost, kind.steps(), kind.script(simulator));
                if (round >= WARM_UP_ROUNDS) {
                    costs.computeIfAbsent(kind, any -> new ArrayList<>()).add(cost);
                }
            }
        }
    }

    @Test
    void steps() throws Throwable {
        jenkins.startJenkins();
        boolean withHttpRequest = jenkins.runRemotely(JenkinsBench::prepare, simulator.url(), http2.url());
        measure(withHttpRequest);
        double curl = ratio(Kind.CURL, Kind.CREATED, Cost::millis);
        row(
                STEPS + " set-value steps in one Pipeline",
                "`sh 'curl …'`, " + SHELLS + " of them",
                "20x",
                text(
                        "%.0fx (%.1f ms each, not %.0f ms)",
                        curl, of(Kind.CREATED, Cost::millis), of(Kind.CURL, Cost::millis)),
                curl >= 20);
        if (withHttpRequest) {
            double other = ratio(Kind.CREATED, Kind.HTTP_REQUEST, Cost::millis);
            row(
                    "the same",
                    "`httpRequest`, " + STEPS / 2 + " of them",
                    "not slower",
                    text(
                            "%.2fx; %.2fx without a look at what is there",
                            other, ratio(Kind.CREATED, Kind.HTTP_REQUEST_UNSEEN, Cost::millis)),
                    other <= 1);
        }
        double overTls = ratio(Kind.CREATED_HTTP2, Kind.CREATED, Cost::millis);
        row(
                "the same over TLS and HTTP/2",
                "over plain HTTP/1.1",
                "1.5x",
                text("%.2fx (%.1f ms each)", overTls, of(Kind.CREATED_HTTP2, Cost::millis)),
                overTls <= 1.5);
        double unchanged = ratio(Kind.UNCHANGED, Kind.SLEEP, Cost::cpuMillis);
        double changed = ratio(Kind.CHANGED, Kind.SLEEP, Cost::cpuMillis);
        row(
                "CPU of the controller for a step",
                "`sleep 0`",
                "2x",
                text(
                        "%.2fx for a value that is as it is to be, %.2fx for one that is changed (%.1f ms);"
                                + " %.2fx for one of %d that are created",
                        unchanged,
                        changed,
                        of(Kind.CHANGED, Cost::cpuMillis),
                        ratio(Kind.CREATED, Kind.SLEEP, Cost::cpuMillis),
                        STEPS),
                Math.max(unchanged, changed) <= 2);
        double nodes = ratio(Kind.CHANGED, Kind.SLEEP, Cost::nodes);
        row("flow nodes of a step", "`sleep 0`", "2x", text("%.2fx", nodes), nodes <= 2);
    }
}
