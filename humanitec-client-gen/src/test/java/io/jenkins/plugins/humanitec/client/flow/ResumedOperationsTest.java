package io.jenkins.plugins.humanitec.client.flow;

import static io.jenkins.plugins.humanitec.client.testing.TestHumanitec.DEV;
import static io.jenkins.plugins.humanitec.client.testing.TestHumanitec.SHOP;
import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.humanitec.client.artefacts.VersionSource;
import io.jenkins.plugins.humanitec.client.environments.Creation;
import io.jenkins.plugins.humanitec.client.testing.TestHumanitec;
import io.jenkins.plugins.humanitec.client.values.SharedValues;
import io.jenkins.plugins.humanitec.client.values.ValueChange.Outcome;
import io.jenkins.plugins.humanitec.client.values.ValueSetting;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What an operation returns that is called again, since its caller was interrupted. */
class ResumedOperationsTest {

    private static final Instant AN_HOUR_AGO = Instant.now().minus(Duration.ofHours(1));
    private static final Instant IN_AN_HOUR = Instant.now().plus(Duration.ofHours(1));

    @RegisterExtension
    final TestHumanitec humanitec = new TestHumanitec();

    private SharedValues begunAt(Instant time) {
        return humanitec.client().values().resumed(time);
    }

    @Test
    void aValueThatWasCreatedSinceCountsAsCreated() {
        humanitec.client().values().set(DEV, ValueSetting.plain("A", "a"));

        assertThat(begunAt(AN_HOUR_AGO).set(DEV, ValueSetting.plain("A", "a")).outcome())
                .isEqualTo(Outcome.CREATED);
        assertThat(humanitec.requests())
                .filteredOn(request -> !request.startsWith("GET"))
                .hasSize(1);
    }

    @Test
    void aValueThatIsOlderDoesNotCountAsWritten() {
        humanitec.client().values().set(DEV, ValueSetting.plain("A", "a"));

        assertThat(begunAt(IN_AN_HOUR).setAll(DEV, List.of(ValueSetting.plain("A", "a"), ValueSetting.plain("B", "b"))))
                .extracting(change -> change.outcome())
                .containsExactly(Outcome.UNCHANGED, Outcome.CREATED);
    }

    @Test
    void aSecretIsWrittenAgainAndCountsAsCreated() {
        humanitec.client().values().set(DEV, ValueSetting.secret("A", "a"));

        assertThat(begunAt(AN_HOUR_AGO).set(DEV, ValueSetting.secret("A", "a")).outcome())
                .isEqualTo(Outcome.CREATED);
    }

    @Test
    void aValueThatIsGoneCountsAsDeleted() {
        assertThat(begunAt(AN_HOUR_AGO).delete(DEV, "A")).isTrue();
        assertThat(humanitec.client().values().delete(DEV, "A")).isFalse();
    }

    @Test
    void whatWasCreatedSinceCountsAsCreated() {
        Creation<String> found = new Creation<>("it", false, false);
        OffsetDateTime now = Instant.now().atOffset(ZoneOffset.UTC);

        assertThat(found.resumed(AN_HOUR_AGO, now).isCreated()).isTrue();
        assertThat(found.resumed(IN_AN_HOUR, now).isCreated()).isFalse();
        assertThat(found.resumed(null, now).isCreated()).isFalse();
        assertThat(found.resumed(AN_HOUR_AGO, null).isCreated()).isFalse();
    }

    @Test
    void aVersionThatWasRegisteredSinceIsFound() {
        VersionSource source =
                new VersionSource("1.2.3", "refs/heads/main", "0123456789abcdef0123456789abcdef01234567");
        String name = "registry.example.com/" + SHOP.appId() + "/resumed";
        String id = humanitec
                .client()
                .artefacts()
                .registerImage("acme", name, source, null)
                .orElseThrow()
                .getId();

        assertThat(humanitec.client().artefacts().registeredSince("acme", name, source, null, AN_HOUR_AGO))
                .hasValueSatisfying(version -> assertThat(version.getId()).isEqualTo(id));
        assertThat(humanitec.client().artefacts().registeredSince("acme", name, source, null, IN_AN_HOUR))
                .isEmpty();
        assertThat(humanitec
                        .client()
                        .artefacts()
                        .registeredSince("acme", name, new VersionSource("1.2.4", null, null), null, AN_HOUR_AGO))
                .isEmpty();
    }
}
