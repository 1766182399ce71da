package io.jenkins.plugins.humanitec.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.humanitec.client.contract.AnyRequest;
import io.jenkins.plugins.humanitec.client.testing.JavaProcess;
import io.jenkins.plugins.humanitec.client.testing.TestHumanitec;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The first call in a JVM: nothing is logged, whatever else is on the class path. */
@Order(1)
class FirstCallTest {

    @RegisterExtension
    final TestHumanitec humanitec = new TestHumanitec();

    /** Makes a call by the name of its operation, which reads the API's description. */
    public static final class FirstCallMain {

        private FirstCallMain() {}

        public static void main(String[] arguments) {
            HumanitecClient client = HumanitecClient.builder()
                    .fromEnvironment()
                    .defaultHeader("X-Test", "first call")
                    .build();
            client.send(AnyRequest.of(
                    "createApplicationValue",
                    Map.of("orgId", "acme", "appId", "shop"),
                    Map.of("key", "LOGGED", "value", "no", "description", "", "is_secret", false)));
        }
    }

    @TempDir
    Path other;

    @Test
    void theFirstCallByNameLogsNothing() throws Exception {
        assertCallWorks(System.getProperty("java.class.path"));
    }

    /** The factory of another version, which has none of the methods that the client calls. */
    @Test
    void anotherVersionOfTheSchemaValidatorDoesNoHarm() throws Exception {
        Path source = Files.writeString(
                Files.createDirectories(other.resolve("com/networknt/schema")).resolve("JsonSchemaFactory.java"),
                "package com.networknt.schema; public class JsonSchemaFactory {}");
        assertThat(ToolProvider.getSystemJavaCompiler().run(null, null, null, "-proc:none", source.toString()))
                .isZero();

        assertCallWorks(other + File.pathSeparator + System.getProperty("java.class.path"));
    }

    @Test
    void theSchemaValidatorMayBeMissing() throws Exception {
        assertCallWorks(Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> !entry.contains("networknt"))
                .collect(Collectors.joining(File.pathSeparator)));
    }

    private void assertCallWorks(String classPath) throws IOException, InterruptedException {
        ProcessBuilder java = JavaProcess.of(List.of("-cp", classPath, FirstCallMain.class.getName()))
                .redirectErrorStream(true);
        java.environment().put("HUMANITEC_TOKEN", TestHumanitec.TOKEN);
        java.environment()
                .put("HUMANITEC_API_PREFIX", humanitec.simulator().baseUri().toString());

        Process process = java.start();

        assertThat(new String(process.getInputStream().readAllBytes())).isEmpty();
        assertThat(process.waitFor()).isZero();
        assertThat(humanitec.shop().values()).isNotNull();
        assertThat(humanitec.requests()).containsExactly("POST /orgs/acme/apps/shop/values");
    }
}
