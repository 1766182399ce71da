package io.jenkins.plugins.humanitec.client.polling;

import static io.jenkins.plugins.humanitec.client.testing.TestHumanitec.DEV;
import static io.jenkins.plugins.humanitec.client.testing.TestHumanitec.SHOP;
import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.humanitec.client.EnvRef;
import io.jenkins.plugins.humanitec.client.HumanitecClient;
import io.jenkins.plugins.humanitec.client.HumanitecClientBuilder;
import io.jenkins.plugins.humanitec.client.RetryPolicy;
import io.jenkins.plugins.humanitec.client.errors.OperationTimeoutException;
import io.jenkins.plugins.humanitec.client.http.RateLimiter;
import io.jenkins.plugins.humanitec.client.testing.ManualTimer;
import io.jenkins.plugins.humanitec.client.testing.TestHumanitec;
import io.jenkins.plugins.humanitec.simulator.Fault;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Many who wait, one who asks. Time passes only where the test says so. */
class SharedPollerTest {

    @RegisterExtension
    final TestHumanitec humanitec = new TestHumanitec();

    private final ManualTimer timer = new ManualTimer();
    private final SharedPoller polls =
            new SharedPoller(timer, Runnable::run, timer.clock(), SharedPoller.FIRST_PAUSE, SharedPoller.LONGEST_PAUSE);
    private HumanitecClient client;

    private static class Told implements PollListener<EnvRef> {
        final List<String> statuses = new ArrayList<>();
        EnvRef result;
        RuntimeException problem;

        @Override
        public void progressed(String status) {
            statuses.add(status);
        }

        @Override
        public void done(EnvRef done) {
            result = done;
        }

        @Override
        public void failed(RuntimeException failure) {
            problem = failure;
        }
    }

    @BeforeEach
    void connect() {
        client = humanitec
                .builder()
                .clock(timer.clock())
                .retryPolicy(RetryPolicy.NONE)
                .build();
    }

    /** Waits for an environment to be gone that stays. */
    private Poller<EnvRef> watch() {
        return watch(Duration.ofMinutes(10));
    }

    private Poller<EnvRef> watch(Duration patience) {
        return client.environments().deletionPoller(DEV, timer.clock().instant().plus(patience));
    }

    @Test
    void aHundredWhoWaitCauseNoMoreRequestsThanOne() {
        assertThat(requestsOf(100)).isEqualTo(requestsOf(1)).isGreaterThan(10);
    }

    /** They come one after the other within the first two seconds, and wait for five minutes. */
    private int requestsOf(int builds) {
        int before = humanitec.requests().size();
        List<Told> waiting =
                IntStream.range(0, builds).mapToObj(i -> new Told()).toList();
        waiting.forEach(told -> {
            polls.subscribe(watch(Duration.ofMinutes(5)), told);
            timer.pass(Duration.ofMillis(15));
        });
        timer.pass(Duration.ofMinutes(6));
        assertThat(waiting).allSatisfy(told -> assertThat(told.statuses).hasSizeGreaterThan(10));
        assertThat(waiting).allSatisfy(told -> assertThat(told.problem).isInstanceOf(OperationTimeoutException.class));
        return humanitec.requests().size() - before;
    }

    @Test
    void thePauseGrowsFromTwoToFifteenSeconds() {
        List<Duration> looks = new ArrayList<>();
        Instant begin = timer.clock().instant();
        polls.subscribe(watch(), new Told());
        timer.pass(Duration.ZERO);
        int seen = 0;
        for (int second = 0; second <= 60; second++) {
            if (humanitec.requests().size() > seen) {
                seen = humanitec.requests().size();
                looks.add(Duration.between(begin, timer.clock().instant()));
            }
            timer.pass(Duration.ofSeconds(1));
        }

        // After 2, 3, 4.5, 6.75, 10.125, 15 and 15 seconds, as seen each second.
        assertThat(looks).extracting(Duration::toSeconds).containsExactly(0L, 2L, 5L, 10L, 17L, 27L, 42L, 57L);
    }

    /** A real clock tells another time whenever it is asked. */
    @Test
    @Timeout(20)
    void timeThatPassesWhileItIsLookedAtDelaysNobody() {
        AtomicLong asked = new AtomicLong();
        InstantSource restless = () -> timer.clock().instant().plusNanos(asked.incrementAndGet());
        Clock clock = restless.withZone(ZoneOffset.UTC);
        client = humanitec.builder().clock(clock).build();

        new SharedPoller(timer, Runnable::run, clock, SharedPoller.FIRST_PAUSE, SharedPoller.LONGEST_PAUSE)
                .subscribe(watch(), new Told());
        timer.pass(Duration.ZERO);

        assertThat(humanitec.requests()).hasSize(1);
    }

    @Test
    void whoJoinsIsNotShownWhatWasSeenBefore() {
        polls.subscribe(watch(), new Told());
        timer.pass(Duration.ofSeconds(1));
        Told late = new Told();

        polls.subscribe(watch(), late);
        assertThat(late.statuses).isEmpty();
        timer.pass(Duration.ofSeconds(1));

        assertThat(late.statuses).containsExactly("it is active");
    }

    @Test
    void allAreToldWhenItHasComeAbout() {
        Told first = new Told();
        Told second = new Told();
        polls.subscribe(watch(), first);
        polls.subscribe(watch(), second);
        humanitec.fail(Fault.status(404)
                .body("application/json", "{\"error\": \"API-404\", \"message\": \"gone\"}")
                .on("GET", "/envs/dev"));

        timer.pass(Duration.ofSeconds(2));

        assertThat(first.result).isEqualTo(DEV);
        assertThat(second.result).isEqualTo(DEV);
        int requests = humanitec.requests().size();
        timer.pass(Duration.ofMinutes(5));
        assertThat(humanitec.requests()).as("nobody asks any more").hasSize(requests);
    }

    @Test
    void aRateLimitSlowsDownAllThatShareTheRateLimiter() {
        RateLimiter rateLimiter = new RateLimiter(timer.clock());
        HumanitecClientBuilder builder = humanitec
                .builder()
                .clock(timer.clock())
                .retryPolicy(RetryPolicy.NONE)
                .rateLimiter(rateLimiter);
        Told told = new Told();
        EnvRef other = SHOP.env("other");
        humanitec.shop().addEnv("other", "Other", "development");
        Instant deadline = timer.clock().instant().plusSeconds(600);
        polls.subscribe(builder.build().environments().deletionPoller(DEV, deadline), told);
        polls.subscribe(builder.build().environments().deletionPoller(other, deadline), new Told());
        humanitec.fail(Fault.status(429).retryAfter("40").on("GET", "/envs"));
        timer.pass(Duration.ofSeconds(2));
        int requests = humanitec.requests().size();

        timer.pass(Duration.ofSeconds(37));
        assertThat(humanitec.requests()).as("of both").hasSize(requests);
        timer.pass(Duration.ofSeconds(20));

        assertThat(humanitec.requests()).hasSizeGreaterThanOrEqualTo(requests + 2);
        assertThat(told.problem).isNull();
        assertThat(told.statuses)
                .anyMatch(status -> status.contains("429"))
                .last()
                .isEqualTo("it is active");
    }

    @Test
    void theDeadlineEndsItOnTime() {
        Told told = new Told();
        polls.subscribe(watch(Duration.ofSeconds(8)), told);

        timer.pass(Duration.ofMillis(7900));
        assertThat(told.problem).isNull();
        timer.pass(Duration.ofMillis(200));

        assertThat(told.problem)
                .isInstanceOf(OperationTimeoutException.class)
                .hasMessage("Timed out: deletion of environment shop/dev; the last state was: it is active.");
    }

    @Test
    void whoStopsIsToldNothingMore() {
        Told told = new Told();
        SharedPoller.Subscription following = polls.subscribe(watch(), told);
        timer.pass(Duration.ZERO);

        following.cancel();
        timer.pass(Duration.ofMinutes(11));

        assertThat(told.statuses).hasSize(1);
        assertThat(told.problem).isNull();
    }

    private Poller<EnvRef> read(Supplier<EnvRef> fetch) {
        return new Poller<>(
                "the environment",
                new PollTarget<>("environment", fetch, false, new RateLimiter(timer.clock())),
                env -> new Poller.State<>(Optional.empty(), "there"),
                timer.clock(),
                timer.clock().instant().plusSeconds(600));
    }

    @Test
    void anErrorFailsThoseWhoWaitAndPollingContinues() {
        AtomicInteger requests = new AtomicInteger();
        Poller<EnvRef> poller = read(() -> {
            if (requests.incrementAndGet() == 2) {
                throw new NoClassDefFoundError("Model");
            }
            return DEV;
        });
        Told first = new Told();
        polls.subscribe(poller, first);
        timer.pass(Duration.ofSeconds(2));
        assertThat(first.problem).hasRootCauseInstanceOf(NoClassDefFoundError.class);

        Told second = new Told();
        polls.subscribe(poller, second);
        timer.pass(Duration.ofMinutes(1));
        assertThat(second.statuses).contains("there");
    }

    @Test
    void aListenerThatFailsDoesNotStopPolling() {
        Told other = new Told();
        polls.subscribe(watch(), new Told() {
            @Override
            public void progressed(String status) {
                throw new IllegalArgumentException(status);
            }

            @Override
            public void failed(RuntimeException failure) {
                throw failure;
            }
        });
        polls.subscribe(watch(), other);

        timer.pass(Duration.ofMinutes(1));

        assertThat(other.statuses).hasSizeGreaterThan(2);
    }

    @Test
    void aTaskThatCannotStartIsStartedLater() {
        Queue<Boolean> refusals = new ArrayDeque<>(List.of(false, true, true));
        Executor busy = work -> {
            if (Boolean.TRUE.equals(refusals.poll())) {
                throw new RejectedExecutionException("busy");
            }
            work.run();
        };
        Told told = new Told();
        new SharedPoller(timer, busy, timer.clock(), SharedPoller.FIRST_PAUSE, SharedPoller.LONGEST_PAUSE)
                .subscribe(watch(Duration.ofMinutes(1)), told);

        timer.pass(Duration.ofSeconds(59));
        assertThat(told.statuses).hasSizeGreaterThan(2);
        refusals.add(true);
        timer.pass(Duration.ofSeconds(10));
        assertThat(told.problem).isInstanceOf(OperationTimeoutException.class);
    }
}
