package io.jenkins.plugins.humanitec.client.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.jenkins.plugins.humanitec.client.HumanitecClient;
import io.jenkins.plugins.humanitec.client.HumanitecClientBuilder;
import io.jenkins.plugins.humanitec.client.RetryPolicy;
import io.jenkins.plugins.humanitec.client.api.SharedValuesApi;
import io.jenkins.plugins.humanitec.client.errors.BadRequestException;
import io.jenkins.plugins.humanitec.client.errors.TransportException;
import io.jenkins.plugins.humanitec.client.errors.UnauthorizedException;
import io.jenkins.plugins.humanitec.client.errors.UnexpectedStatusException;
import io.jenkins.plugins.humanitec.client.errors.UnreadableResponseException;
import io.jenkins.plugins.humanitec.client.model.SharedValue;
import io.jenkins.plugins.humanitec.client.testing.RawServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Authenticator;
import java.net.http.HttpClient;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers that HTTP permits and the API does not give, or that HTTP does not permit and some proxy gives. */
class OddAnswersTest {

    private static final String VALUES = "[{\"key\": \"GRUSS\", \"value\": \"schöne Grüße\"}]";
    private static final String ERROR = "{\"error\": \"API-400\", \"message\": \"schöne Grüße\"}";

    private RawServer server;
    private SharedValuesApi api;

    @BeforeEach
    void start() throws IOException {
        server = new RawServer();
        api = builder().build().api(SharedValuesApi.class);
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
    }

    private HumanitecClientBuilder builder() {
        return HumanitecClient.builder()
                .baseUri(server.uri())
                .bearerToken("odd-t0ken")
                .retryPolicy(RetryPolicy.NONE);
    }

    private List<SharedValue> values() {
        return api.listApplicationValues("acme", "shop");
    }

    private interface Wrapper {
        OutputStream around(OutputStream out) throws IOException;
    }

    private static byte[] packed(String coding, byte[] content) throws IOException {
        byte[] packed = content;
        for (String one : coding.split(", ")) {
            packed = packed(wrapper(one), packed);
        }
        return packed;
    }

    private static Wrapper wrapper(String coding) {
        return switch (coding) {
            case "gzip", "x-gzip", "GZIP" -> GZIPOutputStream::new;
            case "deflate" -> DeflaterOutputStream::new;
            case "raw" -> out -> new DeflaterOutputStream(out, new Deflater(Deflater.DEFAULT_COMPRESSION, true));
            default -> out -> out;
        };
    }

    private static byte[] packed(Wrapper wrapper, byte[] content) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream out = wrapper.around(bytes)) {
            out.write(content);
        }
        return bytes.toByteArray();
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "gzip | gzip",
                "GZIP | GZIP",
                "x-gzip | x-gzip",
                "deflate | deflate",
                "deflate | raw",
                "identity | identity",
                "deflate, gzip | deflate, gzip"
            })
    void aBodyIsReadThoughItIsCompressed(String header, String coding) throws IOException {
        String head = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Encoding: " + header;
        server.answerWith(head, packed(coding, utf8(VALUES)));

        assertThat(values()).extracting(SharedValue::getValue).containsExactly("schöne Grüße");
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "deflate"})
    void anErrorIsReadThoughItIsCompressed(String coding) throws IOException {
        String head = "HTTP/1.1 400 Bad Request\r\nContent-Type: application/json\r\nContent-Encoding: " + coding;
        server.answerWith(head, packed(coding, utf8(ERROR)));

        assertThatExceptionOfType(BadRequestException.class)
                .isThrownBy(this::values)
                .withMessageContaining("API-400: schöne Grüße");
    }

    @ParameterizedTest
    @CsvSource({"br, compressed as 'br'", "gzip, not compressed as gzip", "deflate, not compressed as deflate"})
    void aBodyThatCannotBeDecompressedIsUnreadable(String coding, String why) {
        server.answerWith("HTTP/1.1 200 OK\r\nContent-Encoding: " + coding, utf8(VALUES));

        assertThatExceptionOfType(UnreadableResponseException.class)
                .isThrownBy(this::values)
                .withMessageContaining(why);
    }

    @Test
    void theStatusOfAnErrorIsToldThoughItsBodyCannotBeDecompressed() {
        server.answerWith("HTTP/1.1 400 Bad Request\r\nContent-Encoding: br", utf8("?"));

        assertThatExceptionOfType(BadRequestException.class)
                .isThrownBy(this::values)
                .withMessageContaining("compressed as 'br'");
    }

    @Test
    void whatIsTooLargeOnceItIsDecompressedIsNotReadToItsEnd() throws IOException {
        api = builder().maxResponseBytes(1000).build().api(SharedValuesApi.class);
        server.answerWith(
                "HTTP/1.1 200 OK\r\nContent-Encoding: gzip", packed("gzip", utf8("[" + " ".repeat(100_000) + "]")));

        assertThatExceptionOfType(UnreadableResponseException.class)
                .isThrownBy(this::values)
                .withMessageContaining("more than 1000 bytes");
    }

    @ParameterizedTest
    @CsvSource({
        "ISO-8859-1, ISO-8859-1",
        "windows-1252, windows-1252",
        "utf-16, UTF-16",
        "UTF-16LE, UTF-16LE",
        "utf-8, UTF-8",
        // What JSON has, whatever a server's default says.
        "ISO-8859-1, UTF-8",
        "none-of-this-name, UTF-8"
    })
    void aBodyIsReadInItsCharset(String declared, String actual) {
        String head = "HTTP/1.1 200 OK\r\nContent-Type: application/json; charset=\"" + declared + "\"";
        server.answerWith(head, VALUES.getBytes(Charset.forName(actual)));

        assertThat(values()).extracting(SharedValue::getValue).containsExactly("schöne Grüße");
    }

    @Test
    void aPageIsQuotedInItsCharset() {
        server.answerWith(
                "HTTP/1.1 400 Bad Request\r\nContent-Type: text/html; charset=ISO-8859-1",
                "<h1>Schöne Grüße</h1>".getBytes(StandardCharsets.ISO_8859_1));

        assertThatExceptionOfType(BadRequestException.class)
                .isThrownBy(this::values)
                .withMessageContaining("Schöne Grüße");
    }

    @ParameterizedTest
    @ValueSource(strings = {"abc", "99999999999999999999", "1, 2"})
    void aLengthThatIsNoneIsAFailedResponse(String length) {
        server.answerWith(utf8("HTTP/1.1 200 OK\r\nContent-Length: " + length + "\r\n\r\n[]"));

        assertThatExceptionOfType(TransportException.class)
                .isThrownBy(this::values)
                .withMessageStartingWith("GET /orgs/acme/apps/shop/values got no response from 127.0.0.1:")
                .withMessageNotContaining("null");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "garbage\r\n\r\n", "HTTP/1.1 abc OK\r\n\r\n", "SSH-2.0-OpenSSH_9.2\r\n"})
    void whatIsNoHttpIsAFailedResponse(String answer) {
        server.answerWith(utf8(answer));

        assertThatExceptionOfType(TransportException.class)
                .isThrownBy(this::values)
                .withMessageNotContaining("null");
    }

    @ParameterizedTest
    @ValueSource(ints = {300, 301, 302, 304, 308})
    void aRedirectThatSaysNotWhereToIsOne(int status) {
        server.answerWith("HTTP/1.1 " + status + " Elsewhere", new byte[0]);

        assertThatExceptionOfType(UnexpectedStatusException.class)
                .isThrownBy(this::values)
                .withMessageContaining("answered " + status + ": it redirects without a location");
    }

    @Test
    void aRedirectSaysWhereTheApiMayBe() {
        server.answerWith(
                "HTTP/1.1 301 Moved\r\nLocation: https://user:pass@api.example.com/v2/orgs?key=secret",
                utf8("<a href='x'>moved</a>"));

        assertThatExceptionOfType(UnexpectedStatusException.class)
                .isThrownBy(this::values)
                .withMessageContaining("it redirects to https://api.example.com/v2/orgs;")
                .withMessageNotContaining("secret");
        assertThat(server.heads()).hasSize(1);
    }

    @Test
    void theTokenIsNotInTheTargetOfARedirect() {
        server.answerWith("HTTP/1.1 302 Found\r\nLocation: https://login.example.com/odd-t0ken/", new byte[0]);

        assertThatExceptionOfType(UnexpectedStatusException.class)
                .isThrownBy(this::values)
                .withMessageContaining("it redirects to https://login.example.com/****/;");
    }

    @Test
    void a401NeedsNoChallengeEvenIfThereIsAnAuthenticator() {
        HttpClient http =
                HttpClient.newBuilder().authenticator(new Authenticator() {}).build();
        api = builder().httpClient(http).build().api(SharedValuesApi.class);
        server.answerWith("HTTP/1.1 401 Unauthorized", utf8("{\"error\": \"AUTH-1\", \"message\": \"no such token\"}"));

        assertThatExceptionOfType(UnauthorizedException.class)
                .isThrownBy(this::values)
                .withMessageContaining("AUTH-1: no such token");
        assertThat(server.heads()).singleElement().asString().contains("Authorization: Bearer odd-t0ken");
    }
}
