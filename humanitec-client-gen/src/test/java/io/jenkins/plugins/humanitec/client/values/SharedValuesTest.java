package io.jenkins.plugins.humanitec.client.values;

import static io.jenkins.plugins.humanitec.client.testing.TestHumanitec.DEV;
import static io.jenkins.plugins.humanitec.client.testing.TestHumanitec.SHOP;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.jenkins.plugins.humanitec.client.EnvRef;
import io.jenkins.plugins.humanitec.client.InvalidInputException;
import io.jenkins.plugins.humanitec.client.ValueScope;
import io.jenkins.plugins.humanitec.client.errors.BadRequestException;
import io.jenkins.plugins.humanitec.client.model.SharedValue;
import io.jenkins.plugins.humanitec.client.model.SharedValueSource;
import io.jenkins.plugins.humanitec.client.testing.TestHumanitec;
import io.jenkins.plugins.humanitec.simulator.Fault;
import io.jenkins.plugins.humanitec.simulator.values.Values;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SharedValuesTest {

    @RegisterExtension
    final TestHumanitec humanitec = new TestHumanitec();

    private Values stored(ValueScope scope) {
        return scope instanceof EnvRef
                ? humanitec.shop().env("dev").values()
                : humanitec.shop().values();
    }

    private ValueChange.Outcome set(ValueScope scope, ValueSetting setting) {
        ValueChange change = humanitec.client().values().set(scope, setting);
        assertThat(change.scope()).isEqualTo(scope);
        assertThat(change.key()).isEqualTo(setting.key());
        return change.outcome();
    }

    static List<ValueScope> scopes() {
        return List.of(SHOP, DEV);
    }

    @ParameterizedTest
    @MethodSource("scopes")
    void aValueIsCreatedChangedAndThenLeftAlone(ValueScope scope) {
        assertThat(set(scope, ValueSetting.plain("API_URL", "a"))).isEqualTo(ValueChange.Outcome.CREATED);
        assertThat(set(scope, ValueSetting.plain("API_URL", "b"))).isEqualTo(ValueChange.Outcome.CHANGED);
        int writes = humanitec.requests().size();
        assertThat(set(scope, ValueSetting.plain("API_URL", "b"))).isEqualTo(ValueChange.Outcome.UNCHANGED);

        assertThat(humanitec.requests().subList(writes, humanitec.requests().size()))
                .as("only reads")
                .allMatch(request -> request.startsWith("GET "));
        assertThat(stored(scope).get("API_URL").value()).isEqualTo("b");
    }

    @ParameterizedTest
    @MethodSource("scopes")
    void aDescriptionThatIsNotGivenIsKept(ValueScope scope) {
        set(scope, ValueSetting.plain("API_URL", "a").describedAs("where the API is"));
        set(scope, ValueSetting.plain("API_URL", "b"));

        assertThat(stored(scope).get("API_URL").description()).isEqualTo("where the API is");
    }

    @Test
    void aDescriptionThatDiffersIsAChange() {
        set(DEV, ValueSetting.plain("API_URL", "a").describedAs("old"));

        assertThat(set(DEV, ValueSetting.plain("API_URL", "a").describedAs("new")))
                .isEqualTo(ValueChange.Outcome.CHANGED);
        assertThat(stored(DEV).get("API_URL").description()).isEqualTo("new");
    }

    @Test
    void aSecretIsWrittenEachTimeSinceItCannotBeCompared() {
        assertThat(set(DEV, ValueSetting.secret("KEY", "x"))).isEqualTo(ValueChange.Outcome.CREATED);
        assertThat(set(DEV, ValueSetting.secret("KEY", "x"))).isEqualTo(ValueChange.Outcome.CHANGED);

        assertThat(stored(DEV).get("KEY").isSecret()).isTrue();
        assertThat(stored(DEV).get("KEY").value()).isEqualTo("x");
        assertThat(stored(DEV).get("KEY").version()).isEqualTo(2);
    }

    @Test
    void aSecretStaysASecretWhenItIsSetLikeAPlainValue() {
        set(DEV, ValueSetting.secret("KEY", "x"));
        set(DEV, ValueSetting.plain("KEY", ""));

        assertThat(stored(DEV).get("KEY").isSecret()).isTrue();
        assertThat(stored(DEV).get("KEY").value()).isEmpty();
    }

    @Test
    void aPlainValueIsNotOverwrittenWithASecret() {
        set(DEV, ValueSetting.plain("KEY", "x"));

        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(() -> set(DEV, ValueSetting.secret("KEY", "hush")))
                .withMessageContaining("KEY of shop/dev")
                .withMessageContaining("Delete it first")
                .withMessageNotContaining("hush");
        assertThat(stored(DEV).get("KEY").value()).isEqualTo("x");
    }

    @Test
    void anEnvironmentOverridesItsApplicationsValueRatherThanChangingIt() {
        set(SHOP, ValueSetting.plain("API_URL", "app"));

        assertThat(set(DEV, ValueSetting.plain("API_URL", "app"))).isEqualTo(ValueChange.Outcome.CREATED);
        assertThat(set(DEV, ValueSetting.plain("API_URL", "env"))).isEqualTo(ValueChange.Outcome.CHANGED);
        assertThat(stored(SHOP).get("API_URL").value()).isEqualTo("app");
        assertThat(stored(DEV).get("API_URL").value()).isEqualTo("env");
    }

    @Test
    void aCreateThatMeetsAConflictBecomesAnUpdateThatKeepsTheDescription() {
        // The first look misses what somebody else creates right after it.
        stored(DEV).create("API_URL", "theirs", "their words", false);
        humanitec.fail(Fault.status(200).on("GET", "/values").body("application/json", "[]"));

        assertThat(set(DEV, ValueSetting.plain("API_URL", "ours"))).isEqualTo(ValueChange.Outcome.CHANGED);
        assertThat(stored(DEV).get("API_URL").value()).isEqualTo("ours");
        assertThat(stored(DEV).get("API_URL").description()).isEqualTo("their words");
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 201})
    void creatingIsASuccessWith200AndWith201(int status) {
        humanitec.fail(Fault.status(status).on("POST", "/values").body("application/json", "{}"));

        assertThat(set(DEV, ValueSetting.plain("API_URL", "a"))).isEqualTo(ValueChange.Outcome.CREATED);
    }

    @Test
    void anEmptyBodyIsNoValueAndNoError() {
        humanitec.fail(Fault.status(200).on("POST", "/values").body("application/json", ""));

        assertThat(set(DEV, ValueSetting.plain("API_URL", "a"))).isEqualTo(ValueChange.Outcome.CREATED);
    }

    @ParameterizedTest
    @MethodSource("scopes")
    void deletingTellsWhetherTheValueWasThere(ValueScope scope) {
        stored(scope).create("API_URL", "a", "", false);

        assertThat(humanitec.client().values().delete(scope, "API_URL")).isTrue();
        assertThat(humanitec.client().values().delete(scope, "API_URL")).isFalse();
        assertThat(stored(scope).all()).isEmpty();
    }

    @Test
    void deletingInAnEnvironmentLeavesTheApplicationsValue() {
        stored(SHOP).create("API_URL", "a", "", false);

        assertThat(humanitec.client().values().delete(DEV, "API_URL")).isFalse();
        assertThat(stored(SHOP).get("API_URL").value()).isEqualTo("a");
    }

    @Test
    void aDeletionWhoseAnswerIsLostStillTellsThatTheValueWasThere() {
        stored(DEV).create("API_URL", "a", "", false);
        humanitec.fail(Fault.of(Fault.Kind.LOST_ANSWER).on("DELETE", "/values"));

        assertThat(humanitec.client().values().delete(DEV, "API_URL")).isTrue();
        assertThat(stored(DEV).all()).isEmpty();
    }

    @Test
    void theListOfAnEnvironmentHasBothSourcesAndNoSecrets() {
        stored(SHOP).create("FROM_APP", "a", "", false);
        stored(DEV).create("FROM_ENV", "e", "mine", false);
        stored(DEV).create("KEY", "hush", "", true);

        List<SharedValue> values = humanitec.client().values().list(DEV);

        assertThat(values).extracting(SharedValue::getKey).containsExactly("FROM_APP", "FROM_ENV", "KEY");
        assertThat(values)
                .extracting(SharedValue::getSource)
                .containsExactly(SharedValueSource.APP, SharedValueSource.ENV, SharedValueSource.ENV);
        assertThat(values).extracting(SharedValue::getValue).containsExactly("a", "e", "");
        assertThat(values).extracting(SharedValue::getIsSecret).containsExactly(false, false, true);
    }

    @Test
    void valuesOfAMissingEnvironmentAreABadRequest() {
        // As the API answers, unlike for all else.
        assertThatExceptionOfType(BadRequestException.class)
                .isThrownBy(() -> humanitec.client().values().list(SHOP.env("prod")))
                .withMessageContaining("400")
                .withMessageContaining("Environment 'prod' not found");
    }

    @Test
    void aSettingDoesNotShowItsValue() {
        assertThat(ValueSetting.secret("KEY", "hush")).hasToString("KEY=****");
    }
}
