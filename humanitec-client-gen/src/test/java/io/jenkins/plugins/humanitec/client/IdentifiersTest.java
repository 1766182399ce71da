package io.jenkins.plugins.humanitec.client;

import static io.jenkins.plugins.humanitec.client.testing.TestHumanitec.DEV;
import static io.jenkins.plugins.humanitec.client.testing.TestHumanitec.SHOP;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.jenkins.plugins.humanitec.client.api.ApplicationsApi;
import io.jenkins.plugins.humanitec.client.errors.NotFoundException;
import io.jenkins.plugins.humanitec.client.testing.TestHumanitec;
import io.jenkins.plugins.humanitec.client.values.ValueSetting;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;

class IdentifiersTest {

    @RegisterExtension
    final TestHumanitec humanitec = new TestHumanitec();

    @ParameterizedTest
    @ValueSource(strings = {"ab", "a-b", "shop-2", "0", "01234567890123456789012345678901234567890123456789"})
    void idsThatTheApiAccepts(String id) {
        if (id.length() > 1) {
            assertThatCode(() -> new AppRef("acme", id)).doesNotThrowAnyException();
        } else {
            assertThatExceptionOfType(InvalidInputException.class).isThrownBy(() -> new AppRef("acme", id));
        }
    }

    @ParameterizedTest
    @NullAndEmptySource
    @ValueSource(strings = {"a", "Shop", "a--b", "-a", "a-", "a/b", "a b", "..", "ä1", "a%2Fb", "a\n"})
    void idsThatItDoesNot(String id) {
        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(() -> new AppRef("acme", id))
                .withMessageContaining("application");
    }

    @Test
    void anIdThatIsTooLongIsRefusedAtOnce() {
        assertThatExceptionOfType(InvalidInputException.class).isThrownBy(() -> new AppRef("acme", "a".repeat(51)));
        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(() -> new AppRef("acme", "a".repeat(100_000) + "!"));
    }

    @ParameterizedTest
    @NullAndEmptySource
    @ValueSource(strings = {"a b", "a/b", ".", "..", "ä", "a%2Fb"})
    void keysThatAreNoneAreRefusedBeforeAnyRequest(String key) {
        assertThatExceptionOfType(InvalidInputException.class).isThrownBy(() -> ValueSetting.plain(key, "x"));
        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(() -> humanitec.client().values().delete(DEV, key));
        assertThat(humanitec.requests()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"A", "a.b_c-d", "...", "_9"})
    void keysThatAreSome(String key) {
        humanitec.client().values().set(SHOP, ValueSetting.plain(key, "x"));
        humanitec.client().values().set(SHOP, ValueSetting.plain(key, "y"));

        assertThat(humanitec.shop().values().get(key).value()).isEqualTo("y");
        assertThat(humanitec.client().values().delete(SHOP, key)).isTrue();
    }

    @ParameterizedTest
    @NullAndEmptySource
    @ValueSource(strings = {".", ".."})
    void anArgumentThatCannotBeASegmentMakesNoRequest(String appId) {
        ApplicationsApi api = humanitec.client().api(ApplicationsApi.class);

        assertThatExceptionOfType(InvalidInputException.class).isThrownBy(() -> api.deleteApplication("acme", appId));
        assertThat(humanitec.requests()).isEmpty();
    }

    @Test
    void theGeneratedInterfacesThrowTheSameExceptions() {
        assertThatExceptionOfType(NotFoundException.class)
                .isThrownBy(() -> humanitec.client().api(ApplicationsApi.class).getApplication("acme", "no-such"));
    }
}
