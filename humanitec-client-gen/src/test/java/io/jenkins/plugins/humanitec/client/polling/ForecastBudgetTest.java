package io.jenkins.plugins.humanitec.client.polling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.jenkins.plugins.humanitec.client.http.RateLimiter;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How many requests are made with a knowledge of what is usual, and how soon most ends are noticed. */
class ForecastBudgetTest {

    /** Tight, wide, two usual durations, outliers, a single one, and any. */
    private static List<List<Duration>> histories() {
        Random random = new Random(1);
        List<List<Duration>> all = new ArrayList<>(List.of(
                JobWait.seconds(300, 301, 299, 300),
                JobWait.seconds(60, 120, 240, 480, 90, 700),
                JobWait.seconds(20, 21, 400, 19, 410, 395, 20),
                JobWait.seconds(100, 101, 99, 100, 7200, 1),
                JobWait.seconds(3000, 3300, 2600, 3500, 2900, 2700, 3100),
                JobWait.seconds(45),
                JobWait.seconds(1, 1, 1)));
        for (int i = 0; i < 12; i++) {
            all.add(random.longs(1 + 2 * i, 1, 900)
                    .mapToObj(Duration::ofSeconds)
                    .toList());
        }
        return all;
    }

    /** How long one deployment after the other takes, in milliseconds. */
    private static Stream<Arguments> successions() {
        return Stream.of(
                arguments("a spread of 5 %", succession(i -> 300, 0.05)),
                arguments("a spread of 20 %", succession(i -> 300, 0.2)),
                arguments("a spread of 50 %", succession(i -> 120, 0.5)),
                arguments("two usual durations", succession(i -> i % 3 == 0 ? 40 : 400, 0.03)),
                arguments("outliers", succession(i -> i % 9 == 8 ? 3600 : 200, 0.1)),
                arguments("longer and longer", succession(i -> 60 * Math.pow(1.02, i), 0)),
                arguments("shorter and shorter", succession(i -> 600 - 5.0 * i, 0.05)),
                arguments("longer all at once", succession(i -> i < 30 ? 100 : 400, 0.1)),
                arguments("short", succession(i -> 5, 0.1)),
                arguments("very different", succession(i -> 60, 1.5)));
    }

    private static long[] succession(IntToDoubleFunction usual, double spread) {
        return succession(60, usual, spread, new Random(1));
    }

    private static long[] succession(int count, IntToDoubleFunction usual, double spread, Random random) {
        return IntStream.range(0, count)
                .mapToLong(i -> Math.round(1000 * usual.applyAsDouble(i) * Math.exp(spread * random.nextGaussian())))
                .toArray();
    }

    /** All waits until any of them: nothing is made up for later. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("successions")
    void allWaitsTogetherNeedNoMoreRequestsThanWithGrowingPauses(String name, long[] durations) {
        for (int seconds : new int[] {0, 5}) {
            RateLimiter budget = new RateLimiter(Clock.systemUTC());
            int expected = 0;
            int made = 0;
            for (int i = 0; i < durations.length; i++) {
                Duration duration = Duration.ofMillis(durations[i]);
                JobWait growing = new JobWait();
                growing.latency = Duration.ofSeconds(seconds);
                growing.delay(growing.poller(null), duration);
                expected += growing.requests.size();
                JobWait forecast = new JobWait();
                forecast.latency = Duration.ofSeconds(seconds);
                forecast.isKnown = i % 2 == 0;
                forecast.rateLimiter = budget;
                forecast.earlier = newestFirst(durations, i);
                forecast.delay(forecast.forecasting(), duration);
                made += forecast.requests.size();

                assertThat(made).as("%s, %d, latency %d s", name, i, seconds).isLessThanOrEqualTo(expected);
            }
        }
    }

    @Test
    void oneWaitForSeveralJobsNeedsNoMoreRequestsEither() {
        JobWait growing = new JobWait();
        growing.polls.subscribe(growing.poller(null), new JobWait.Told());
        JobWait forecast = new JobWait();
        forecast.earlier = JobWait.seconds(60, 61, 59, 60);
        forecast.polls.subscribe(forecast.forecasting(), new JobWait.Told());
        for (int i = 0; i < 40; i++) {
            forecast.job = "job " + i;
            forecast.timer.pass(Duration.ofSeconds(60));
            growing.timer.pass(Duration.ofSeconds(60));
            assertThat(forecast.requests.size() + forecast.rateLimiter.budget().saved())
                    .isLessThanOrEqualTo(growing.requests.size());
        }
    }

    @Test
    void aWaitThatIsGivenUpLeavesWhatItHasNotUsed() {
        JobWait wait = new JobWait();
        wait.earlier = JobWait.seconds(600, 601, 599, 600);
        SharedPoller.Subscription subscription = wait.polls.subscribe(wait.forecasting(), new JobWait.Told());
        wait.timer.pass(Duration.ofSeconds(200));

        subscription.cancel();
        wait.timer.pass(Duration.ofMinutes(2));

        JobWait growing = new JobWait();
        growing.polls.subscribe(growing.poller(null), new JobWait.Told());
        growing.timer.pass(Duration.ofSeconds(200));
        assertThat(wait.rateLimiter.budget().saved()).isBetween(5, growing.requests.size() - wait.requests.size());
    }

    /** Returns the last 30 durations before an index. */
    private static List<Duration> newestFirst(long[] durations, int before) {
        return IntStream.range(0, Math.min(30, before))
                .mapToObj(i -> Duration.ofMillis(durations[before - 1 - i]))
                .toList();
    }

    @Test
    void withASpreadOfTwelvePercentMostEndsAreNoticedWithinSeconds() {
        RateLimiter budget = new RateLimiter(Clock.systemUTC());
        Random random = new Random(1);
        List<long[]> environments = IntStream.of(30, 63, 134, 284, 600)
                .mapToObj(usual -> succession(70, i -> usual, 0.12, random))
                .toList();
        List<Duration> delays = new ArrayList<>();
        for (int i = 30; i < 70; i++) {
            for (long[] durations : environments) {
                JobWait wait = new JobWait();
                wait.rateLimiter = budget;
                wait.earlier = newestFirst(durations, i);
                delays.add(wait.delay(wait.forecasting(), Duration.ofMillis(durations[i])));
            }
        }
        delays.sort(null);

        assertThat(delays.get(delays.size() / 2)).isLessThan(Duration.ofMillis(1500));
        assertThat(delays.get(delays.size() * 95 / 100)).isLessThan(Duration.ofSeconds(5));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1000})
    void aSingleWaitTakesAtMostFiftyRequestsOfThoseThatAreLeft(int left) {
        for (int tenths = 1; tenths < 70_000; tenths += 1 + tenths / 3) {
            Duration duration = Duration.ofMillis(tenths * 100L);
            JobWait growing = new JobWait();
            growing.delay(growing.poller(null), duration);
            for (List<Duration> history : histories()) {
                JobWait forecast = new JobWait();
                forecast.rateLimiter.budget().add(left);
                forecast.earlier = history;
                forecast.delay(forecast.forecasting(), duration);

                assertThat(forecast.requests)
                        .as("%s after %s", duration, history)
                        .hasSizeLessThanOrEqualTo(growing.requests.size() + Math.min(50, left));
                assertThat(forecast.rateLimiter.budget().saved())
                        .isLessThanOrEqualTo(left + growing.requests.size() - forecast.requests.size());
            }
        }
    }
}
