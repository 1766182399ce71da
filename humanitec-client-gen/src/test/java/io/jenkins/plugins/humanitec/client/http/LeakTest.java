package io.jenkins.plugins.humanitec.client.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.humanitec.client.HumanitecClient;
import io.jenkins.plugins.humanitec.client.RetryPolicy;
import io.jenkins.plugins.humanitec.client.api.SharedValuesApi;
import io.jenkins.plugins.humanitec.client.errors.HumanitecException;
import io.jenkins.plugins.humanitec.client.model.SharedValueCreate;
import io.jenkins.plugins.humanitec.client.testing.TestHumanitec;
import io.jenkins.plugins.humanitec.simulator.Fault;
import java.lang.management.ManagementFactory;
import java.net.http.HttpClient;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Isolated;

@Isolated("The threads and open files of the process are counted.")
class LeakTest {

    @RegisterExtension
    final TestHumanitec humanitec = new TestHumanitec();

    /** Sockets and other files that this process has open. */
    private static long openFiles() {
        return ((com.sun.management.UnixOperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
                .getOpenFileDescriptorCount();
    }

    @Test
    void manyFailingCallsLeaveNothingBehind() {
        HumanitecClient client = humanitec
                .builder()
                .httpClient(HttpClient.newHttpClient())
                .retryPolicy(RetryPolicy.NONE)
                .build();
        failOften(client, 100);
        int threads = Thread.activeCount();
        long files = openFiles();

        failOften(client, 600);

        Awaitility.await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> {
            assertThat(Thread.activeCount()).isLessThanOrEqualTo(threads + 8);
            assertThat(openFiles()).isLessThanOrEqualTo(files + 50);
        });
    }

    private void failOften(HumanitecClient client, int times) {
        Fault.Kind[] kinds = {Fault.Kind.STATUS, Fault.Kind.RESET, Fault.Kind.LOST_ANSWER, Fault.Kind.TRUNCATE};
        for (int i = 0; i < times; i++) {
            humanitec.fail(Fault.of(kinds[i % kinds.length]));
            try {
                client.api(SharedValuesApi.class)
                        .createApplicationValue(
                                "acme",
                                "shop",
                                new SharedValueCreate().key("K" + i).value("v"));
            } catch (HumanitecException e) {
                continue;
            }
            throw new AssertionError("call " + i + " has not failed");
        }
    }
}
