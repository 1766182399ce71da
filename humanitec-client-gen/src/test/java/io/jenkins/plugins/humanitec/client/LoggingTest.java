package io.jenkins.plugins.humanitec.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.humanitec.client.contract.AnyRequest;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The client logs nothing at the levels that programs show. */
class LoggingTest {

    @RegisterExtension
    final TestHumanitec humanitec = new TestHumanitec();

    /** Makes a call by the name of its operation, which reads the API's description. */
    public static final class FirstCallMain {

        private FirstCallMain() {}

        public static void main(String[] arguments) {
            HumanitecClient client = HumanitecClient.builder()
                    .fromEnvironment()
                    .defaultHeader("X-Test", "logging")
                    .build();
            client.send(AnyRequest.of(
                    "createApplicationValue",
                    Map.of("orgId", "acme", "appId", "shop"),
                    Map.of("key", "LOGGED", "value", "no", "description", "", "is_secret", false)));
        }
    }

    @Test
    void theFirstCallByNameLogsNothing() throws Exception {
        ProcessBuilder java = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        FirstCallMain.class.getName())
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
