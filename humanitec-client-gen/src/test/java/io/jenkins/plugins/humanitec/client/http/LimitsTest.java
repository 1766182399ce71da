package io.jenkins.plugins.humanitec.client.http;

import static io.jenkins.plugins.humanitec.client.testing.TestHumanitec.SHOP;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.jenkins.plugins.humanitec.client.api.SharedValuesApi;
import io.jenkins.plugins.humanitec.client.errors.ServerErrorException;
import io.jenkins.plugins.humanitec.client.errors.TooManyRequestsException;
import io.jenkins.plugins.humanitec.client.errors.TransportException;
import io.jenkins.plugins.humanitec.client.errors.UnreadableResponseException;
import io.jenkins.plugins.humanitec.client.model.SharedValueReplace;
import io.jenkins.plugins.humanitec.client.testing.TestHumanitec;
import io.jenkins.plugins.humanitec.simulator.Fault;
import java.net.SocketException;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** No call lasts longer, takes more, or leaves more behind than it may. */
@Timeout(120)
class LimitsTest {

    @RegisterExtension
    final TestHumanitec humanitec = new TestHumanitec();

    @Test
    void noAttemptBeginsAfterTheTotalTimeout() {
        humanitec.fail(Fault.status(503).times(100));

        assertThatExceptionOfType(ServerErrorException.class)
                .isThrownBy(() -> humanitec
                        .timelessBuilder()
                        .totalTimeout(Duration.ofMillis(800))
                        .build()
                        .values()
                        .list(SHOP));

        assertThat(humanitec.pauses()).containsExactly(Duration.ofMillis(250), Duration.ofMillis(500));
        assertThat(humanitec.requests()).hasSize(3);
    }

    @Test
    void aWaitThatTheApiAsksForIsNotBegunIfItIsTooLong() {
        humanitec.fail(Fault.status(429).retryAfter("20").times(100));

        assertThatExceptionOfType(TooManyRequestsException.class)
                .isThrownBy(() -> humanitec
                        .timelessBuilder()
                        .totalTimeout(Duration.ofSeconds(15))
                        .build()
                        .values()
                        .list(SHOP));

        assertThat(humanitec.pauses()).isEmpty();
    }

    /** Others that share the rate limiter get 429 while a request waits for its next attempt. */
    private SharedValuesApi pausedByOthers() {
        RateLimiter limiter = new RateLimiter(Clock.systemUTC());
        return humanitec
                .builder()
                .totalTimeout(Duration.ofSeconds(20))
                .rateLimiter(limiter)
                .sleeper(pause -> limiter.slowDown(Duration.ofMinutes(1)))
                .build()
                .api(SharedValuesApi.class);
    }

    @Test
    void anEarlierFailureIsNotLostInAPauseThatOthersCause() {
        humanitec.fail(Fault.of(Fault.Kind.RESET));
        SharedValuesApi api = pausedByOthers();

        assertThatExceptionOfType(TransportException.class)
                .isThrownBy(() -> api.replaceApplicationValue(
                        "acme", "shop", "A", new SharedValueReplace().value("b").description("")))
                .withMessageEndingWith("; the request was not sent again within the total timeout of 20000 ms, "
                        + "since the API has reported too many requests (429)")
                .withRootCauseInstanceOf(SocketException.class);
        assertThat(humanitec.requests()).hasSize(1);
    }

    @Test
    void anEarlierAnswerIsNotLostInAPauseThatOthersCause() {
        humanitec.fail(Fault.status(503));
        SharedValuesApi api = pausedByOthers();

        assertThatExceptionOfType(ServerErrorException.class)
                .isThrownBy(() -> api.listApplicationValues("acme", "shop"))
                .satisfies(e -> assertThat(e.status()).isEqualTo(503));
        assertThat(humanitec.requests()).hasSize(1);
    }

    @Test
    void anEarlierFailureIsNotLostInAnInterrupt() {
        humanitec.fail(Fault.of(Fault.Kind.RESET));
        SharedValuesApi api = humanitec
                .builder()
                .sleeper(pause -> {
                    throw new InterruptedException();
                })
                .build()
                .api(SharedValuesApi.class);

        assertThatExceptionOfType(TransportException.class)
                .isThrownBy(() -> api.replaceApplicationValue(
                        "acme", "shop", "A", new SharedValueReplace().value("b").description("")))
                .satisfies(e -> assertThat(e.getCause().getSuppressed()).hasSize(1));
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void aSlowAttemptEndsWithTheTotalTimeout() {
        humanitec.fail(Fault.of(Fault.Kind.STALL).times(100));
        long begun = System.nanoTime();

        assertThatExceptionOfType(TransportException.class)
                .isThrownBy(() -> humanitec
                        .builder()
                        .totalTimeout(Duration.ofMillis(500))
                        .build()
                        .values()
                        .list(SHOP));

        // Far from the minute that one attempt might take.
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(20));
    }

    @ParameterizedTest
    @EnumSource(names = {"DELAY", "STALL"})
    void anInterruptEndsACallThatWaitsForItsAnswer(Fault.Kind kind) throws Exception {
        humanitec.fail(Fault.of(kind).delay(60_000).times(100));
        AtomicReference<Thread> caller = new AtomicReference<>();
        CompletableFuture<Boolean> isKept = new CompletableFuture<>();
        Thread thread = new Thread(() -> {
            caller.set(Thread.currentThread());
            try {
                humanitec.client().values().list(SHOP);
                isKept.completeExceptionally(new AssertionError("it has an answer"));
            } catch (TransportException e) {
                isKept.complete(Thread.currentThread().isInterrupted());
            } catch (RuntimeException e) {
                isKept.completeExceptionally(e);
            }
        });
        thread.start();
        Awaitility.await().until(() -> !humanitec.requests().isEmpty());

        thread.interrupt();

        assertThat(isKept.get()).as("the thread's interrupt is kept").isTrue();
    }

    @Test
    void aBodyThatIsTooLargeIsAnErrorAndNotRead() {
        String body = "[" + "{},".repeat(100_000) + "{}]";
        humanitec.fail(Fault.status(200).body("application/json", body));

        assertThatExceptionOfType(UnreadableResponseException.class)
                .isThrownBy(() -> humanitec
                        .builder()
                        .maxResponseBytes(100_000)
                        .build()
                        .values()
                        .list(SHOP))
                .withMessageContaining("the body has more than 100000 bytes");
        assertThat(humanitec.requests()).as("it is not asked for again").hasSize(1);
    }

    @Test
    void aBodyOfJustTheSizeIsRead() {
        String body = "[" + " ".repeat(98) + "]";
        humanitec.fail(Fault.status(200).body("application/json", body));

        assertThat(humanitec.builder().maxResponseBytes(100).build().values().list(SHOP))
                .isEmpty();
    }
}
