package io.jenkins.plugins.humanitec.client.http;

import static io.jenkins.plugins.humanitec.client.testing.TestHumanitec.SHOP;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.jenkins.plugins.humanitec.client.HumanitecClient;
import io.jenkins.plugins.humanitec.client.Token;
import io.jenkins.plugins.humanitec.client.api.SharedValuesApi;
import io.jenkins.plugins.humanitec.client.errors.NotFoundException;
import io.jenkins.plugins.humanitec.client.errors.TooManyRequestsException;
import io.jenkins.plugins.humanitec.client.errors.UnexpectedStatusException;
import io.jenkins.plugins.humanitec.client.model.SharedValueCreate;
import io.jenkins.plugins.humanitec.client.testing.RawServer;
import io.jenkins.plugins.humanitec.client.testing.TestHumanitec;
import io.jenkins.plugins.humanitec.simulator.Fault;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The status and the headers of an error count, even if its body cannot be read. */
class UnreadableErrorsTest {

    @RegisterExtension
    final TestHumanitec humanitec = new TestHumanitec();

    private static Fault unreadable(int status, String coding) {
        return Fault.status(status).header("Content-Encoding", coding).body("text/plain", "not compressed");
    }

    @ParameterizedTest
    @CsvSource({"502, br", "503, br", "504, br", "503, gzip", "503, deflate"})
    void anUnavailableApiIsAskedAgain(int status, String coding) {
        humanitec.fail(unreadable(status, coding));

        humanitec.timelessBuilder().build().values().list(SHOP);

        assertThat(humanitec.requests()).hasSize(2);
    }

    @Test
    void aRateLimitIsWaitedForAsLongAsTheApiAsks() {
        humanitec.fail(unreadable(429, "br").retryAfter("3"));

        humanitec.timelessBuilder().build().values().list(SHOP);

        assertThat(humanitec.pauses()).containsExactly(Duration.ofSeconds(3));
    }

    @Test
    void aRejectedTokenIsRenewed() {
        humanitec.fail(unreadable(401, "br"));
        AtomicInteger calls = new AtomicInteger();
        HumanitecClient client = humanitec
                .builder()
                .token(() -> Token.of(
                        Token.Kind.BEARER, calls.getAndIncrement() == 0 ? "expired-token" : TestHumanitec.TOKEN))
                .build();

        client.values().list(SHOP);

        assertThat(calls).hasValue(2);
    }

    @Test
    void anErrorWithABodyThatIsTooLargeKeepsItsType() {
        humanitec.fail(Fault.status(404).body("application/json", "x".repeat(2000)));

        assertThatExceptionOfType(NotFoundException.class)
                .isThrownBy(() -> humanitec
                        .builder()
                        .maxResponseBytes(1000)
                        .build()
                        .values()
                        .list(SHOP))
                .withMessageEndingWith(
                        "answered 404: the body has more than 1000 bytes, which is the limit of this client");
    }

    @Test
    void anUnavailableApiIsAskedAgainThoughItsPageIsTooLarge() {
        humanitec.fail(Fault.status(503).body("text/html", "x".repeat(2000)));

        humanitec.timelessBuilder().maxResponseBytes(1000).build().values().list(SHOP);

        assertThat(humanitec.requests()).hasSize(2);
    }

    @Test
    void aRedirectNamesItsTarget() {
        humanitec.fail(unreadable(301, "br").header("Location", "https://api.example.com/v2"));

        assertThatExceptionOfType(UnexpectedStatusException.class)
                .isThrownBy(() -> humanitec.client().values().list(SHOP))
                .withMessageContaining("it redirects to https://api.example.com/v2;");
    }

    /** A POST is repeated after 429, but not after a failed connection. */
    @ParameterizedTest
    @ValueSource(strings = {"Content-Length: 100", "Transfer-Encoding: chunked"})
    void anErrorWhoseBodyIsIncompleteKeepsItsStatus(String length) throws Exception {
        try (RawServer server = new RawServer()) {
            server.answerWith(("HTTP/1.1 429 Too Many Requests\r\nRetry-After: 3\r\n" + length + "\r\n\r\n5\r\nabc")
                    .getBytes(StandardCharsets.US_ASCII));
            SharedValuesApi api =
                    humanitec.timelessBuilder().baseUri(server.uri()).build().api(SharedValuesApi.class);

            assertThatExceptionOfType(TooManyRequestsException.class)
                    .isThrownBy(() -> api.createApplicationValue(
                            "acme", "shop", new SharedValueCreate().key("A").value("a")))
                    .withMessageContaining("the body is incomplete");
            assertThat(server.heads()).hasSize(4);
        }
    }

    @Test
    void anErrorWhoseBodyDoesNotEndKeepsItsStatus() throws Exception {
        try (RawServer server = new RawServer()) {
            server.leaveOpen();
            server.answerWith(
                    "HTTP/1.1 404 Not Found\r\nContent-Length: 100\r\n\r\nabc".getBytes(StandardCharsets.US_ASCII));
            SharedValuesApi api = humanitec
                    .builder()
                    .baseUri(server.uri())
                    .requestTimeout(Duration.ofSeconds(1))
                    .build()
                    .api(SharedValuesApi.class);

            assertThatExceptionOfType(NotFoundException.class)
                    .isThrownBy(() -> api.listApplicationValues("acme", "shop"))
                    .withMessageContaining("the body is incomplete");
        }
    }
}
