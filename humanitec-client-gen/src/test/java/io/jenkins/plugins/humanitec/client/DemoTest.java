package io.jenkins.plugins.humanitec.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.humanitec.client.testing.JavaProcess;
import io.jenkins.plugins.humanitec.simulator.Simulator;
import io.jenkins.plugins.humanitec.simulator.SimulatorOptions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The demo that runs without Jenkins. */
class DemoTest {

    @Test
    @Timeout(60)
    void itRuns() throws IOException, InterruptedException {
        try (Simulator simulator =
                Simulator.start(new SimulatorOptions(0, "demo-token", Duration.ZERO, Duration.ZERO))) {
            simulator
                    .world()
                    .addApp("acme", "shop", "Shop")
                    .addEnv("development", "Development", "development")
                    .addModule("backend", "Deployment", 2)
                    .addModule("frontend", "Deployment", 1)
                    .deployed();
            simulator.world().addApp("acme", "prototype", "Prototype");
            ProcessBuilder demo = JavaProcess.of(
                            List.of("-cp", System.getProperty("java.class.path"), "src/demo/Demo.java"))
                    .redirectErrorStream(true);
            demo.environment().put("DEMO_API_URL", simulator.baseUri().toString());
            demo.environment().put("DEMO_TOKEN", "demo-token");

            Process process = demo.start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

            assertThat(process.waitFor()).as(output).isZero();
            assertThat(output)
                    .contains(
                            "value API_URL of shop/development: created",
                            "value PAYMENT_KEY of shop/development: deleted",
                            "replicas of backend in shop/development: 2 -> 3",
                            "application prototype: deleted")
                    .doesNotContain("demo-secret");
        }
    }
}
