package io.jenkins.plugins.humanitec.client.logs;

import static io.jenkins.plugins.humanitec.client.testing.TestHumanitec.DEV;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.sun.net.httpserver.HttpExchange;
import io.jenkins.plugins.humanitec.client.HumanitecClient;
import io.jenkins.plugins.humanitec.client.json.Json;
import io.jenkins.plugins.humanitec.client.testing.AnsweringServer;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * No line is lost or repeated at the borders of pages and readings, whatever the API does that its description leaves open: its
 * pages are small, the end of a time span belongs to the span or not, times are more precise than those in requests, many lines
 * have the same time or are equal, and lines arrive late.
 */
class LogBordersTest {

    private static final Instant BEGIN = Instant.parse("2026-03-02T08:00:00Z");

    private final List<LogLine> lines = Collections.synchronizedList(new ArrayList<>());

    private AnsweringServer server;
    private Random random;
    private int mostLines;
    private boolean includesEnd;
    private Predicate<LogLine> isShown = line -> true;
    private Runnable afterAnswer = () -> {};
    private Instant now = BEGIN.plusSeconds(15);

    @BeforeEach
    void start() throws IOException {
        server = new AnsweringServer(this::answer);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private static Map<String, String> query(HttpExchange request) {
        Map<String, String> query = new HashMap<>();
        for (String parameter : request.getRequestURI().getRawQuery().split("&")) {
            String[] parts = parameter.split("=", 2);
            query.put(parts[0], URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
        }
        return query;
    }

    private AnsweringServer.Answer answer(HttpExchange request) throws IOException {
        Map<String, String> query = query(request);
        Instant from = Instant.parse(query.getOrDefault("timestamp_from", "0000-01-01T00:00:00Z"));
        Instant to = Instant.parse(query.getOrDefault("timestamp_to", "9999-01-01T00:00:00Z"));
        Comparator<LogLine> order = Comparator.comparing(LogLine::time);
        ArrayNode page = Json.MAPPER.createArrayNode();
        List.copyOf(lines).stream()
                .filter(isShown)
                .filter(line -> !line.time().isBefore(from))
                .filter(line ->
                        line.time().isBefore(to) || includesEnd && line.time().equals(to))
                .sorted(query.get("asc").equals("true") ? order : order.reversed())
                .limit(Math.min(mostLines, Integer.parseInt(query.get("limit"))))
                .forEach(line -> page.addObject()
                        .put("timestamp", line.time().toString())
                        .put("workload_id", line.workload())
                        .put("container_id", line.container())
                        .put("level", line.level())
                        .put("payload", line.message()));
        afterAnswer.run();
        return AnsweringServer.Answer.of(200, "application/json", Json.MAPPER.writeValueAsBytes(page));
    }

    private void choose(long seed) {
        random = new Random(seed);
        mostLines = 25 + random.nextInt(40);
        includesEnd = random.nextBoolean();
    }

    /** Few lines have the same time, as many as a page of the API has. */
    private LogLine line(Instant time) {
        return new LogLine(time, "backend", "main", "info", "message " + random.nextInt(3));
    }

    private HumanitecClient client() {
        InstantSource time = () -> now;
        Clock clock = time.withZone(ZoneOffset.UTC);
        return HumanitecClient.builder()
                .baseUri(server.baseUri())
                .bearerToken("token")
                .clock(clock)
                .sleeper(pause -> now = now.plus(pause))
                .build();
    }

    private static List<String> sorted(List<LogLine> lines) {
        return lines.stream().map(LogLine::toString).sorted().toList();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
    void pages(long seed) {
        choose(seed);
        for (int i = 0; i < 200; i++) {
            lines.add(line(BEGIN.plusNanos(random.nextInt(100) * 333_333L)));
        }

        List<LogLine> read = client().workloads().logs(LogRequest.of(DEV).withSince(BEGIN));

        assertThat(sorted(read)).isEqualTo(sorted(lines));
        assertThat(read).isSortedAccordingTo(Comparator.comparing(LogLine::time));
        List<LogLine> newest = client().workloads().logs(LogRequest.of(DEV).withLimit(50));
        assertThat(newest).hasSize(50);
        assertThat(newest.stream().map(LogLine::time))
                .isEqualTo(read.subList(150, 200).stream().map(LogLine::time).toList());
    }

    @ParameterizedTest
    @ValueSource(ints = {8, 10})
    void aMillisecondWithMoreLinesThanAPageDoesNotHideOtherLines(int same) {
        choose(1);
        mostLines = 10;
        for (int i = 0; i < 40; i++) {
            lines.add(new LogLine(BEGIN.plusMillis(i), "backend", "main", "info", "other"));
        }
        for (int i = 0; i < same * 2; i++) {
            lines.add(new LogLine(BEGIN.plusMillis(20), "backend", "main", "info", "same"));
        }

        List<LogLine> read = client().workloads().logs(LogRequest.of(DEV).withSince(BEGIN));

        assertThat(read.stream().filter(line -> line.message().equals("other"))).hasSizeGreaterThanOrEqualTo(39);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
    void readings(long seed) throws InterruptedException {
        choose(seed);
        int before = random.nextInt(3) * 30;
        for (int i = 0; i < before; i++) {
            lines.add(line(BEGIN.minusMillis(random.nextInt(40_000))));
        }
        Instant last =
                lines.stream().map(LogLine::time).max(Comparator.naturalOrder()).orElse(BEGIN);
        List<String> log = new ArrayList<>();

        long count = client().workloads()
                .followLogs(LogRequest.of(DEV), Duration.ofMinutes(3))
                .onProgress(log::add)
                .await(Duration.ofMinutes(5), pause -> {
                    for (int i = random.nextInt(40); i > 0; i--) {
                        // Some arrive late.
                        lines.add(line(now.minusMillis(random.nextInt(14_000)).plusNanos(random.nextInt(3))));
                    }
                    now = now.plus(pause);
                });

        List<String> followed =
                log.stream().filter(line -> line.contains(" | ")).sorted().toList();
        assertThat(followed).isEqualTo(sorted(lines.subList(before, lines.size())));
        assertThat(count).isEqualTo(followed.size()).isPositive();
    }

    private List<String> follow(Runnable inPause) throws InterruptedException {
        List<String> log = new ArrayList<>();
        client().workloads()
                .followLogs(LogRequest.of(DEV), Duration.ofSeconds(20))
                .onProgress(log::add)
                .await(Duration.ofMinutes(1), pause -> {
                    inPause.run();
                    now = now.plus(pause);
                });
        return log.stream().filter(line -> line.contains(" | ")).toList();
    }

    @Test
    void aLineThatIsWrittenDuringTheStartIsNew() throws InterruptedException {
        choose(1);
        lines.add(line(BEGIN));
        LogLine added = line(BEGIN.plusMillis(5));
        afterAnswer = () -> {
            if (!lines.contains(added)) {
                lines.add(added);
            }
        };

        assertThat(follow(() -> {})).containsExactly(added.toString());
    }

    @Test
    void aLineThatIsNotShownForAWhileIsNotRepeated() throws InterruptedException {
        choose(1);
        List<LogLine> added = List.of(line(now), line(now.plusMillis(1)), line(now.plusMillis(2)));

        List<String> followed = follow(() -> {
            if (lines.isEmpty()) {
                lines.addAll(added);
            } else {
                boolean isLater = now.isAfter(BEGIN.plusSeconds(22));
                isShown = line -> isLater || line.equals(added.get(2));
            }
        });

        assertThat(followed).isEqualTo(added.stream().map(LogLine::toString).toList());
    }
}
