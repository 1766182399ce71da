package io.jenkins.plugins.humanitec.client.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.jenkins.plugins.humanitec.client.HumanitecClient;
import io.jenkins.plugins.humanitec.client.HumanitecClientBuilder;
import io.jenkins.plugins.humanitec.client.RetryPolicy;
import io.jenkins.plugins.humanitec.client.api.SharedValuesApi;
import io.jenkins.plugins.humanitec.client.errors.TransportException;
import io.jenkins.plugins.humanitec.client.model.SharedValueCreate;
import io.jenkins.plugins.humanitec.client.model.SharedValuePatch;
import io.jenkins.plugins.humanitec.client.testing.ScriptedHttp2Server;
import io.jenkins.plugins.humanitec.client.testing.ScriptedHttp2Server.Act;
import io.jenkins.plugins.humanitec.client.testing.TestCertificate;
import io.jenkins.plugins.humanitec.client.testing.TlsServer;
import io.jenkins.plugins.humanitec.simulator.Fault;
import io.jenkins.plugins.humanitec.simulator.Simulator;
import io.jenkins.plugins.humanitec.simulator.SimulatorOptions;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Over HTTP/2 all requests to a server go over one connection, which has its own ways of not carrying them out. */
class Http2Test {

    private static final SharedValueCreate VALUE =
            new SharedValueCreate().key("A").value("a").description("").isSecret(false);

    private static final int LOST = Integer.getInteger("humanitec.lost", 200);

    private static final int ROUNDS = Integer.getInteger("humanitec.rounds", 5);

    private final AtomicInteger served = new AtomicInteger();
    private SSLContext tls;

    @BeforeEach
    void certify() throws Exception {
        tls = TestCertificate.keys().context();
    }

    private HumanitecClientBuilder builder(URI uri, HttpClient.Version version) {
        HttpClient http = HttpClient.newBuilder()
                .sslContext(tls)
                .version(version)
                .executor(Runnable::run)
                .build();
        return HumanitecClient.builder()
                .baseUri(uri)
                .bearerToken("token")
                .sleeper(pause -> {})
                .httpClient(http);
    }

    private void answer(HttpServerExchange exchange) {
        exchange.getRequestReceiver().receiveFullBytes((request, body) -> {
            served.incrementAndGet();
            request.getIoThread()
                    .executeAfter(
                            () -> {
                                request.getResponseHeaders().put(Headers.CONTENT_TYPE, "application/json");
                                request.getResponseSender().send("{}");
                            },
                            5,
                            TimeUnit.MILLISECONDS);
            request.dispatch(Runnable::run, () -> {});
        });
    }

    /** Whoever shares an HTTP client shares its connection: each thread has a client of its own, as each step of Jenkins has. */
    private void sendAtOnce(int threads, HumanitecClientBuilder builder) throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        CountDownLatch all = new CountDownLatch(threads);
        List<Future<?>> calls = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            calls.add(pool.submit(() -> {
                SharedValuesApi api;
                synchronized (builder) {
                    api = builder.build().api(SharedValuesApi.class);
                }
                all.countDown();
                all.await();
                return api.createApplicationValue("acme", "shop", VALUE);
            }));
        }
        for (Future<?> call : calls) {
            call.get();
        }
        pool.shutdown();
    }

    @ParameterizedTest
    @CsvSource({
        "HTTP_2, 150, 100",
        "HTTP_2, 1000, 100",
        "HTTP_2, 50, 1",
        // No number of streams limits how many connections there are.
        "HTTP_1_1, 200, 100"
    })
    void noneOfManyRequestsAtOnceFails(HttpClient.Version version, int requests, int streams) throws Exception {
        try (TlsServer server = new TlsServer(tls, streams, this::answer)) {
            sendAtOnce(requests, builder(server.uri(), version));

            assertThat(served).as("requests that were carried out").hasValue(requests);
        }
    }

    @Test
    void aRequestDoesNotWaitForAStreamForEver() throws Exception {
        try (TlsServer server = new TlsServer(tls, 1, exchange -> exchange.dispatch(Runnable::run, () -> {}))) {
            HumanitecClientBuilder builder = builder(server.uri(), HttpClient.Version.HTTP_2)
                    .requestTimeout(Duration.ofMillis(300))
                    .retryPolicy(RetryPolicy.NONE);
            ExecutorService pool = Executors.newFixedThreadPool(2);
            HumanitecClient client = builder.build();
            List<Future<?>> calls = new ArrayList<>();
            for (int i = 0; i < 2; i++) {
                calls.add(pool.submit(() -> client.api(SharedValuesApi.class).listApplicationValues("acme", "shop")));
            }

            for (Future<?> call : calls) {
                assertThatExceptionOfType(ExecutionException.class)
                        .isThrownBy(() -> call.get(30, TimeUnit.SECONDS))
                        .withCauseInstanceOf(TransportException.class);
            }
            pool.shutdown();
        }
    }

    @Test
    void interruptedRequestsLeaveTheirStreamsToOthers() throws Exception {
        try (TlsServer server = new TlsServer(tls, 1, this::answer)) {
            for (int round = 0; round < ROUNDS; round++) {
                // Each HTTP client begins without a limit, so that many requests are refused.
                SharedValuesApi api = builder(server.uri(), HttpClient.Version.HTTP_2)
                        .requestTimeout(Duration.ofSeconds(10))
                        .build()
                        .api(SharedValuesApi.class);
                List<Thread> threads = new ArrayList<>();
                for (int i = 0; i < 40; i++) {
                    Thread thread = new Thread(() -> callInterrupted(api));
                    threads.add(thread);
                    thread.start();
                }
                Thread.sleep(5 * (round % 10));
                threads.forEach(Thread::interrupt);
                for (Thread thread : threads) {
                    thread.join();
                }

                assertThat(api.createApplicationValue("acme", "shop", VALUE)).isNotNull();
            }
        }
    }

    private static void callInterrupted(SharedValuesApi api) {
        try {
            api.createApplicationValue("acme", "shop", VALUE);
        } catch (TransportException e) {
            assertThat(Thread.currentThread().isInterrupted()).isTrue();
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"REFUSE", "GO_AWAY"})
    void whatWasNotProcessedIsSentAgain(Act act) throws Exception {
        try (ScriptedHttp2Server server = new ScriptedHttp2Server(tls, "[]")) {
            server.script(act, act);
            SharedValuesApi api =
                    builder(server.uri(), HttpClient.Version.HTTP_2).build().api(SharedValuesApi.class);

            assertThat(api.listApplicationValues("acme", "shop")).isEmpty();
            assertThat(server.requests()).isEqualTo(3);
        }
    }

    @Test
    void aRefusedRequestIsSentAgainThoughItChangesSomething() throws Exception {
        try (ScriptedHttp2Server server = new ScriptedHttp2Server(tls, "{}")) {
            server.script(Act.REFUSE);
            SharedValuesApi api =
                    builder(server.uri(), HttpClient.Version.HTTP_2).build().api(SharedValuesApi.class);

            api.patchApplicationValue("acme", "shop", "A", new SharedValuePatch());
            assertThat(server.requests()).isEqualTo(2);
        }
    }

    @Test
    void aRequestThatMayHaveBeenProcessedIsNotSentAgainIfItChangesSomething() throws Exception {
        try (ScriptedHttp2Server server = new ScriptedHttp2Server(tls, "{}")) {
            server.script(Act.RESET);
            SharedValuesApi api =
                    builder(server.uri(), HttpClient.Version.HTTP_2).build().api(SharedValuesApi.class);

            assertThatExceptionOfType(TransportException.class)
                    .isThrownBy(() -> api.createApplicationValue("acme", "shop", VALUE));
            assertThat(server.requests()).isEqualTo(1);
        }
    }

    /** Whether a request was carried out is not known when its connection ends, so that a POST is not sent again. */
    @Test
    void aPostWhoseResponseIsLostIsNotSentAgain() throws Exception {
        SimulatorOptions options = SimulatorOptions.DEFAULT.withTls(tls);
        try (Simulator simulator = Simulator.start(options)) {
            simulator.world().addApp("acme", "shop", "Shop");
            SharedValuesApi api = builder(simulator.baseUri(), HttpClient.Version.HTTP_2)
                    .bearerToken(simulator.token())
                    .build()
                    .api(SharedValuesApi.class);
            for (int i = 0; i < LOST; i++) {
                SharedValueCreate value = new SharedValueCreate().key("K" + i).value("v");
                simulator.faults().add(Fault.of(Fault.Kind.LOST_ANSWER));

                assertThatExceptionOfType(TransportException.class)
                        .as("call " + i)
                        .isThrownBy(() -> api.createApplicationValue("acme", "shop", value));
            }
            assertThat(simulator.requests()).hasSize(LOST);
        }
    }
}
