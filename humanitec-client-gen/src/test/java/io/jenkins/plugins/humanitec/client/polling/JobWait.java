package io.jenkins.plugins.humanitec.client.polling;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.humanitec.client.errors.HumanitecException;
import io.jenkins.plugins.humanitec.client.http.RateLimiter;
import io.jenkins.plugins.humanitec.client.testing.ManualTimer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/** Someone who waits for a job, with or without a forecast. Time passes only where the test says so. */
class JobWait {

    static final String JOB = "job 1";

    final ManualTimer timer = new ManualTimer();
    final SharedPoller polls =
            new SharedPoller(timer, Runnable::run, timer.clock(), SharedPoller.FIRST_PAUSE, SharedPoller.LONGEST_PAUSE);
    /** Has the budget of requests. Successive waits can share it. */
    RateLimiter rateLimiter = new RateLimiter(timer.clock());

    final List<Duration> requests = new ArrayList<>();
    final List<String> reads = new ArrayList<>();
    final Instant begin = timer.clock().instant();

    /** What is in progress; null after the end. */
    String job = JOB;

    /** How long a request takes. */
    Duration latency = Duration.ZERO;

    /** Whether it is known before the first request what is in progress. */
    boolean isKnown;

    List<Duration> earlier = List.of();
    Supplier<HumanitecException> failure = () -> null;

    static List<Duration> seconds(long... seconds) {
        return LongStream.of(seconds).mapToObj(Duration::ofSeconds).toList();
    }

    String request() {
        requests.add(Duration.between(begin, timer.clock().instant()));
        timer.elapse(latency);
        return job == null ? "over" : job;
    }

    final class OfJobs implements Forecaster<String> {

        @Override
        public @Nullable Object inProgress(@Nullable String state) {
            return state == null ? isKnown ? job : null : state.equals("over") ? null : state;
        }

        @Override
        public Forecast<String> read(@Nullable String last) {
            reads.add(last);
            String state = request();
            if (failure.get() != null) {
                throw failure.get();
            }
            return new Forecast<>(state, begin, earlier);
        }
    }

    Poller<String> poller(@Nullable Forecaster<String> forecaster) {
        return new Poller<>(
                "the end",
                new PollTarget<>("job", this::request, false, rateLimiter, forecaster, null),
                state -> new Poller.State<>(Optional.of(state).filter("over"::equals), state),
                timer.clock(),
                begin.plus(Duration.ofHours(2)));
    }

    Poller<String> forecasting() {
        return poller(new OfJobs());
    }

    static class Told implements PollListener<String> {
        final List<String> statuses = new ArrayList<>();
        boolean isDone;

        @Override
        public void progressed(String status) {
            statuses.add(status);
        }

        @Override
        public void done(String result) {
            isDone = true;
        }

        @Override
        public void failed(RuntimeException problem) {
            throw problem;
        }
    }

    void endAfter(Duration duration) {
        Runnable end = () -> job = null;
        timer.schedule(end, duration.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Waits for a job that takes this long, and returns how long after its end this is noticed. */
    Duration delay(Poller<String> poller, Duration duration) {
        endAfter(duration);
        Told told = new Told();
        polls.subscribe(poller, told);
        timer.pass(duration.plusMinutes(2));
        assertThat(told.isDone).isTrue();
        return requests.get(requests.size() - 1).minus(duration);
    }
}
