package io.jenkins.plugins.humanitec.client.events;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.humanitec.client.AppRef;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EventFilterTest {

    private static Event event(String env) {
        return new Event(
                EventKind.DEPLOYMENT_FAILED,
                new AppRef("acme", "shop").env(env),
                "development",
                "17f8",
                "failed",
                Instant.EPOCH);
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "-, pr-12, true",
                "'', pr-12, true",
                "' pr-12 ', pr-12, true",
                "pr-1, pr-12, false",
                "r-12, pr-12, false",
                "pr-*, pr-12, true",
                "pr-*, dev, false",
                "*-12, pr-12, true",
                "*, pr-12, true",
                "p**2, pr-12, true",
                "p*-*2, pr-1-12, true",
                "p*-*3, pr-1-12, false",
                "*pr, pr-12, false",
                "pr.12, pr-12, false",
            })
    void environmentsAreSelected(String env, String of, boolean isSelected) {
        assertThat(new EventFilter(env, null, List.of()).matches(event(of))).isEqualTo(isSelected);
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {"-, true", "' ', true", "development, true", "production, false"})
    void typesAreSelected(String type, boolean isSelected) {
        assertThat(new EventFilter(null, type, List.of()).matches(event("dev"))).isEqualTo(isSelected);
    }

    @Test
    void kindsAreSelected() {
        assertThat(new EventFilter(null, null, Set.of(EventKind.DEPLOYMENT_FAILED)).matches(event("dev")))
                .isTrue();
        assertThat(new EventFilter(null, null, Set.of(EventKind.DEPLOYMENT_SUCCEEDED)).matches(event("dev")))
                .isFalse();
    }

    @Test
    void aPatternWithManyStarsIsQuick() {
        Assertions.assertTimeoutPreemptively(
                Duration.ofSeconds(10),
                () -> assertThat(
                                new EventFilter("*a".repeat(500) + "b", null, List.of()).matches(event("a".repeat(50))))
                        .isFalse());
    }
}
