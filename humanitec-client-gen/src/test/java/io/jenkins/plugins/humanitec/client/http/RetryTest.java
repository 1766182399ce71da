package io.jenkins.plugins.humanitec.client.http;

import static io.jenkins.plugins.humanitec.client.testing.TestHumanitec.DEV;
import static io.jenkins.plugins.humanitec.client.testing.TestHumanitec.SHOP;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.jenkins.plugins.humanitec.client.HumanitecClient;
import io.jenkins.plugins.humanitec.client.RetryPolicy;
import io.jenkins.plugins.humanitec.client.api.PipelineRunsApi;
import io.jenkins.plugins.humanitec.client.api.SharedValuesApi;
import io.jenkins.plugins.humanitec.client.errors.ServerErrorException;
import io.jenkins.plugins.humanitec.client.errors.TooManyRequestsException;
import io.jenkins.plugins.humanitec.client.errors.TransportException;
import io.jenkins.plugins.humanitec.client.model.PipelineRunCreate;
import io.jenkins.plugins.humanitec.client.model.SharedValueCreate;
import io.jenkins.plugins.humanitec.client.testing.TestHumanitec;
import io.jenkins.plugins.humanitec.client.values.ValueSetting;
import io.jenkins.plugins.humanitec.simulator.Fault;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class RetryTest {

    @RegisterExtension
    final TestHumanitec humanitec = new TestHumanitec();

    private static final String VALUES = "/orgs/acme/apps/shop/values";

    @Test
    void aRateLimitIsWaitedForAsLongAsTheApiAsks() {
        humanitec.fail(Fault.status(429).retryAfter("3"));

        humanitec.timelessBuilder().build().values().list(SHOP);

        assertThat(humanitec.pauses()).containsExactly(Duration.ofSeconds(3));
        assertThat(humanitec.requests()).containsExactly("GET " + VALUES, "GET " + VALUES);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Mon, 02 Mar 2026 08:00:20 GMT",
                "Monday, 02-Mar-26 08:00:20 GMT",
                "Mon Mar  2 08:00:20 2026",
            })
    void theWaitMayBeADateInEachFormOfHttp(String date) {
        humanitec.fail(Fault.status(429).retryAfter(date));
        Clock clock = Clock.fixed(Instant.parse("2026-03-02T08:00:00Z"), ZoneOffset.UTC);

        humanitec.timelessBuilder().clock(clock).build().values().list(SHOP);

        assertThat(humanitec.pauses()).containsExactly(Duration.ofSeconds(20));
    }

    @ParameterizedTest
    @ValueSource(strings = {"3600", "99999999999999999999", "Fri, 01 Jan 2100 00:00:00 GMT"})
    void theWaitIsCapped(String retryAfter) {
        humanitec.fail(Fault.status(429).retryAfter(retryAfter));

        humanitec.timelessBuilder().build().values().list(SHOP);

        assertThat(humanitec.pauses()).containsExactly(Duration.ofSeconds(30));
    }

    @ParameterizedTest
    @ValueSource(strings = {"soon", "-5", ""})
    void aWaitThatCannotBeReadIsReplacedByBackOff(String retryAfter) {
        humanitec.fail(Fault.status(429).retryAfter(retryAfter));

        humanitec.timelessBuilder().build().values().list(SHOP);

        assertThat(humanitec.pauses()).containsExactly(Duration.ofMillis(250));
    }

    @Test
    void aRateLimitIsWaitedForWhateverTheMethod() {
        humanitec.fail(Fault.status(429).on("POST", "/values"));

        humanitec.timelessBuilder().build().values().set(DEV, ValueSetting.plain("A", "a"));

        assertThat(humanitec.requests())
                .filteredOn(request -> request.startsWith("POST"))
                .hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(ints = {502, 503, 504})
    void anUnavailableApiIsAskedAgainWithGrowingPauses(int status) {
        humanitec.fail(Fault.status(status).times(3));

        humanitec.timelessBuilder().build().values().list(SHOP);

        assertThat(humanitec.pauses())
                .containsExactly(Duration.ofMillis(250), Duration.ofMillis(500), Duration.ofMillis(1000));
    }

    @Test
    void pausesAreJitteredBetweenHalfAndAll() {
        humanitec.fail(Fault.status(503));

        humanitec.timelessBuilder().random(new Random(7)).build().values().list(SHOP);

        assertThat(humanitec.pauses())
                .singleElement()
                .satisfies(pause -> assertThat(pause)
                        .isBetween(Duration.ofMillis(250), Duration.ofMillis(500))
                        .isNotEqualTo(Duration.ofMillis(250)));
    }

    @Test
    void theLastAttemptsAnswerIsTheResult() {
        humanitec.fail(Fault.status(503).times(10));

        assertThatExceptionOfType(ServerErrorException.class)
                .isThrownBy(() -> humanitec.timelessBuilder().build().values().list(SHOP));
        assertThat(humanitec.requests()).hasSize(4);
    }

    @Test
    void anInternalErrorIsNotRetried() {
        humanitec.fail(Fault.status(500));

        assertThatExceptionOfType(ServerErrorException.class)
                .isThrownBy(() -> humanitec.timelessBuilder().build().values().list(SHOP));
        assertThat(humanitec.requests()).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource(
            value = Fault.Kind.class,
            names = {"RESET", "LOST_ANSWER", "TRUNCATE"})
    void aBrokenConnectionIsRetriedForAnIdempotentMethod(Fault.Kind kind) {
        humanitec.shop().setValue("A", "a", "", false);
        // The JDK's client repeats a GET once by itself if a kept connection breaks; a second failure reaches us.
        humanitec.fail(Fault.of(kind).times(2));

        assertThat(humanitec.timelessBuilder().build().values().list(SHOP)).hasSize(1);
        assertThat(humanitec.pauses()).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://127.0.0.1:1", "http://humanitec.invalid"})
    void whatNeverHadAConnectionIsSentAgainWhateverTheMethod(String nowhere) {
        SharedValuesApi api = humanitec
                .timelessBuilder()
                .baseUri(URI.create(nowhere))
                .plainHttp(true)
                .build()
                .api(SharedValuesApi.class);
        SharedValueCreate body =
                new SharedValueCreate().key("A").value("a").description("").isSecret(false);

        assertThatExceptionOfType(TransportException.class)
                .isThrownBy(() -> api.createApplicationValue("acme", "shop", body));
        assertThat(humanitec.pauses()).hasSize(3);
    }

    @Test
    void aCallThatCannotBeSentInTimeSaysSo() {
        humanitec.fail(Fault.status(429).retryAfter("20"));
        HumanitecClient client =
                humanitec.timelessBuilder().totalTimeout(Duration.ofSeconds(10)).build();

        assertThatExceptionOfType(TooManyRequestsException.class)
                .isThrownBy(() -> client.values().list(SHOP));
        assertThatExceptionOfType(TransportException.class)
                .isThrownBy(() -> client.values().list(SHOP))
                .withMessageEndingWith("the request was not sent within the total timeout of 10000 ms, "
                        + "since the API has reported too many requests (429)");
        assertThat(humanitec.requests()).hasSize(1);
    }

    @Test
    void aPutIsIdempotent() {
        humanitec.shop().setValue("A", "a", "", false);
        humanitec.fail(Fault.status(503).on("PUT", "/values/A"));

        humanitec.timelessBuilder().build().values().set(SHOP, ValueSetting.plain("A", "b"));

        assertThat(humanitec.shop().values().get("A").value()).isEqualTo("b");
    }

    @ParameterizedTest
    @EnumSource(
            value = Fault.Kind.class,
            names = {"RESET", "LOST_ANSWER"})
    void aBrokenConnectionIsNotRetriedForAPost(Fault.Kind kind) {
        humanitec.fail(Fault.of(kind).on("POST", "/values"));

        assertThatExceptionOfType(TransportException.class)
                .isThrownBy(() -> humanitec.timelessBuilder().build().values().set(SHOP, ValueSetting.plain("A", "a")));
        assertThat(humanitec.requests())
                .filteredOn(request -> request.startsWith("POST"))
                .hasSize(1);
    }

    @Test
    void anUnavailableApiIsNotAskedAgainForAPatch() {
        humanitec.fail(Fault.status(503).on("PATCH", "/replicas"));

        assertThatExceptionOfType(ServerErrorException.class)
                .isThrownBy(
                        () -> humanitec.timelessBuilder().build().workloads().startScaling(DEV, Map.of("backend", 3)));
        assertThat(humanitec.requests())
                .filteredOn(request -> request.startsWith("PATCH"))
                .hasSize(1);
    }

    @Test
    void aPolicyOfOneAttemptNeverRetries() {
        humanitec.fail(Fault.status(429).retryAfter("1"));

        assertThatExceptionOfType(TooManyRequestsException.class)
                .isThrownBy(() -> humanitec
                        .timelessBuilder()
                        .retryPolicy(RetryPolicy.NONE)
                        .build()
                        .values()
                        .list(SHOP));
        assertThat(humanitec.pauses()).isEmpty();
    }

    @Test
    void anInterruptEndsTheWaitAndIsKept() {
        humanitec.fail(Fault.status(503));
        HumanitecClient interrupted = humanitec
                .timelessBuilder()
                .sleeper(pause -> {
                    throw new InterruptedException();
                })
                .build();

        assertThatExceptionOfType(TransportException.class)
                .isThrownBy(() -> interrupted.values().list(SHOP));
        assertThat(Thread.interrupted()).as("the thread's interrupt").isTrue();
    }

    @ParameterizedTest
    @EnumSource(names = {"RESET", "LOST_ANSWER"})
    void aPostWithAnIdempotencyKeyIsRepeatedWithIt(Fault.Kind kind) {
        humanitec.addPipeline();
        humanitec.fail(Fault.of(kind).on("POST", "/runs"));
        PipelineRunsApi api = humanitec.timelessBuilder().build().api(PipelineRunsApi.class);

        api.createPipelineRun(
                "acme", "shop", "release", new PipelineRunCreate().inputs(Map.of()), "build-17", (Boolean) null);

        assertThat(humanitec.recorded())
                .extracting(request -> request.headers().get("idempotency-key"))
                .containsExactly("build-17", "build-17");
        assertThat(humanitec.shop().pipelines().runs()).hasSize(1);
    }

    @Test
    void aPostWithoutAnIdempotencyKeyIsNot() {
        humanitec.fail(Fault.of(Fault.Kind.RESET).on("POST", "/runs"));
        PipelineRunsApi api = humanitec.timelessBuilder().build().api(PipelineRunsApi.class);

        assertThatExceptionOfType(TransportException.class)
                .isThrownBy(() -> api.createPipelineRun(
                        "acme", "shop", "release", new PipelineRunCreate().inputs(Map.of()), null, (Boolean) null));
        assertThat(humanitec.requests()).hasSize(1);
    }
}
