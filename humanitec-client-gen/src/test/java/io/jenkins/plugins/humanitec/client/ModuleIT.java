package io.jenkins.plugins.humanitec.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.humanitec.client.testing.JavaProcess;
import io.jenkins.plugins.humanitec.client.testing.TestHumanitec;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A modular program that requires only the module of the client compiles and runs. Tests the jar, so it runs after packaging. */
class ModuleIT {

    private static final String DESCRIPTOR = "module program { requires io.jenkins.plugins.humanitec.client; }";

    private static final String PROGRAM = """
            package program;

            import io.jenkins.plugins.humanitec.client.AppRef;
            import io.jenkins.plugins.humanitec.client.HumanitecClient;
            import io.jenkins.plugins.humanitec.client.InvalidInputException;
            import io.jenkins.plugins.humanitec.client.api.EnvironmentsApi;
            import io.jenkins.plugins.humanitec.client.contract.AnyRequest;
            import io.jenkins.plugins.humanitec.client.errors.NotFoundException;
            import io.jenkins.plugins.humanitec.client.representations.FormFile;
            import io.jenkins.plugins.humanitec.client.representations.RepresentationsApi;
            import io.jenkins.plugins.humanitec.client.values.ValueSetting;
            import java.util.Map;

            public final class Main {
                public static void main(String[] arguments) {
                    try (HumanitecClient client = HumanitecClient.builder().fromEnvironment().build()) {
                        AppRef shop = client.app("shop");
                        System.out.println(client.values().set(shop, ValueSetting.plain("GREETING", "hello")).outcome());
                        System.out.println(client.api(EnvironmentsApi.class).listEnvironments("acme", "shop").size() > 0);
                        byte[] score = "apiVersion: score.dev/v1b1\\nmetadata: {name: api}\\ncontainers: {main: {image: a}}".getBytes();
                        System.out.println(client.api(RepresentationsApi.class)
                                .createArtefactVersionFromForm("acme", "workload", "api", "1.0.0", null, null, null, FormFile.score(score))
                                .getType());
                        try {
                            client.api(EnvironmentsApi.class).getEnvironment("acme", "shop", "nowhere");
                        } catch (NotFoundException e) {
                            System.out.println(e.status());
                        }
                        try {
                            AnyRequest.of("createApplicationValue", Map.of("orgId", "acme", "appId", "shop"), Map.of("key", 5));
                        } catch (InvalidInputException e) {
                            System.out.println("checked");
                        }
                    }
                }
            }
            """;

    @RegisterExtension
    final TestHumanitec humanitec = new TestHumanitec();

    @TempDir
    Path sources;

    @TempDir
    Path classes;

    private static String clientModules() {
        return System.getProperty("humanitec.jar") + File.pathSeparator + System.getProperty("humanitec.lib");
    }

    @Test
    void aModularProgramCompilesAndRuns() throws Exception {
        compile();

        assertThat(run()).isEqualToNormalizingNewlines("CREATED\ntrue\nworkload\n404\nchecked\n");
    }

    private void compile() throws IOException {
        Path descriptor = Files.writeString(sources.resolve("module-info.java"), DESCRIPTOR);
        Path program = Files.writeString(
                Files.createDirectories(sources.resolve("program")).resolve("Main.java"), PROGRAM);
        ByteArrayOutputStream errors = new ByteArrayOutputStream();
        int result = ToolProvider.getSystemJavaCompiler()
                .run(
                        null,
                        errors,
                        errors,
                        "--module-path",
                        clientModules(),
                        "-d",
                        classes.toString(),
                        descriptor.toString(),
                        program.toString());
        assertThat(result).as(errors.toString()).isZero();
    }

    private String run() throws IOException, InterruptedException {
        ProcessBuilder java = JavaProcess.of(List.of(
                        "--module-path",
                        classes + File.pathSeparator + clientModules(),
                        "-Dslf4j.internal.verbosity=ERROR",
                        "--module",
                        "program/program.Main"))
                .redirectErrorStream(true);
        java.environment().put("HUMANITEC_TOKEN", TestHumanitec.TOKEN);
        java.environment().put("HUMANITEC_ORG", "acme");
        java.environment()
                .put("HUMANITEC_API_PREFIX", humanitec.simulator().baseUri().toString());
        Process process = java.start();
        String output = new String(process.getInputStream().readAllBytes());
        process.waitFor();
        return output;
    }
}
