package io.jenkins.plugins.humanitec.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.spi.SLF4JServiceProvider;

/** The simulator leaves the choice of a logging binding to the test that starts it. */
class LoggingTest {

    @Test
    void noLoggingBindingIsOnTheClassPath() {
        assertThat(ServiceLoader.load(SLF4JServiceProvider.class)).isEmpty();
    }

    @Test
    void theProcessPrintsOnlyItsAddress(@TempDir Path folder) throws Exception {
        File errors = folder.resolve("errors.txt").toFile();
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        SimulatorCli.class.getName(),
                        "--port",
                        "0")
                .redirectError(errors)
                .start();
        try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
            assertThat(output.readLine()).startsWith("Humanitec simulator listens on http://127.0.0.1:");
        } finally {
            process.destroy();
            process.waitFor();
        }
        assertThat(errors).content().isEmpty();
    }
}
