package io.jenkins.plugins.humanitec.client.http;

import static io.jenkins.plugins.humanitec.client.testing.TestHumanitec.SHOP;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.jenkins.plugins.humanitec.client.HumanitecClient;
import io.jenkins.plugins.humanitec.client.InvalidInputException;
import io.jenkins.plugins.humanitec.client.RetryPolicy;
import io.jenkins.plugins.humanitec.client.Token;
import io.jenkins.plugins.humanitec.client.errors.TransportException;
import io.jenkins.plugins.humanitec.client.errors.UnauthorizedException;
import io.jenkins.plugins.humanitec.client.testing.TestHumanitec;
import io.jenkins.plugins.humanitec.client.values.ValueSetting;
import io.jenkins.plugins.humanitec.simulator.Fault;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A token may be renewed while a client is in use. */
class RenewedTokenTest {

    @RegisterExtension
    final TestHumanitec humanitec = new TestHumanitec();

    private final AtomicInteger asked = new AtomicInteger();
    private volatile String secret = "expired";

    private HumanitecClient client() {
        return humanitec
                .builder()
                .token(() -> {
                    asked.incrementAndGet();
                    return Token.of(Token.Kind.BEARER, secret);
                })
                .build();
    }

    @Test
    void aRequestIsSentOnceMoreWithTheRenewedToken() {
        HumanitecClient client = client();
        secret = TestHumanitec.TOKEN;

        client.values().set(SHOP, ValueSetting.plain("A", "a"));

        assertThat(humanitec.shop().values().get("A").value()).isEqualTo("a");
        assertThat(humanitec.requests())
                .containsExactly(
                        "GET /orgs/acme/apps/shop/values",
                        "GET /orgs/acme/apps/shop/values",
                        "POST /orgs/acme/apps/shop/values");
        assertThat(asked).hasValue(2);
    }

    @Test
    void aTokenThatIsStillTheSameIsNotTriedAgain() {
        HumanitecClient client = client();

        assertThatExceptionOfType(UnauthorizedException.class)
                .isThrownBy(() -> client.values().list(SHOP));
        assertThat(humanitec.requests()).hasSize(1);
    }

    @Test
    void aTokenThatIsNoLongerThereLeavesTheAnswer() {
        HumanitecClient client = humanitec
                .builder()
                .token(() -> {
                    if (asked.getAndIncrement() > 0) {
                        throw new InvalidInputException("There are no credentials.");
                    }
                    return Token.of(Token.Kind.BEARER, "expired");
                })
                .build();

        assertThatExceptionOfType(UnauthorizedException.class)
                .isThrownBy(() -> client.values().list(SHOP));
    }

    @Test
    void manyThreadsAskForTheTokenOnce() throws Exception {
        HumanitecClient client = client();
        secret = TestHumanitec.TOKEN;
        ExecutorService threads = Executors.newFixedThreadPool(16);
        List<Future<?>> calls = new ArrayList<>();
        for (int i = 0; i < 16; i++) {
            calls.add(threads.submit(() -> client.values().list(SHOP)));
        }
        for (Future<?> call : calls) {
            call.get();
        }
        threads.shutdown();

        assertThat(asked).hasValue(2);
    }

    @Test
    void bothRequestsTogetherTakeNoLongerThanOneAttempt() {
        humanitec.fail(Fault.of(Fault.Kind.DELAY).delay(700).times(2));
        HumanitecClient client = once(() -> secret);
        secret = TestHumanitec.TOKEN;

        assertThatExceptionOfType(TransportException.class)
                .isThrownBy(() -> client.values().list(SHOP));
    }

    @Test
    void aTokenThatIsRenewedTooLateIsNotSent() {
        HumanitecClient client = once(() -> {
            if (asked.getAndIncrement() == 0) {
                return secret;
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1_100));
            return TestHumanitec.TOKEN;
        });

        assertThatExceptionOfType(TransportException.class)
                .isThrownBy(() -> client.values().list(SHOP))
                .withMessageContaining("the API rejected the token (401)");
        assertThat(humanitec.requests()).hasSize(1);
    }

    private HumanitecClient once(Supplier<String> secrets) {
        return humanitec
                .builder()
                .requestTimeout(Duration.ofSeconds(1))
                .retryPolicy(RetryPolicy.NONE)
                .token(() -> Token.of(Token.Kind.BEARER, secrets.get()))
                .build();
    }
}
