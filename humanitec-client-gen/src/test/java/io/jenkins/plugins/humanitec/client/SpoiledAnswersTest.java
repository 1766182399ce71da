package io.jenkins.plugins.humanitec.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import io.jenkins.plugins.humanitec.client.errors.HumanitecException;
import io.jenkins.plugins.humanitec.client.http.Sleeper;
import io.jenkins.plugins.humanitec.client.json.Json;
import io.jenkins.plugins.humanitec.client.testing.AnsweringServer;
import io.jenkins.plugins.humanitec.client.testing.Mutations;
import io.jenkins.plugins.humanitec.client.testing.WholeOperations;
import io.jenkins.plugins.humanitec.simulator.Simulator;
import io.jenkins.plugins.humanitec.simulator.SimulatorOptions;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * The whole operations, through a proxy that spoils some of the answers of the simulator. Whatever the API answers, they throw
 * nothing but the client's own exceptions, say nothing of {@code null}, come to an end, do nothing twice, and do not say that
 * something is gone that is there. How many operations are tried, and
 * from which seed on, can be said with the system properties {@code humanitec.spoiled} and {@code humanitec.seed}.
 */
@Timeout(3600)
class SpoiledAnswersTest {

    private static final int OPERATIONS = Integer.getInteger("humanitec.spoiled", 200);
    private static final long SEED = Long.getLong("humanitec.seed", 0);
    /** More than any operation makes in its time; time passes only while it waits. */
    private static final int MOST_REQUESTS = 2000;

    private static final String TOKEN = "token";
    /** What nobody should read; JSON of the API that is quoted is another matter. */
    private static final Pattern NULL = Pattern.compile("(?<![:,=\\[{\"])\\bnull\\b");

    private static Simulator simulator;

    private final HttpClient http = HttpClient.newHttpClient();
    private final List<String> spoiled = Collections.synchronizedList(new ArrayList<>());
    /** One of each kind. */
    private final Map<String, String> problems = new LinkedHashMap<>();

    private AnsweringServer proxy;
    private Random random;
    private Mutations mutations;
    private final AtomicInteger requests = new AtomicInteger();
    private Instant now;

    @BeforeAll
    static void simulate() {
        Duration moment = Duration.ofMillis(1);
        simulator = Simulator.start(new SimulatorOptions(0, TOKEN, moment, moment, 0, false, null, true, 1));
    }

    @AfterAll
    static void stop() {
        simulator.close();
    }

    @BeforeEach
    void start() throws IOException {
        proxy = new AnsweringServer(this::answer);
    }

    @AfterEach
    void close() {
        proxy.close();
    }

    private AnsweringServer.Answer answer(HttpExchange request) throws IOException {
        if (requests.incrementAndGet() > MOST_REQUESTS) {
            return AnsweringServer.Answer.of(400, "text/plain", new byte[0]);
        }
        HttpRequest.Builder onward = HttpRequest.newBuilder(
                        URI.create(simulator.baseUri() + request.getRequestURI().toString()))
                .method(
                        request.getRequestMethod(),
                        HttpRequest.BodyPublishers.ofByteArray(
                                request.getRequestBody().readAllBytes()));
        for (String name : List.of("Authorization", "Content-Type", "Accept", "Idempotency-Key", "If-Match")) {
            request.getRequestHeaders().getOrDefault(name, List.of()).forEach(value -> onward.header(name, value));
        }
        HttpResponse<byte[]> response;
        try {
            response = http.send(onward.build(), HttpResponse.BodyHandlers.ofByteArray());
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
        Map<String, String> headers = new LinkedHashMap<>();
        List.of("Content-Type", "Link")
                .forEach(name -> response.headers().firstValue(name).ifPresent(value -> headers.put(name, value)));
        byte[] body = response.body();
        if (body.length > 0 && random.nextInt(4) == 0) {
            JsonNode valid = Json.MAPPER.readTree(body);
            body = random.nextBoolean() ? mutations.of(valid) : mutations.missing(valid);
            spoiled.add(request.getRequestMethod() + " " + request.getRequestURI() + ": "
                    + new String(body, 0, Math.min(body.length, 500), StandardCharsets.UTF_8));
        }
        return new AnsweringServer.Answer(response.statusCode(), headers, body);
    }

    private boolean succeeds(String name, WholeOperations.Operation operation, long seed) throws IOException {
        WholeOperations.prepare(simulator.world());
        random = new Random(seed);
        mutations = new Mutations(seed);
        requests.set(0);
        spoiled.clear();
        now = Instant.parse("2026-03-02T08:00:00Z");
        InstantSource time = () -> now;
        Clock clock = time.withZone(ZoneOffset.UTC);
        Sleeper sleeper = pause -> {
            now = now.plus(pause);
            WholeOperations.approve(simulator.world());
        };
        HumanitecClient client = HumanitecClient.builder()
                .baseUri(proxy.baseUri())
                .bearerToken(TOKEN)
                .httpClient(http)
                .clock(clock)
                .sleeper(sleeper)
                .build();
        List<String> said = Collections.synchronizedList(new ArrayList<>());
        boolean succeeds = true;
        try {
            try {
                String.valueOf(operation.run(new WholeOperations.Tools(client, said::add, sleeper)));
            } catch (HumanitecException | InvalidInputException e) {
                succeeds = false;
                said.add(e.getMessage());
            }
            assertThat(said)
                    .as("what is said")
                    .noneMatch(line -> line == null || NULL.matcher(line).find());
            WholeOperations.check(simulator.world(), name, succeeds);
            assertThat(requests.get()).as("requests").isLessThanOrEqualTo(MOST_REQUESTS);
        } catch (Throwable e) {
            String what = e + "\n    at "
                    + Arrays.stream(e.getStackTrace())
                            .limit(5)
                            .map(StackTraceElement::toString)
                            .collect(Collectors.joining("\n    at "));
            problems.putIfAbsent(name + ": " + what, "seed " + seed + ", spoiled: " + String.join("\n", spoiled));
        }
        return succeeds;
    }

    @Test
    void noAnswerLeadsToAnythingButTheClientsOwnExceptions() throws IOException {
        List<Map.Entry<String, WholeOperations.Operation>> operations =
                List.copyOf(WholeOperations.all().entrySet());
        int succeeded = 0;
        for (int i = 0; i < OPERATIONS; i++) {
            Map.Entry<String, WholeOperations.Operation> operation = operations.get(i % operations.size());
            if (succeeds(operation.getKey(), operation.getValue(), SEED + i)) {
                succeeded++;
            }
        }
        assertThat(problems).as("one of each kind of problem").isEmpty();
        System.out.println(OPERATIONS + " operations: " + succeeded + " succeeded");
        assertThat(succeeded).as("operations that succeed").isBetween(OPERATIONS / 10, OPERATIONS * 9 / 10);
    }
}
