package io.jenkins.plugins.humanitec.client.polling;

import static io.jenkins.plugins.humanitec.client.testing.TestHumanitec.DEV;
import static io.jenkins.plugins.humanitec.client.testing.TestHumanitec.SHOP;
import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.humanitec.client.AppRef;
import io.jenkins.plugins.humanitec.client.http.RateLimiter;
import io.jenkins.plugins.humanitec.client.testing.ManualTimer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Events that let the poller make a request before its time. */
class WakeTest {

    private static final AppRef OTHER = new AppRef("acme", "blog");

    private final ManualTimer timer = new ManualTimer();
    private final List<Instant> requests = new ArrayList<>();
    private boolean isOver;
    private Runnable whileReading = () -> {};

    private SharedPoller poller(Executor workers) {
        return new SharedPoller(timer, workers, timer.clock(), SharedPoller.FIRST_PAUSE, SharedPoller.LONGEST_PAUSE);
    }

    /** Waits until {@code isOver}. Returns what the listener is told. */
    private List<String> waitFor(SharedPoller polls, Object key) {
        List<String> told = new ArrayList<>();
        PollTarget<Boolean> target = new PollTarget<>(
                List.of("identity", key),
                () -> {
                    requests.add(timer.clock().instant());
                    whileReading.run();
                    return isOver;
                },
                false,
                new RateLimiter(timer.clock()));
        Poller<String> poller = new Poller<>(
                "the end",
                target,
                over -> new Poller.State<>(over ? Optional.of("done") : Optional.empty(), "waiting"),
                timer.clock(),
                timer.clock().instant().plus(Duration.ofHours(1)));
        polls.subscribe(poller, new PollListener<>() {
            @Override
            public void progressed(String status) {}

            @Override
            public void done(String result) {
                told.add(result);
            }

            @Override
            public void failed(RuntimeException failure) {
                told.add(failure.getMessage());
            }
        });
        return told;
    }

    static Stream<Object> keys() {
        return Stream.of(
                SHOP,
                DEV,
                List.of(DEV, "deployment"),
                List.of(SHOP, "pipeline", "run", "key"),
                List.of(List.of(OTHER, SHOP), List.of("run"), "key"));
    }

    @ParameterizedTest
    @MethodSource("keys")
    void anEventOfTheApplicationEndsTheWaitAtOnce(Object key) {
        SharedPoller polls = poller(Runnable::run);
        List<String> told = waitFor(polls, key);
        timer.pass(Duration.ofMinutes(2));
        isOver = true;

        polls.wake(SHOP);
        timer.pass(Duration.ofMillis(500));

        assertThat(told).containsExactly("done");
    }

    @Test
    void anEventOfAnotherApplicationCostsNothing() {
        SharedPoller polls = poller(Runnable::run);
        waitFor(polls, DEV);
        timer.pass(Duration.ofSeconds(60));
        int before = requests.size();
        Instant last = requests.get(before - 1);

        polls.wake(OTHER);
        timer.pass(Duration.between(timer.clock().instant(), last.plusMillis(14_900)));

        assertThat(requests).hasSize(before);
    }

    /** Returns when requests are made, in milliseconds since the begin, with events at some seconds. */
    private List<Long> requests(List<Integer> events) {
        requests.clear();
        SharedPoller polls = poller(Runnable::run);
        Instant begin = timer.clock().instant();
        waitFor(polls, DEV);
        for (int second = 0; second < 90; second++) {
            if (events.contains(second)) {
                polls.wake(SHOP);
            }
            timer.pass(Duration.ofSeconds(1));
        }
        List<Long> times = requests.stream()
                .map(request -> Duration.between(begin, request).toMillis())
                .toList();
        isOver = true;
        timer.pass(Duration.ofSeconds(20));
        isOver = false;
        return times;
    }

    @Test
    void eachEventCostsOneRequestAndTheOthersAreMadeAsWithoutIt() {
        List<Long> without = requests(List.of());

        List<Long> with = requests(List.of(1, 8, 30));

        assertThat(with).containsAll(without).hasSize(without.size() + 3);
    }

    @Test
    void aFloodOfEventsCausesFewRequests() {
        SharedPoller polls = poller(Runnable::run);
        waitFor(polls, DEV);
        timer.pass(Duration.ofMinutes(1));
        int before = requests.size();

        for (int i = 0; i < 60_000; i++) {
            polls.wake(SHOP);
            timer.pass(Duration.ofMillis(1));
        }

        // Four regular ones, and those after 0.5, 1, 2, 4, 8 and 15 s.
        assertThat(requests.size() - before).isLessThanOrEqualTo(13);
    }

    @Test
    void afterSomeQuietTimeAnEventIsNoticedAtOnceAgain() {
        SharedPoller polls = poller(Runnable::run);
        List<String> told = waitFor(polls, DEV);
        for (int i = 0; i < 20; i++) {
            polls.wake(SHOP);
            timer.pass(Duration.ofSeconds(1));
        }
        timer.pass(Duration.ofSeconds(90));
        isOver = true;

        polls.wake(SHOP);
        timer.pass(Duration.ofMillis(500));

        assertThat(told).containsExactly("done");
    }

    @Test
    void anEventDuringARequestCausesAnotherOne() {
        Queue<Runnable> tasks = new ArrayDeque<>();
        SharedPoller polls = poller(tasks::add);
        waitFor(polls, DEV);
        timer.pass(Duration.ZERO);
        whileReading = () -> polls.wake(SHOP);
        tasks.remove().run();
        timer.pass(Duration.ofMillis(500));

        assertThat(tasks).hasSize(1);
    }

    @Test
    void nobodyIsWokenAfterTheEnd() {
        SharedPoller polls = poller(Runnable::run);
        isOver = true;
        waitFor(polls, DEV);
        timer.pass(Duration.ofSeconds(10));
        int before = requests.size();

        polls.wake(SHOP);
        timer.pass(Duration.ofMinutes(1));

        assertThat(requests).hasSize(before);
    }
}
