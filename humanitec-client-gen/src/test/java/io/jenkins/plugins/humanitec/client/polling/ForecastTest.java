package io.jenkins.plugins.humanitec.client.polling;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.humanitec.client.errors.HumanitecException;
import io.jenkins.plugins.humanitec.client.errors.TransportException;
import io.jenkins.plugins.humanitec.client.errors.UnreadableResponseException;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Polling with a knowledge of what is usual. Time passes only where the test says so. */
class ForecastTest extends JobWait {

    @Test
    void theUsualEndIsNoticedAtOnce() {
        earlier = seconds(295, 310, 290, 305, 300, 300, 298, 302, 297, 303, 299, 306, 294, 301, 300, 304);

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

    @ParameterizedTest
    @CsvSource({"130, 60", "1900, 15"})
    void anEarlyEndIsNoticedWithinAMinuteAndALateOneSooner(long end, long delay) {
        earlier = seconds(600, 605, 590, 610);

        assertThat(delay(forecasting(), Duration.ofSeconds(end))).isLessThanOrEqualTo(Duration.ofSeconds(delay));
    }

    @Test
    void eachOfTwoUsualDurationsIsNoticed() {
        earlier = seconds(40, 400, 41, 404, 39, 396, 40, 400, 41, 398, 40, 402);
        JobWait other = new JobWait();
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
        earlier = seconds(300, 301, 299, 300, 301, 300, 299, 302, 300, 298, 300, 301);
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
    void whoWaitsForTheNextJobBeginsAnew() {
        endAfter(Duration.ofSeconds(300));
        Told next = new Told();
        polls.subscribe(poller(null), new Told() {
            @Override
            public void done(String result) {
                job = "job 2";
                isKnown = true;
                earlier = seconds(60, 61, 59, 60);
                requests.clear();
                polls.subscribe(forecasting(), next);
            }
        });
        timer.pass(Duration.ofSeconds(330));

        assertThat(reads).hasSize(1);
        assertThat(next.statuses).isNotEmpty();
        assertThat(requests.get(0)).isLessThan(Duration.ofSeconds(318));
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
        earlier = seconds(300, 301, 299, 300, 302, 301, 300, 299, 300, 301, 300, 298);
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
