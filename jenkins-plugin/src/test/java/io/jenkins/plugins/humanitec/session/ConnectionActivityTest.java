package io.jenkins.plugins.humanitec.session;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;

import io.jenkins.plugins.humanitec.client.RequestListener;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class ConnectionActivityTest {

    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");

    @Test
    void aRefusalIsOldIfThereWasNoAnswerSince() {
        ConnectionActivity activity = new ConnectionActivity("main", "token", Clock.fixed(NOW, ZoneOffset.UTC));
        assertThat(activity.refusedAfter(Instant.MIN), nullValue());

        activity.completed(new RequestListener.Event(
                Optional.empty(), "GET", "/orgs", 1, OptionalInt.of(401), Duration.ZERO, Optional.empty()));

        assertThat(activity.refusedAfter(NOW.minusSeconds(1)), is(NOW));
        assertThat(activity.refusedAfter(NOW.plusSeconds(1)), nullValue());
    }
}
