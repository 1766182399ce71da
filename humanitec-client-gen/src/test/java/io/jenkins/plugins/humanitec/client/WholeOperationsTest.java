package io.jenkins.plugins.humanitec.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.humanitec.client.deployments.DeploymentFailedException;
import io.jenkins.plugins.humanitec.client.http.Sleeper;
import io.jenkins.plugins.humanitec.client.testing.TestCertificate;
import io.jenkins.plugins.humanitec.client.testing.WholeOperations;
import io.jenkins.plugins.humanitec.client.workloads.WorkloadsNotReadyException;
import io.jenkins.plugins.humanitec.simulator.Simulator;
import io.jenkins.plugins.humanitec.simulator.SimulatorOptions;
import java.net.http.HttpClient;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The whole operations over each way to a server: over TLS a request reaches it by other code than over plain HTTP. */
class WholeOperationsTest {

    private Instant now = Instant.parse("2026-03-02T08:00:00Z");

    @ParameterizedTest
    @CsvSource({"HTTP_1_1, false", "HTTP_1_1, true", "HTTP_2, true"})
    void eachWorks(HttpClient.Version version, boolean isTls) throws Exception {
        SSLContext tls = TestCertificate.keys().context();
        Duration moment = Duration.ofMillis(1);
        SimulatorOptions options = new SimulatorOptions(0, "token", moment, moment).withStrict();
        List<String> failed = new ArrayList<>();
        try (Simulator simulator = Simulator.start(isTls ? options.withTls(tls) : options)) {
            InstantSource time = () -> now;
            Clock clock = time.withZone(ZoneOffset.UTC);
            Sleeper sleeper = pause -> {
                now = now.plus(pause);
                WholeOperations.approve(simulator.world());
            };
            HumanitecClient client = HumanitecClient.builder()
                    .baseUri(simulator.baseUri())
                    .bearerToken("token")
                    .httpClient(HttpClient.newBuilder()
                            .version(version)
                            .sslContext(tls)
                            .build())
                    .clock(clock)
                    .sleeper(sleeper)
                    .build();
            for (Map.Entry<String, WholeOperations.Operation> operation :
                    WholeOperations.all().entrySet()) {
                WholeOperations.prepare(simulator.world());
                boolean succeeds = true;
                try {
                    operation.getValue().run(new WholeOperations.Tools(client, line -> {}, sleeper));
                } catch (DeploymentFailedException | WorkloadsNotReadyException e) {
                    succeeds = false;
                    failed.add(operation.getKey());
                }
                WholeOperations.check(simulator.world(), operation.getKey(), succeeds);
            }
        }
        assertThat(failed)
                .as("operations that fail")
                .containsExactly("deploy images that fail", "roll back", "wait for pods that crash");
    }
}
