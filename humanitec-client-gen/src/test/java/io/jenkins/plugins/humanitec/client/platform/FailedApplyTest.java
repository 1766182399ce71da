package io.jenkins.plugins.humanitec.client.platform;

import static io.jenkins.plugins.humanitec.client.platform.Manifests.of;
import static io.jenkins.plugins.humanitec.client.platform.Manifests.read;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.jenkins.plugins.humanitec.client.platform.AppliedChange.Outcome;
import io.jenkins.plugins.humanitec.client.platform.Platform.OnFailure;
import io.jenkins.plugins.humanitec.client.testing.TestHumanitec;
import io.jenkins.plugins.humanitec.simulator.Fault;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What becomes of the other changes when one fails, and what is told of it. */
class FailedApplyTest {

    private static final String TYPES = IntStream.range(0, 30)
            .mapToObj(i -> of("EnvironmentType", "{id: e-" + i + "}", "{description: Tests}"))
            .collect(Collectors.joining());
    private static final String STORE = of("Application", "{id: store}", "{name: Store}")
            + of("Environment", "{id: qa, app_id: store}", "{name: QA, type: development}")
            + of("SharedValue", "{id: KEY, app_id: store, env_id: qa}", "{value: a, description: b}");

    @RegisterExtension
    final TestHumanitec humanitec = new TestHumanitec();

    private Platform platform() {
        return humanitec.client().platform("acme");
    }

    private ApplyResult apply(String manifests, PlanOptions options, OnFailure onFailure) {
        return TestHumanitec.result(platform().apply(read(manifests), options, onFailure));
    }

    private ApplyResult failed(String manifests, PlanOptions options, OnFailure onFailure) {
        return catchThrowableOfType(ApplyFailedException.class, () -> apply(manifests, options, onFailure))
                .result();
    }

    private static List<String> texts(ApplyResult result) {
        return result.changes().stream().map(AppliedChange::toString).toList();
    }

    private List<String> changes() {
        return humanitec.requests().stream()
                .filter(request -> !request.startsWith("GET "))
                .toList();
    }

    @Test
    void whatDependsOnAFailureIsLeftAndTheRestIsFinished() {
        humanitec.fail(Fault.status(400).on("POST", "/apps/store/envs"));

        ApplyResult result =
                failed(STORE + TYPES, PlanOptions.DEFAULT.withOwner(OwnerRecord.empty("team")), OnFailure.CONTINUE);

        assertThat(texts(result))
                .hasSize(33)
                .contains(
                        "+ create Application store: done",
                        "+ create SharedValue store/qa/KEY: not done: it depends on Environment store/qa");
        assertThat(texts(result))
                .filteredOn(text -> text.startsWith("+ create Environment store/qa: failed: "))
                .hasSize(1);
        assertThat(result.summary()).isEqualTo("31 done, 1 failed, 1 not done");
        assertThat(result.owner().orElseThrow().objects()).hasSize(31);

        ApplyResult again = apply(
                STORE + TYPES, PlanOptions.DEFAULT.withOwner(result.owner().orElseThrow()), OnFailure.STOP);
        assertThat(texts(again))
                .containsExactly("+ create Environment store/qa: done", "+ create SharedValue store/qa/KEY: done");
        assertThat(again.owner().orElseThrow().objects()).hasSize(33);
    }

    @Test
    void afterAFailureNothingElseBeginsIfItIsToStop() {
        humanitec.fail(Fault.status(400).on("POST", "/env-types"));
        // The other connections wait until the failure is known.
        humanitec.fail(
                Fault.of(Fault.Kind.DELAY).on("POST", "/env-types").times(100).delay(100));

        ApplyResult result = failed(TYPES + STORE, PlanOptions.DEFAULT, OnFailure.STOP);

        assertThat(result.changes()).hasSize(33);
        assertThat(changes()).hasSizeLessThanOrEqualTo(7);
        assertThat(result.changes().stream().filter(change -> change.outcome() == Outcome.SKIPPED))
                .allMatch(change -> change.message().equals("another change has failed")
                        || change.message().equals("it depends on Application store"))
                .hasSizeGreaterThanOrEqualTo(26);
    }

    @Test
    void aRequestThatCannotBeMadeFailsAloneWithACompleteAccount() {
        CredentialSource once = new CredentialSource() {
            private static final long serialVersionUID = 1L;
            private int calls;

            @Override
            public Optional<String> secret(String id) {
                if (++calls > 1) {
                    throw new IllegalStateException("The store of credentials is closed.");
                }
                return Optional.of("s3cret");
            }
        };

        ApplyResult result = failed(
                of(
                                "SharedValue",
                                "{id: TOKEN, app_id: shop}",
                                "{is_secret: true, description: x, value: '${credentials:a}'}")
                        + TYPES,
                PlanOptions.DEFAULT.withCredentials(once),
                OnFailure.CONTINUE);

        assertThat(result.summary()).isEqualTo("30 done, 1 failed, 0 not done");
        assertThat(texts(result))
                .contains("+ create SharedValue shop/TOKEN: failed: The store of credentials is closed.");
    }

    @Test
    void noSecretIsToldWhenTheApiRepeatsIt() {
        String secret = "hunter2 &\n\"x\"";
        humanitec.fail(new Fault(
                Fault.Kind.STATUS,
                "POST",
                "/values",
                1,
                400,
                Map.of(),
                "application/json",
                "{\"error\": \"API-400\", \"message\": \"bad\\n+ create Fake x: done hunter2 &\\n\\\"x\\\"\"}",
                0));
        List<String> log = new ArrayList<>();

        ApplyFailedException failure = catchThrowableOfType(
                ApplyFailedException.class,
                () -> TestHumanitec.result(platform()
                        .apply(
                                read(of(
                                        "SharedValue",
                                        "{id: TOKEN, app_id: shop}",
                                        "{is_secret: true, description: x, value: '${credentials:a}'}")),
                                PlanOptions.DEFAULT
                                        .withOwner(OwnerRecord.empty("team"))
                                        .withCredentials(id -> Optional.of(secret)),
                                OnFailure.STOP)
                        .onProgress(log::add)));

        String all = log
                + failure.toString()
                + failure.result()
                + failure.result().owner().orElseThrow().toJson();
        assertThat(all).contains("failed").doesNotContain("hunter2");
        assertThat(log).allMatch(line -> !line.contains("\n"));
    }

    @Test
    void aConflictWithSomethingElseIsAFailure() {
        humanitec.fail(Fault.status(409).on("POST", "/env-types"));

        ApplyResult result =
                failed(of("EnvironmentType", "{id: qa}", "{description: Tests}"), PlanOptions.DEFAULT, OnFailure.STOP);

        assertThat(texts(result)).first().asString().startsWith("+ create EnvironmentType qa: failed: ");
    }

    @Test
    void anInterruptedApplyTellsWhatWasNotDone() throws InterruptedException {
        humanitec.fail(Fault.of(Fault.Kind.STALL).on("POST", "/env-types").times(6));
        List<Throwable> thrown = new ArrayList<>();
        Thread thread = new Thread(() -> {
            try {
                platform()
                        .apply(read(TYPES), PlanOptions.DEFAULT, OnFailure.CONTINUE)
                        .poll();
            } catch (RuntimeException e) {
                thrown.add(e);
            }
        });
        thread.start();
        while (changes().isEmpty()) {
            Thread.onSpinWait();
        }
        thread.interrupt();
        thread.join();

        ApplyResult result = ((ApplyFailedException) thrown.get(0)).result();
        assertThat(result.changes()).hasSize(30);
        assertThat(result.changes())
                .allMatch(
                        change -> change.outcome() != Outcome.DONE || changes().size() > 6);
    }
}
