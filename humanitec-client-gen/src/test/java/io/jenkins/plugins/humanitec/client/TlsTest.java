package io.jenkins.plugins.humanitec.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.jenkins.plugins.humanitec.client.api.SharedValuesApi;
import io.jenkins.plugins.humanitec.client.errors.TransportException;
import io.jenkins.plugins.humanitec.client.model.SharedValueReplace;
import io.undertow.Undertow;
import io.undertow.UndertowOptions;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Over TLS, with HTTP/2 and without, from many threads, with bodies that do not fit into one packet. */
class TlsTest {

    private static final char[] PASSWORD = "changeit".toCharArray();
    private static final int THREADS = 16;
    private static final int CALLS = 15;
    private static final String LONG = "x".repeat(200_000);

    @TempDir
    Path folder;

    private final Set<String> protocols = ConcurrentHashMap.newKeySet();
    private SSLContext tls;
    private Undertow server;
    private URI base;

    @BeforeEach
    void start() throws Exception {
        tls = selfSigned();
        server = Undertow.builder()
                .setServerOption(UndertowOptions.ENABLE_HTTP2, true)
                .addHttpsListener(0, "127.0.0.1", tls)
                .setHandler(this::answer)
                .build();
        server.start();
        InetSocketAddress address =
                (InetSocketAddress) server.getListenerInfo().get(0).getAddress();
        base = URI.create("https://localhost:" + address.getPort());
    }

    @AfterEach
    void stop() {
        server.stop();
    }

    private SSLContext selfSigned() throws IOException, InterruptedException, GeneralSecurityException {
        Path store = folder.resolve("keys.p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=localhost",
                        "-ext",
                        "SAN=dns:localhost",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        store.toString(),
                        "-storepass",
                        new String(PASSWORD))
                .redirectErrorStream(true)
                .start();
        keytool.getInputStream().readAllBytes();
        assertThat(keytool.waitFor()).isZero();
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, PASSWORD);
        }
        KeyManagerFactory ours = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        ours.init(keys, PASSWORD);
        TrustManagerFactory trusted = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trusted.init(keys);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(ours.getKeyManagers(), trusted.getTrustManagers(), null);
        return context;
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
                .baseUri(base)
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
                .baseUri(base)
                .bearerToken("token")
                .retryPolicy(RetryPolicy.NONE)
                .build();

        assertThatExceptionOfType(TransportException.class)
                .isThrownBy(() -> client.api(SharedValuesApi.class).listApplicationValues("acme", "shop"))
                .withMessageContaining("PKIX");
        assertThat(protocols).isEmpty();
    }
}
