package io.jenkins.plugins.humanitec.client.workloads;

import static io.jenkins.plugins.humanitec.client.testing.TestHumanitec.DEV;
import static io.jenkins.plugins.humanitec.client.testing.TestHumanitec.SHOP;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.jenkins.plugins.humanitec.client.HumanitecClient;
import io.jenkins.plugins.humanitec.client.InvalidInputException;
import io.jenkins.plugins.humanitec.client.RetryPolicy;
import io.jenkins.plugins.humanitec.client.errors.NotFoundException;
import io.jenkins.plugins.humanitec.client.errors.OperationTimeoutException;
import io.jenkins.plugins.humanitec.client.polling.Poller;
import io.jenkins.plugins.humanitec.client.runtime.RuntimeSnapshot;
import io.jenkins.plugins.humanitec.client.testing.TestHumanitec;
import io.jenkins.plugins.humanitec.simulator.Fault;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class WorkloadsTest {

    @RegisterExtension
    final TestHumanitec humanitec = new TestHumanitec();

    private static Instant inAMinute() {
        return Instant.now().plus(Duration.ofMinutes(1));
    }

    @Test
    void theRuntimeTellsModulesReplicasAndPods() {
        RuntimeSnapshot runtime = humanitec.client().workloads().runtime(DEV);

        assertThat(runtime.namespace()).isEqualTo("shop-dev");
        assertThat(runtime.modules()).containsOnlyKeys("backend", "frontend", "migration");
        RuntimeSnapshot.Module backend = runtime.modules().get("backend");
        assertThat(backend.replicas()).isEqualTo(2);
        assertThat(backend.status()).isEqualTo("Success");
        assertThat(backend.pods()).hasSize(2).allMatch(RuntimeSnapshot.Pod::ready);
    }

    @Test
    void scalingTellsBeforeAndAfterAndIsWatchedUntilItIsSo() throws InterruptedException {
        HumanitecClient client = humanitec.client();

        Scaling scaling = client.workloads().startScaling(DEV, Map.of("backend", 4, "frontend", 0));
        RuntimeSnapshot settled = client.workloads()
                .scalingPoller(DEV, Map.of("backend", 4, "frontend", 0), inAMinute())
                .await(pause -> Thread.onSpinWait());

        assertThat(scaling.modules())
                .containsExactly(
                        Map.entry("backend", new Scaling.Change(2, 4)),
                        Map.entry("frontend", new Scaling.Change(1, 0)));
        assertThat(settled.modules().get("backend").pods()).hasSize(4);
        assertThat(settled.modules().get("frontend").pods()).isEmpty();
    }

    @Test
    void aModuleThatDoesNotRunIsAnErrorThatListsWhatDoes() {
        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(() -> humanitec.client().workloads().startScaling(DEV, Map.of("backnd", 3)))
                .withMessage("There is no module 'backnd' in shop/dev. Modules there: backend, frontend, migration.");
        assertThat(humanitec.requests()).allMatch(request -> request.startsWith("GET "));
    }

    @Test
    void aJobCannotBeScaled() {
        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(() -> humanitec.client().workloads().startScaling(DEV, Map.of("migration", 3)))
                .withMessageContaining("'migration' in shop/dev cannot be scaled");
    }

    @Test
    void numbersAreCheckedBeforeAnyRequest() {
        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(() -> humanitec.client().workloads().startScaling(DEV, Map.of("backend", -1)))
                .withMessageContaining("backend cannot have -1 replicas");
        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(() -> humanitec.client().workloads().startScaling(DEV, Map.of()))
                .withMessageContaining("No module");
        assertThat(humanitec.requests()).isEmpty();
    }

    @Test
    void aWatchTellsHowFarItIsAndPausesLongerAndLonger() {
        humanitec.shop().env("dev").modules().get("backend").scale(2);
        Poller<RuntimeSnapshot> watch =
                humanitec.client().workloads().scalingPoller(DEV, Map.of("backend", 9), inAMinute());

        Poller.Progress<RuntimeSnapshot> first = watch.poll();
        Poller.Progress<RuntimeSnapshot> second = watch.poll();

        assertThat(watch.goal()).isEqualTo("backend at 9 replicas in shop/dev");
        assertThat(first.result()).isEmpty();
        assertThat(first.status()).isEqualTo("backend has 2 of 9 pods ready");
        assertThat(first.nextPoll()).isEqualTo(Duration.ofSeconds(2));
        assertThat(second.nextPoll()).isEqualTo(Duration.ofSeconds(3));
    }

    @Test
    void aWatchEndsAtItsDeadlineWithWhatItSawLast() {
        Poller<RuntimeSnapshot> watch = humanitec
                .client()
                .workloads()
                .scalingPoller(DEV, Map.of("backend", 9), Instant.now().minusSeconds(60));

        assertThatExceptionOfType(OperationTimeoutException.class)
                .isThrownBy(watch::poll)
                .withMessageContaining("backend at 9 replicas in shop/dev")
                .withMessageContaining("backend has 2 of 9 pods ready");
    }

    @Test
    void troubleOfTheApiDoesNotEndAWatch() {
        Poller<RuntimeSnapshot> watch = humanitec
                .builder()
                .retryPolicy(RetryPolicy.NONE)
                .build()
                .workloads()
                .scalingPoller(DEV, Map.of("backend", 2), inAMinute());
        humanitec.fail(Fault.status(503));
        humanitec.fail(Fault.status(429).retryAfter("30"));

        assertThat(watch.poll().status()).contains("503");
        Poller.Progress<RuntimeSnapshot> limited = watch.poll();
        assertThat(limited.status()).contains("429");
        assertThat(limited.nextPoll()).isBetween(Duration.ofSeconds(29), Duration.ofSeconds(30));
        assertThat(watch.poll().result()).isPresent();
    }

    @Test
    void anErrorThatWaitingDoesNotMendEndsAWatch() {
        Poller<RuntimeSnapshot> watch =
                humanitec.client().workloads().scalingPoller(SHOP.env("prod"), Map.of("backend", 2), inAMinute());

        assertThatExceptionOfType(NotFoundException.class).isThrownBy(watch::poll);
    }

    @Test
    void aPodWhoseContainerIsNotReadyDoesNotCount() {
        humanitec.fail(Fault.status(200).on("GET", "/runtime").body("application/json", """
                        {"namespace": "n", "modules": {"backend": {"profile": "p", "spec": {}, "externals": {},
                          "later-text": "x", "later-list": [1], "later-object": {"a": 1},
                          "backend": {"kind": "Deployment", "replicas": 1, "status": "Pending", "message": "",
                            "revision": 1, "pods": [{"podName": "a", "revision": 1, "phase": "Running",
                            "status": "x", "containerStatuses": [{"ready": false}]}]}}}}"""));

        RuntimeSnapshot.Module backend =
                humanitec.client().workloads().runtime(DEV).modules().get("backend");

        assertThat(backend.replicas()).isEqualTo(1);
        assertThat(backend.readyPods()).isZero();
        assertThat(backend.hasSettledAt(1)).isFalse();
    }
}
