package io.jenkins.plugins.humanitec.client.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.jenkins.plugins.humanitec.client.HumanitecClient;
import io.jenkins.plugins.humanitec.client.RetryPolicy;
import io.jenkins.plugins.humanitec.client.api.SharedValuesApi;
import io.jenkins.plugins.humanitec.client.errors.TransportException;
import io.jenkins.plugins.humanitec.client.model.SharedValueReplace;
import io.jenkins.plugins.humanitec.client.testing.TestCertificate;
import io.jenkins.plugins.humanitec.client.testing.TlsServer;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import java.net.http.HttpClient;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Over TLS, with HTTP/2 and without, from many threads, with bodies that do not fit into one packet. */
class TlsTest {

    private static final int THREADS = 16;
    private static final int CALLS = 4;
    private static final String LONG = "x".repeat(200_000);

    private final Set<String> protocols = ConcurrentHashMap.newKeySet();
    private SSLContext tls;
    private TlsServer server;

    @BeforeEach
    void start() throws Exception {
        tls = TestCertificate.keys().context();
        server = new TlsServer(tls, 100, this::answer);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private void answer(HttpServerExchange exchange) {
        protocols.add(exchange.getProtocol().toString());
        exchange.getRequestReceiver().receiveFullBytes((request, body) -> {
            request.getResponseHeaders().put(Headers.CONTENT_TYPE, "application/json");
            String value = "{\"key\": \"KEY\", \"value\": \"" + LONG + "\", \"description\": \"" + body.length + "\"}";
            request.getResponseSender().send(ByteBuffer.wrap(value.getBytes(StandardCharsets.UTF_8)));
        });
    }

    @ParameterizedTest
    @EnumSource(HttpClient.Version.class)
    void manyThreadsSendAndReceiveMuch(HttpClient.Version version) throws Exception {
        // With the executor that the client's own HTTP client has.
        HttpClient http = HttpClient.newBuilder()
                .sslContext(tls)
                .version(version)
                .executor(Runnable::run)
                .build();
        SharedValuesApi api = HumanitecClient.builder()
                .baseUri(server.uri())
                .bearerToken("token")
                .httpClient(http)
                .build()
                .api(SharedValuesApi.class);
        SharedValueReplace body = new SharedValueReplace().value(LONG).description("d");
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        List<Future<?>> calls = new ArrayList<>();
        for (int i = 0; i < THREADS * CALLS; i++) {
            calls.add(threads.submit(() -> {
                assertThat(api.replaceApplicationValue("acme", "shop", "KEY", body))
                        .satisfies(value -> {
                            assertThat(value.getValue()).hasSize(LONG.length());
                            assertThat(Integer.parseInt(value.getDescription())).isGreaterThan(LONG.length());
                        });
            }));
        }
        for (Future<?> call : calls) {
            call.get();
        }
        threads.shutdown();

        assertThat(protocols).containsExactly(version == HttpClient.Version.HTTP_2 ? "HTTP/2.0" : "HTTP/1.1");
    }

    @Test
    void aCertificateThatNobodyVouchesForIsRefused() {
        HumanitecClient client = HumanitecClient.builder()
                .baseUri(server.uri())
                .bearerToken("token")
                .retryPolicy(RetryPolicy.NONE)
                .build();

        assertThatExceptionOfType(TransportException.class)
                .isThrownBy(() -> client.api(SharedValuesApi.class).listApplicationValues("acme", "shop"))
                .withMessageContaining("PKIX");
        assertThat(protocols).isEmpty();
    }
}
