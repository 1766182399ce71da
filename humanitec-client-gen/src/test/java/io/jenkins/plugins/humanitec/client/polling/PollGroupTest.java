package io.jenkins.plugins.humanitec.client.polling;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.humanitec.client.AppRef;
import io.jenkins.plugins.humanitec.client.errors.HumanitecException;
import io.jenkins.plugins.humanitec.client.errors.TransportException;
import io.jenkins.plugins.humanitec.client.errors.UnreadableResponseException;
import io.jenkins.plugins.humanitec.client.http.RateLimiter;
import io.jenkins.plugins.humanitec.client.testing.ManualTimer;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Waits for jobs that one request can read. Time passes only where the test says so. */
class PollGroupTest {

    private static final HumanitecException REFUSED =
            UnreadableResponseException.of("GET", "/jobs", 200, "no list", null);

    private final ManualTimer timer = new ManualTimer();
    private final SharedPoller polls =
            new SharedPoller(timer, Runnable::run, timer.clock(), SharedPoller.FIRST_PAUSE, SharedPoller.LONGEST_PAUSE);
    private final RateLimiter rateLimiter = new RateLimiter(timer.clock());
    private final Map<String, String> jobs = new TreeMap<>(Map.of("a", "busy", "b", "busy"));
    private final List<String> requests = new ArrayList<>();
    private @Nullable HumanitecException problem;
    private Runnable duringRequest = () -> {};

    /** What a wait is told. */
    private static final class Told implements PollListener<String> {
        final List<String> statuses = new ArrayList<>();

        @Override
        public void progressed(String status) {
            statuses.add(status);
        }

        @Override
        public void done(String result) {
            statuses.add("done");
        }

        @Override
        public void failed(RuntimeException failure) {
            throw failure;
        }
    }

    private Map<?, String> all() {
        requests.add("all");
        duringRequest.run();
        if (problem != null) {
            throw problem;
        }
        return jobs;
    }

    private String one(String job) {
        requests.add(job);
        return jobs.getOrDefault(job, "busy");
    }

    private Told waitFor(String job) {
        return waitFor(job, null);
    }

    private Told waitFor(String job, @Nullable Duration usual) {
        Told told = new Told();
        polls.subscribe(poller(job, job, usual), told);
        return told;
    }

    private Poller<String> poller(Object key, String job, @Nullable Duration usual) {
        PollTarget<String> target = new PollTarget<>(key, () -> one(job), false, rateLimiter)
                .withGroup(new PollGroup<>("group", job, this::all));
        return new Poller<>(
                "the end of " + job,
                usual == null ? target : target.withForecaster(forecaster(job, usual)),
                state -> new Poller.State<>(Optional.of(state).filter("over"::equals), state),
                timer.clock(),
                timer.clock().instant().plus(Duration.ofHours(1)));
    }

    private Forecaster<String> forecaster(String job, Duration usual) {
        return new Forecaster<>() {
            @Override
            public @Nullable Object inProgress(@Nullable String state) {
                return "over".equals(state) ? null : job;
            }

            @Override
            public Forecast<String> read(@Nullable String last) {
                List<Duration> earlier = IntStream.range(0, 30)
                        .mapToObj(i -> usual.plusMillis(10 * i))
                        .toList();
                return new Forecast<>(one(job), timer.clock().instant(), earlier);
            }
        };
    }

    @Test
    void oneRequestReadsAllThatAreWaitedFor() {
        Told a = waitFor("a");
        timer.pass(Duration.ofSeconds(1));
        Told b = waitFor("b");
        timer.pass(Duration.ofMinutes(5));

        assertThat(requests).startsWith("a", "all").doesNotContain("b").hasSizeLessThan(30);
        assertThat(List.of(a, b)).allSatisfy(told -> assertThat(told.statuses).hasSizeGreaterThan(20));
    }

    @Test
    void whoIsLeftAloneIsReadAlone() {
        Told a = waitFor("a");
        Told b = waitFor("b");
        timer.pass(Duration.ofMinutes(1));
        jobs.put("b", "over");
        timer.pass(Duration.ofMinutes(1));
        assertThat(b.statuses).endsWith("done");
        requests.clear();

        timer.pass(Duration.ofMinutes(2));

        assertThat(requests).hasSize(8).containsOnly("a");
        assertThat(a.statuses).endsWith("busy");
    }

    @Test
    void anUnusualEndIsNoticedByARequestForAnother() {
        Told usual = waitFor("a", Duration.ofSeconds(100));
        Told early = waitFor("b", Duration.ofSeconds(600));
        timer.pass(Duration.ofSeconds(97));
        assertThat(early.statuses).doesNotContain("done");
        jobs.put("b", "over");

        timer.pass(Duration.ofSeconds(4));

        assertThat(early.statuses).endsWith("done");
        assertThat(usual.statuses).endsWith("busy");
    }

    @Test
    void requestsForOthersAreSaved() {
        waitFor("a", Duration.ofSeconds(100));
        timer.pass(Duration.ofSeconds(99));
        jobs.put("a", "over");
        timer.pass(Duration.ofSeconds(10));
        int alone = requests.size();
        jobs.put("a", "busy");
        requests.clear();

        waitFor("a", Duration.ofSeconds(100));
        waitFor("b", Duration.ofSeconds(100));
        timer.pass(Duration.ofSeconds(99));
        jobs.replaceAll((job, state) -> "over");
        timer.pass(Duration.ofSeconds(10));

        assertThat(requests).hasSizeLessThanOrEqualTo(alone + 3);
    }

    @Test
    void aJobThatTheResponseDoesNotHaveIsReadByItself() {
        Told a = waitFor("a");
        Told missing = waitFor("c");
        timer.pass(Duration.ofMinutes(2));

        assertThat(requests.stream().filter("c"::equals)).hasSizeGreaterThan(5);
        assertThat(List.of(a, missing))
                .allSatisfy(
                        told -> assertThat(told.statuses).hasSizeGreaterThan(5).containsOnly("busy"));
    }

    @Test
    void ifTheyCannotBeReadTogetherEachIsReadByItself() {
        problem = REFUSED;
        Told a = waitFor("a");
        Told b = waitFor("b");
        timer.pass(Duration.ofMinutes(2));

        assertThat(requests.stream().filter("all"::equals)).hasSizeLessThanOrEqualTo(2);
        assertThat(List.of(a, b))
                .allSatisfy(
                        told -> assertThat(told.statuses).hasSizeGreaterThan(9).containsOnly("busy"));
    }

    @Test
    void aPassingProblemOfTheGroupEndsNoWait() {
        Told a = waitFor("a");
        Told b = waitFor("b");
        problem = new TransportException("GET", "/jobs", "api.humanitec.io", new IOException("reset"));
        timer.pass(Duration.ofMinutes(2));
        jobs.replaceAll((job, state) -> "over");
        timer.pass(Duration.ofSeconds(31));

        assertThat(List.of(a, b))
                .allSatisfy(told -> assertThat(told.statuses).contains("busy").endsWith("done"));
    }

    @Test
    void afterAPassingProblemTheyAreReadTogetherAgain() {
        waitFor("a");
        waitFor("b");
        problem = new TransportException("GET", "/jobs", "api.humanitec.io", new IOException("reset"));
        timer.pass(Duration.ofMinutes(1));
        problem = null;
        timer.pass(Duration.ofMinutes(1));
        requests.clear();
        timer.pass(Duration.ofMinutes(2));

        assertThat(requests).isNotEmpty().containsOnly("all");
    }

    @Test
    void anEventIsAnsweredByOneRequestForAll() {
        AppRef app = new AppRef("acme", "shop");
        polls.subscribe(poller(List.of(app, "a"), "a", null), new Told());
        polls.subscribe(poller(List.of(app, "b"), "b", null), new Told());
        timer.pass(Duration.ofMinutes(2));
        requests.clear();

        for (int i = 1; i <= 3; i++) {
            polls.wake(app);
            timer.pass(Duration.ofSeconds(3));
            // At most one of them was not asked for by an event.
            assertThat(requests).hasSizeBetween(i, i + 1).containsOnly("all");
        }
        requests.clear();
        timer.pass(Duration.ofMinutes(2));
        assertThat(requests).hasSize(8);
    }

    @Test
    void aLongListIsReadOnceOnly() {
        IntStream.range(0, 60).forEach(i -> jobs.put("job " + i, "busy"));
        waitFor("a");
        waitFor("b");
        timer.pass(Duration.ofMinutes(5));

        assertThat(requests.stream().filter("all"::equals)).hasSizeLessThanOrEqualTo(2);
    }

    @Test
    void whoComesDuringARequestIsNotToldItsResult() {
        waitFor("a");
        waitFor("b");
        timer.pass(Duration.ofSeconds(30));
        List<Told> late = new ArrayList<>();
        duringRequest = () -> {
            duringRequest = () -> {};
            late.add(waitFor("a"));
            late.add(waitFor("b"));
        };
        while (late.isEmpty()) {
            timer.pass(Duration.ofMillis(100));
        }

        assertThat(late).allSatisfy(told -> assertThat(told.statuses).isEmpty());
        timer.pass(Duration.ofSeconds(30));
        assertThat(late).allSatisfy(told -> assertThat(told.statuses).contains("busy"));
    }
}
