package io.jenkins.plugins.humanitec.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.humanitec.client.testing.JavaProcess;
import io.jenkins.plugins.humanitec.simulator.Simulator;
import io.jenkins.plugins.humanitec.simulator.SimulatorOptions;
import io.jenkins.plugins.humanitec.simulator.environments.App;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;

/** The examples of the READMEs and of the page of the simulator compile as they stand, and do what they say. */
@Order(1)
class ReadmeTest {

    private static final Pattern EXAMPLE = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);
    private static final Pattern NAME = Pattern.compile("public class (\\w+)");

    /** There is no such proxy. */
    private static final String NOT_RUN = "ThroughProxy";

    /** Nothing takes time here, so that the examples, which pause as programs do, need not. */
    private final Simulator simulator =
            Simulator.start(new SimulatorOptions(0, "readme-token", Duration.ZERO, Duration.ZERO));

    @TempDir
    Path files;

    /** Runs the main methods of classes, one after the other. */
    public static final class RunMain {

        private RunMain() {}

        /** @param names the names of the classes */
        public static void main(String[] names) throws Exception {
            for (String name : names) {
                System.out.println("== " + name);
                Class<?> example = Class.forName(name);
                if (Stream.of(example.getMethods())
                        .anyMatch(method -> method.getName().equals("main"))) {
                    example.getMethod("main", String[].class).invoke(null, (Object) new String[0]);
                } else {
                    runTests(example);
                }
            }
        }

        private static void runTests(Class<?> tests) {
            SummaryGeneratingListener listener = new SummaryGeneratingListener();
            LauncherFactory.create()
                    .execute(
                            LauncherDiscoveryRequestBuilder.request()
                                    .selectors(DiscoverySelectors.selectClass(tests))
                                    .build(),
                            listener);
            listener.getSummary().printFailuresTo(new PrintWriter(System.err, true));
            System.out.println(listener.getSummary().getTestsSucceededCount());
        }
    }

    @AfterEach
    void stop() {
        simulator.close();
    }

    private Map<String, Path> examples() throws IOException {
        Map<String, Path> examples = new TreeMap<>();
        Matcher example = EXAMPLE.matcher(Files.readString(Path.of("README.md"))
                + Files.readString(Path.of("../README.md"))
                + Files.readString(Path.of("../docs/simulator.md")));
        while (example.find()) {
            Matcher name = NAME.matcher(example.group(1));
            assertThat(name.find()).as(example.group(1)).isTrue();
            examples.put(name.group(1), Files.writeString(files.resolve(name.group(1) + ".java"), example.group(1)));
        }
        return examples;
    }

    private void compile(Iterable<Path> sources) {
        List<String> arguments = new ArrayList<>(
                List.of("-proc:none", "-d", files.toString(), "-cp", System.getProperty("java.class.path")));
        sources.forEach(source -> arguments.add(source.toString()));
        ByteArrayOutputStream errors = new ByteArrayOutputStream();

        int status = ToolProvider.getSystemJavaCompiler().run(null, errors, errors, arguments.toArray(new String[0]));

        assertThat(status).as(errors.toString(StandardCharsets.UTF_8)).isZero();
    }

    /** What each example prints. */
    private Map<String, List<String>> run(Iterable<String> names) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                "-cp",
                files + System.getProperty("path.separator") + System.getProperty("java.class.path"),
                RunMain.class.getName()));
        names.forEach(command::add);
        ProcessBuilder java = JavaProcess.of(command).redirectError(ProcessBuilder.Redirect.INHERIT);
        java.environment()
                .putAll(Map.of(
                        "HUMANITEC_TOKEN",
                        "readme-token",
                        "HUMANITEC_ORG",
                        "acme",
                        "HUMANITEC_API_PREFIX",
                        simulator.baseUri().toString()));
        Process process = java.start();
        Map<String, List<String>> printed = new TreeMap<>();
        List<String> lines = new ArrayList<>();
        for (String line : new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                .lines()
                .toList()) {
            if (line.startsWith("== ")) {
                lines = new ArrayList<>();
                printed.put(line.substring(3), lines);
            } else {
                lines.add(line);
            }
        }
        assertThat(process.waitFor()).as(printed.toString()).isZero();
        return printed;
    }

    @Test
    void theExamplesCompileAndRun() throws IOException, InterruptedException {
        App shop = simulator.world().addApp("acme", "shop", "Shop");
        shop.addEnv("dev", "Development", "development")
                .addModule("backend", "Deployment", 2)
                .deployed();
        shop.pipelines().create("{id: release, name: Release, on: {pipeline_call: {}}, jobs: {a: {steps: []}}}");
        shop.pipelines().create("{id: web, name: Web, on: {artefact: {include: ['.*/web']}}, jobs: {a: {steps: []}}}");
        Map<String, Path> examples = examples();
        compile(examples.values());

        Map<String, List<String>> printed = run(
                examples.keySet().stream().filter(name -> !name.equals(NOT_RUN)).toList());

        assertThat(printed.keySet()).hasSize(examples.size() - 1).hasSizeGreaterThan(12);
        assertThat(printed.get("AllGroups")).endsWith("created", "[]", "true");
        assertThat(printed.get("Errors").get(0)).isEqualTo("There is no nothing/dev");
        assertThat(printed.get("Settings"))
                .containsExactly("listApplications 200, attempt 1", "listApplications 200, attempt 1");
        assertThat(printed.get("ListPipelines")).isNotEmpty();
        assertThat(printed.get("Deploy")).endsWith("succeeded");
        assertThat(printed.get("DeployWithRollback").toString()).contains("cannot be pulled");
        assertThat(printed.get("PlatformAsCode"))
                .startsWith("  + create Definition team-db")
                .contains("1 done", "nothing to change", "  id: team-db", "        store: humanitec")
                .noneMatch(line -> line.contains("s3cret"));
        assertThat(printed.get("ReadLogs"))
                .anyMatch(line -> line.endsWith("backend/main info | Started registry.example.com/backend:1.2.3."))
                .last()
                .asString()
                .matches("[1-9]\\d* lines");
        assertThat(printed.get("WaitForPods")).containsExactly("READY");
        assertThat(printed.get("Provisioned"))
                .contains("k8s-namespace k8s-namespace {namespace=shop-dev}", "secret: []");
        assertThat(printed.get("RegisterAndFollow")).endsWith("web succeeded");
        assertThat(printed.get("ScaleInBackground")).containsExactly("3");
        assertThat(printed.get("Safety")).containsExactly("refused", "CREATED");
        assertThat(printed.get("WithSimulator")).containsExactly("hush", "3");
        assertThat(printed.get("OwnData")).containsExactly("Short-lived", "3");
        assertThat(printed.get("DeletionTest")).containsExactly("1");
        assertThat(printed.get("QuickStart")).hasSize(2);
        assertThat(printed.get("TenLines")).hasSize(1);
        assertThat(printed.get("WhyItFailed").get(0)).contains("cannot be pulled");
    }
}
