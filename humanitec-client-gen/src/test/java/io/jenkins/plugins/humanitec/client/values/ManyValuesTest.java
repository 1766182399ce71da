package io.jenkins.plugins.humanitec.client.values;

import static io.jenkins.plugins.humanitec.client.testing.TestHumanitec.DEV;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.jenkins.plugins.humanitec.client.InvalidInputException;
import io.jenkins.plugins.humanitec.client.errors.TransportException;
import io.jenkins.plugins.humanitec.client.errors.UnauthorizedException;
import io.jenkins.plugins.humanitec.client.errors.UnprocessableEntityException;
import io.jenkins.plugins.humanitec.client.testing.TestHumanitec;
import io.jenkins.plugins.humanitec.simulator.Fault;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Several values set at once. */
class ManyValuesTest {

    @RegisterExtension
    final TestHumanitec humanitec = new TestHumanitec();

    private static List<ValueSetting> settings(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> ValueSetting.plain("KEY_" + i, "value " + i))
                .toList();
    }

    private List<ValueChange> setAll(List<ValueSetting> settings) {
        return humanitec.client().values().setAll(DEV, settings);
    }

    private long count(String method) {
        return humanitec.requests().stream()
                .filter(request -> request.startsWith(method + " "))
                .count();
    }

    @Test
    void whatDiffersIsWrittenAfterOneLook() {
        humanitec.shop().setValue("KEY_7", "of the application", "", false);
        for (int i = 0; i < 200; i++) {
            boolean differs = i % 50 == 7;
            if (i != 7) {
                humanitec.shop().env("dev").setValue("KEY_" + i, differs ? "other" : "value " + i, "", false);
            }
        }

        List<ValueChange> changes = setAll(settings(200));

        assertThat(changes)
                .extracting(ValueChange::key)
                .startsWith("KEY_0", "KEY_1")
                .hasSize(200);
        assertThat(changes.get(7).outcome()).isEqualTo(ValueChange.Outcome.CREATED);
        assertThat(changes.get(57).outcome()).isEqualTo(ValueChange.Outcome.CHANGED);
        assertThat(changes.get(57).before()).isEqualTo("other");
        assertThat(changes)
                .filteredOn(change -> change.outcome() == ValueChange.Outcome.UNCHANGED)
                .hasSize(196);
        assertThat(count("GET")).isOne();
        assertThat(humanitec.requests()).hasSize(5);
        assertThat(humanitec.shop().env("dev").values().get("KEY_157").value()).isEqualTo("value 157");
    }

    @Test
    void nothingIsWrittenIfOneCannotBeAsGiven() {
        humanitec.shop().env("dev").setValue("OPEN", "x", "", false);

        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(() -> setAll(List.of(ValueSetting.plain("A", "a"), ValueSetting.secret("OPEN", "y"))))
                .withMessageContaining("OPEN of shop/dev exists and is not a secret");
        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(() -> setAll(List.of(ValueSetting.plain("A", "a"), ValueSetting.plain("A", "b"))))
                .withMessage("Value A is given twice. Give each key once.");
        assertThat(setAll(List.of())).isEmpty();
        assertThat(humanitec.requests()).hasSize(1);
    }

    @Test
    void aRefusalEndsItWithAnAccountOfWhatWasDone() {
        humanitec.shop().env("dev").setValue("KEY_0", "value 0", "", false);
        humanitec.shop().env("dev").setValue("KEY_1", "other", "", false);
        humanitec.fail(Fault.status(422)
                .body("application/json", "{\"error\": \"API-9\", \"message\": \"too long\"}")
                .on("PUT", "/values/KEY_1"));

        assertThatExceptionOfType(ValuesNotSetException.class)
                .isThrownBy(() -> setAll(settings(40)))
                .withMessageStartingWith("Of 40 values of shop/dev, ")
                .withMessageContaining(" not set. KEY_1: ")
                .withMessageContaining("too long")
                .withMessageContaining(" Not tried: ")
                .withCauseInstanceOf(UnprocessableEntityException.class)
                .satisfies(problem -> {
                    assertThat(problem.done())
                            .allMatch(change ->
                                    humanitec.shop().env("dev").values().get(change.key()) != null);
                    assertThat(problem.getMessage().contains("KEY_0"))
                            .as("what was so before")
                            .isFalse();
                    long written = humanitec.shop().env("dev").values().all().size();
                    assertThat(problem.done()).hasSize((int) written - 1);
                });
    }

    @Test
    void whatCannotBeReadIsNotWritten() {
        humanitec.fail(Fault.status(401).on("GET", "/values"));

        assertThatExceptionOfType(UnauthorizedException.class).isThrownBy(() -> setAll(settings(3)));
        assertThat(humanitec.requests()).hasSize(1);
    }

    @Test
    void whatSomebodyElseCreatesMeanwhileIsReplaced() {
        humanitec.shop().env("dev").setValue("KEY_1", "theirs", "", false);
        humanitec.fail(Fault.status(200).on("GET", "/values").body("application/json", "[]"));

        List<ValueChange> changes = setAll(settings(3));

        assertThat(changes.get(1).outcome()).isEqualTo(ValueChange.Outcome.CHANGED);
        assertThat(humanitec.shop().env("dev").values().get("KEY_1").value()).isEqualTo("value 1");
    }

    @Test
    void anInterruptEndsItAtOnce() throws InterruptedException {
        humanitec.fail(
                Fault.of(Fault.Kind.DELAY).delay(60_000).on("POST", "/values").times(100));
        AtomicReference<RuntimeException> problem = new AtomicReference<>();
        Thread caller = new Thread(() -> {
            try {
                setAll(settings(20));
            } catch (RuntimeException e) {
                problem.set(e);
            }
        });
        caller.start();
        Awaitility.await().until(() -> count("POST") > 0);

        caller.interrupt();
        caller.join(10_000);

        assertThat(problem.get())
                .isInstanceOf(ValuesNotSetException.class)
                .hasCauseInstanceOf(TransportException.class);
        assertThat(problem.get().getMessage()).contains("Not tried: ");
    }

    @Test
    void aDryRunOnlyLooks() {
        List<ValueChange> changes =
                humanitec.builder().dryRun(true).build().values().setAll(DEV, settings(3));

        assertThat(changes).extracting(ValueChange::outcome).containsOnly(ValueChange.Outcome.CREATED);
        assertThat(humanitec.requests()).hasSize(1);
    }
}
