package io.jenkins.plugins.humanitec.client.polling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

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
                arguments("longer and longer", succession(i -> 200 + 2.0 * i, 0.05)),
                arguments("shorter and shorter", succession(i -> 600 - 5.0 * i, 0.05)),
                arguments("longer all at once", succession(i -> i < 30 ? 100 : 400, 0.1)));
    }

    private static long[] succession(IntToDoubleFunction usual, double spread) {
        Random random = new Random(1);
        return IntStream.range(0, 60)
                .mapToLong(i -> Math.round(1000 * usual.applyAsDouble(i) * Math.exp(spread * random.nextGaussian())))
                .toArray();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("successions")
    void allWaitsTogetherNeedNoMoreRequestsThanWithGrowingPauses(String name, long[] durations) {
        int expected = 0;
        int made = 0;
        for (int i = 0; i < durations.length; i++) {
            Duration duration = Duration.ofMillis(durations[i]);
            JobWait growing = new JobWait();
            growing.delay(growing.poller(null), duration);
            expected += growing.requests.size();
            JobWait forecast = new JobWait();
            forecast.earlier = newestFirst(durations, i);
            forecast.delay(forecast.forecasting(), duration);
            made += forecast.requests.size();
        }

        assertThat(made).as(name).isLessThanOrEqualTo(expected);
    }

    /** Returns the last 30 durations before an index. */
    private static List<Duration> newestFirst(long[] durations, int before) {
        return IntStream.range(0, Math.min(30, before))
                .mapToObj(i -> Duration.ofMillis(durations[before - 1 - i]))
                .toList();
    }

    @Test
    void withASpreadOfTenPercentMostEndsAreNoticedWithinSeconds() {
        List<Duration> delays = new ArrayList<>();
        for (int usual : new int[] {30, 63, 134, 284, 600}) {
            long[] durations = succession(i -> usual, 0.1);
            for (int i = 0; i < durations.length; i++) {
                JobWait wait = new JobWait();
                wait.earlier = newestFirst(durations, i);
                delays.add(wait.delay(wait.forecasting(), Duration.ofMillis(durations[i])));
            }
        }
        delays.sort(null);

        assertThat(delays.get(delays.size() / 2)).isLessThan(Duration.ofMillis(1500));
        assertThat(delays.get(delays.size() * 95 / 100)).isLessThan(Duration.ofSeconds(5));
    }

    @Test
    void aSingleWaitNeedsAtMostFiftyRequestsMoreThanWithGrowingPauses() {
        for (int tenths = 1; tenths < 70_000; tenths += 1 + tenths / 3) {
            Duration duration = Duration.ofMillis(tenths * 100L);
            JobWait growing = new JobWait();
            growing.delay(growing.poller(null), duration);
            for (List<Duration> history : histories()) {
                JobWait forecast = new JobWait();
                forecast.earlier = history;
                forecast.delay(forecast.forecasting(), duration);

                assertThat(forecast.requests)
                        .as("%s after %s", duration, history)
                        .hasSizeLessThanOrEqualTo(growing.requests.size() + 50);
            }
        }
    }
}
