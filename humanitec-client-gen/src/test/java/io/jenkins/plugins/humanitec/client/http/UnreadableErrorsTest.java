package io.jenkins.plugins.humanitec.client.http;

import static io.jenkins.plugins.humanitec.client.testing.TestHumanitec.SHOP;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.jenkins.plugins.humanitec.client.HumanitecClient;
import io.jenkins.plugins.humanitec.client.Token;
import io.jenkins.plugins.humanitec.client.errors.NotFoundException;
import io.jenkins.plugins.humanitec.client.testing.TestHumanitec;
import io.jenkins.plugins.humanitec.simulator.Fault;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Errors with bodies that cannot be read are handled by their status and headers, like other errors. */
class UnreadableErrorsTest {

    @RegisterExtension
    final TestHumanitec humanitec = new TestHumanitec();

    /** An error in an encoding that the client does not know and has not asked for. */
    private static Fault encoded(int status) {
        return Fault.status(status).header("Content-Encoding", "br").body("text/html", "unreadable");
    }

    @Test
    void aServerErrorIsRepeated() {
        humanitec.fail(encoded(503));

        humanitec.timelessBuilder().build().values().list(SHOP);

        assertThat(humanitec.requests()).hasSize(2);
    }

    @Test
    void aRateLimitIsWaitedFor() {
        humanitec.fail(encoded(429).retryAfter("3"));

        humanitec.timelessBuilder().build().values().list(SHOP);

        assertThat(humanitec.pauses()).containsExactly(Duration.ofSeconds(3));
    }

    @Test
    void aRejectedTokenIsRenewed() {
        humanitec.fail(encoded(401));
        Iterator<String> tokens = List.of("expired", TestHumanitec.TOKEN).iterator();
        HumanitecClient client = humanitec
                .timelessBuilder()
                .token(() -> Token.of(Token.Kind.BEARER, tokens.next()))
                .build();

        client.values().list(SHOP);

        assertThat(humanitec.requests()).hasSize(2);
    }

    @Test
    void anErrorWithATooLargeBodyKeepsItsType() {
        humanitec.fail(Fault.status(404).body("text/html", "x".repeat(2_000)));

        assertThatExceptionOfType(NotFoundException.class)
                .isThrownBy(() -> humanitec
                        .timelessBuilder()
                        .maxResponseBytes(1_000)
                        .build()
                        .values()
                        .list(SHOP))
                .withMessageContaining("the body has more than 1000 bytes");
    }
}
