package io.jenkins.plugins.humanitec.client.polling;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.humanitec.client.errors.HumanitecException;
import io.jenkins.plugins.humanitec.client.errors.TransportException;
import io.jenkins.plugins.humanitec.client.errors.UnreadableResponseException;
import io.jenkins.plugins.humanitec.client.http.RateLimiter;
import io.jenkins.plugins.humanitec.client.testing.ManualTimer;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Polling with a knowledge of what is usual. Time passes only where the test says so. */
class ForecastTest {

    private static final String JOB = "job 1";

    private final ManualTimer timer = new ManualTimer();
    private final SharedPoller polls =
            new SharedPoller(timer, Runnable::run, timer.clock(), SharedPoller.FIRST_PAUSE, SharedPoller.LONGEST_PAUSE);
    private final RateLimiter rateLimiter = new RateLimiter(timer.clock());
    private final List<Duration> requests = new ArrayList<>();
    private final List<String> reads = new ArrayList<>();
    private final Instant begin = timer.clock().instant();

    /** What is in progress; null after the end. */
    private String job = JOB;

    private List<Duration> earlier = List.of();
    private Supplier<HumanitecException> failure = () -> null;

    private static List<Duration> seconds(long... seconds) {
        return LongStream.of(seconds).mapToObj(Duration::ofSeconds).toList();
    }

    private String request() {
        requests.add(Duration.between(begin, timer.clock().instant()));
        return job == null ? "over" : job;
    }

    private final class OfJobs implements Forecaster<String> {

        @Override
        public Object inProgress(String state) {
            return state.equals("over") ? null : state;
        }

        @Override
        public Forecast<String> read(String last) {
            reads.add(last);
            String state = request();
            if (failure.get() != null) {
                throw failure.get();
            }
            return new Forecast<>(state, begin, earlier);
        }
    }

    private Poller<String> poller(@Nullable Forecaster<String> forecaster) {
        return new Poller<>(
                "the end",
                new PollTarget<>("job", this::request, false, rateLimiter, forecaster),
                state -> new Poller.State<>(Optional.of(state).filter("over"::equals), state),
                timer.clock(),
                begin.plus(Duration.ofHours(2)));
    }

    private Poller<String> forecasting() {
        return poller(new OfJobs());
    }

    private static final class Told implements PollListener<String> {
        private final List<String> statuses = new ArrayList<>();
        private boolean isDone;

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

    private void endAfter(Duration duration) {
        Runnable end = () -> job = null;
        timer.schedule(end, duration.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Waits for a job that takes this long, and returns how long after its end this is noticed. */
    private Duration delay(Poller<String> poller, Duration duration) {
        endAfter(duration);
        Told told = new Told();
        polls.subscribe(poller, told);
        timer.pass(duration.plusMinutes(2));
        assertThat(told.isDone).isTrue();
        return requests.get(requests.size() - 1).minus(duration);
    }

    @Test
    void theUsualEndIsNoticedAtOnce() {
        earlier = seconds(295, 310, 290, 305, 300, 300, 298, 302);

        assertThat(delay(forecasting(), Duration.ofMillis(301_234))).isLessThan(Duration.ofMillis(1500));
        assertThat(requests.stream().filter(at -> at.toSeconds() < 240)).hasSizeLessThan(9);
        assertThat(reads).containsExactly(JOB);
    }

    @Test
    void withoutEarlierOnesThePausesGrow() {
        endAfter(Duration.ofSeconds(60));
        polls.subscribe(forecasting(), new Told());
        timer.pass(Duration.ofMinutes(3));

        assertThat(requests)
                .extracting(Duration::toMillis)
                .containsExactly(0L, 2000L, 5000L, 9500L, 16_250L, 26_375L, 41_375L, 56_375L, 71_375L);
    }

    /** Tight, wide, two usual durations, outliers, a single one, and any. */
    private static List<List<Duration>> histories() {
        Random random = new Random(1);
        List<List<Duration>> all = new ArrayList<>(List.of(
                seconds(300, 301, 299, 300),
                seconds(60, 120, 240, 480, 90, 700),
                seconds(20, 21, 400, 19, 410, 395, 20),
                seconds(100, 101, 99, 100, 7200, 1),
                seconds(45),
                seconds(1, 1, 1)));
        for (int i = 0; i < 12; i++) {
            all.add(random.longs(1 + 2 * i, 1, 900)
                    .mapToObj(Duration::ofSeconds)
                    .toList());
        }
        return all;
    }

    @Test
    void thereAreNeverMoreRequestsThanWithGrowingPauses() {
        for (int tenths = 1; tenths < 9000; tenths += 1 + tenths / 3) {
            Duration duration = Duration.ofMillis(tenths * 100L);
            ForecastTest growing = new ForecastTest();
            growing.delay(growing.poller(null), duration);
            for (List<Duration> history : histories()) {
                ForecastTest forecast = new ForecastTest();
                forecast.earlier = history;
                forecast.delay(forecast.forecasting(), duration);

                assertThat(forecast.requests)
                        .as("%s after %s", duration, history)
                        .hasSizeLessThanOrEqualTo(growing.requests.size());
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"130, 60", "1900, 15"})
    void anEarlyEndIsNoticedWithinAMinuteAndALateOneSooner(long end, long delay) {
        earlier = seconds(600, 605, 590, 610);

        assertThat(delay(forecasting(), Duration.ofSeconds(end))).isLessThanOrEqualTo(Duration.ofSeconds(delay));
    }

    @Test
    void eachOfTwoUsualDurationsIsNoticed() {
        earlier = seconds(40, 400, 41, 404, 39, 396, 40, 400, 41, 398, 40, 402);
        ForecastTest other = new ForecastTest();
        other.earlier = earlier;

        assertThat(delay(forecasting(), Duration.ofMillis(40_500))).isLessThan(Duration.ofSeconds(3));
        assertThat(other.delay(other.forecasting(), Duration.ofMillis(400_500))).isLessThan(Duration.ofSeconds(3));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aFailedHistoryDoesNotFailTheWait(boolean isLasting) {
        earlier = seconds(60, 61, 59);
        HumanitecException problem = isLasting
                ? UnreadableResponseException.of("GET", "/deploys", 200, "no list", null)
                : new TransportException("GET", "/deploys", "api.humanitec.io", new IOException("reset"));
        failure = () -> problem;

        assertThat(delay(forecasting(), Duration.ofSeconds(60))).isEqualTo(Duration.ofMillis(11_375));
        assertThat(reads).containsExactly(JOB);
    }

    @Test
    void manyWhoWaitReadTheHistoryOnceAndShareAllRequests() {
        earlier = seconds(300, 301, 299, 300);
        endAfter(Duration.ofSeconds(300));
        List<Told> all = IntStream.range(0, 20).mapToObj(i -> new Told()).toList();
        all.forEach(told -> {
            polls.subscribe(forecasting(), told);
            timer.pass(Duration.ofSeconds(1));
        });
        timer.pass(Duration.ofSeconds(283));

        assertThat(all).allMatch(told -> told.isDone);
        assertThat(reads).containsExactly(JOB);
        assertThat(requests).hasSizeLessThan(26);
    }

    @Test
    void whoJoinsDoesNotWaitForTheUsualEnd() {
        earlier = seconds(600, 601, 599, 600);
        polls.subscribe(forecasting(), new Told());
        timer.pass(Duration.ofSeconds(210));
        int before = requests.size();
        Told late = new Told();

        polls.subscribe(forecasting(), late);
        timer.pass(Duration.ofSeconds(2));

        assertThat(late.statuses).containsExactly(JOB);
        assertThat(requests).hasSize(before + 1);
    }

    @Test
    void whoWaitsForSomethingElseIsServedWithGrowingPauses() {
        earlier = seconds(600, 601, 599, 600);
        polls.subscribe(forecasting(), new Told());
        timer.pass(Duration.ofSeconds(100));
        Told other = new Told();

        polls.subscribe(poller(null), other);
        timer.pass(Duration.ofSeconds(300));

        assertThat(other.statuses).hasSizeGreaterThanOrEqualTo(20);
        assertThat(requests).as("as without a forecast").hasSizeLessThanOrEqualTo(31);
    }

    @Test
    void whatComesNextHasItsOwnForecast() {
        earlier = seconds(60, 61, 59);
        Told told = new Told();
        polls.subscribe(forecasting(), told);
        timer.pass(Duration.ofSeconds(30));
        job = "job 2";
        timer.pass(Duration.ofMinutes(2));

        assertThat(reads).containsExactly(JOB, "job 2");
        assertThat(told.isDone).isFalse();
    }

    @Test
    void theRateLimitWins() {
        earlier = seconds(60, 61, 59, 60, 60);
        polls.subscribe(forecasting(), new Told());
        timer.pass(Duration.ofSeconds(55));
        rateLimiter.slowDown(Duration.ofSeconds(40));
        int before = requests.size();

        timer.pass(Duration.ofSeconds(39));
        assertThat(requests).hasSize(before);
        timer.pass(Duration.ofSeconds(2));
        assertThat(requests).hasSizeGreaterThan(before);
    }

    @Test
    void aPollerOfOneThreadUsesTheForecastToo() throws InterruptedException {
        earlier = seconds(300, 301, 299, 300, 302);
        endAfter(Duration.ofSeconds(301));

        assertThat(forecasting().await(timer::pass)).isEqualTo("over");

        assertThat(requests.get(requests.size() - 1)).isLessThan(Duration.ofMillis(302_500));
    }

    @Test
    void whoPollsMoreOftenOnHisOwnIsNotToldToWaitForLong() {
        earlier = seconds(300, 301, 299, 300, 302);
        Poller<String> poller = forecasting();
        for (int i = 0; i < 200; i++) {
            assertThat(poller.poll().nextPoll()).isLessThanOrEqualTo(Duration.ofMinutes(1));
        }
    }
}
