package io.jenkins.plugins.humanitec.client.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.management.ThreadMXBean;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.jenkins.plugins.humanitec.client.HumanitecClient;
import io.jenkins.plugins.humanitec.client.api.ApplicationsApi;
import io.jenkins.plugins.humanitec.client.errors.HumanitecException;
import io.jenkins.plugins.humanitec.client.errors.UnreadableResponseException;
import io.jenkins.plugins.humanitec.client.testing.ContractExamples;
import io.jenkins.plugins.humanitec.client.testing.Mutations;
import io.jenkins.plugins.humanitec.client.testing.OperationCall;
import io.jenkins.plugins.humanitec.client.testing.StoredObjects;
import io.jenkins.plugins.humanitec.client.testing.TestHumanitec;
import io.swagger.v3.oas.models.Operation;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whatever an API answers, the client throws nothing but its own exceptions, and neither hangs nor takes all memory. How many
 * answers are tried, and from which seed on, can be said with the system properties {@code humanitec.mutations} and
 * {@code humanitec.seed}.
 */
@Timeout(1800)
class MutatedAnswersTest {

    private static final int MUTATIONS = Integer.getInteger("humanitec.mutations", 3_000);
    private static final long SEED = Long.getLong("humanitec.seed", 0);
    private static final int CHUNK = 1 << 20;
    /** The largest spoiled answers have some 100 kB. */
    private static final long MOST_BYTES = 8_000_000;

    /** Since a call reads and decodes on its caller's thread, that is what it takes. */
    private static long allocated() {
        return ((ThreadMXBean) ManagementFactory.getThreadMXBean()).getCurrentThreadAllocatedBytes();
    }

    @RegisterExtension
    final TestHumanitec humanitec = new TestHumanitec();

    @TempDir
    Path files;

    private final ContractExamples contract = new ContractExamples();
    private final AtomicLong sent = new AtomicLong();
    private volatile byte[] answer;
    private volatile int times = 1;
    private HttpServer server;
    private HumanitecClient client;

    @BeforeEach
    void start() throws IOException {
        // Otherwise each answer waits 40 ms for an acknowledgement of its headers.
        System.setProperty("sun.net.httpserver.nodelay", "true");
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
        client = HumanitecClient.builder()
                .baseUri(URI.create("http://127.0.0.1:" + server.getAddress().getPort()))
                .bearerToken("token")
                .httpClient(HttpClient.newHttpClient())
                .build();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        exchange.getRequestBody().readAllBytes();
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(200, 0);
        try (OutputStream body = exchange.getResponseBody()) {
            for (int i = 0; i < times; i++) {
                body.write(answer);
                sent.addAndGet(answer.length);
            }
        }
    }

    @Test
    void noAnswerLeadsToAnythingButTheClientsOwnExceptions() throws Exception {
        List<Operation> operations = contract.operations().stream()
                .filter(operation -> contract.answerOfALaterVersion(operation).isPresent())
                .toList();
        List<OperationCall> calls = new ArrayList<>();
        // Only their IDs are of interest: the simulator gets no request.
        StoredObjects stored = new StoredObjects(humanitec.world(), "any");
        for (Operation operation : operations) {
            calls.add(new OperationCall(operation, contract, stored, files));
        }
        int read = 0;
        int refused = 0;
        long most = 0;
        for (int i = 0; i < MUTATIONS; i++) {
            Operation operation = operations.get(i % operations.size());
            JsonNode valid = contract.answerOfALaterVersion(operation).orElseThrow();
            answer = new Mutations(SEED + i).of(valid);
            long allocated = allocated();
            try {
                calls.get(i % calls.size()).on(client);
                read++;
            } catch (HumanitecException e) {
                refused++;
            } catch (Throwable e) {
                throw new AssertionError(
                        operation.getOperationId() + ", seed " + (SEED + i) + ": "
                                + new String(answer, 0, Math.min(answer.length, 2000), StandardCharsets.UTF_8),
                        e);
            }
            most = Math.max(most, allocated() - allocated);
        }
        System.out.println(MUTATIONS + " answers: " + read + " were read, " + refused + " refused; none took more than "
                + most / 1000 + " kB");
        assertThat(read).as("answers that could be read").isPositive();
        assertThat(refused).as("answers that could not be read").isPositive();
        assertThat(most).as("bytes that one of them took").isLessThan(MOST_BYTES);
    }

    @Test
    void anAnswerOfFiftyMegabytesIsNotReadToItsEnd() {
        answer = "[]".repeat(CHUNK / 2).getBytes(StandardCharsets.UTF_8);
        times = 50;

        long allocated = allocated();
        assertThatExceptionOfType(UnreadableResponseException.class)
                .isThrownBy(() -> client.api(ApplicationsApi.class).listApplications("acme"))
                .withMessageContaining("has more than");
        assertThat(allocated() - allocated).as("bytes that it took").isLessThan(100L * CHUNK);
        assertThat(sent.get()).as("what the server got rid of").isLessThan(50L * CHUNK);
    }
}
