package io.jenkins.plugins.humanitec.client.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.jenkins.plugins.humanitec.client.InvalidInputException;
import io.jenkins.plugins.humanitec.client.api.AuditLogsApi;
import io.jenkins.plugins.humanitec.client.api.PipelineRunsApi;
import io.jenkins.plugins.humanitec.client.api.TokensApi;
import io.jenkins.plugins.humanitec.client.contract.AnyRequest;
import io.jenkins.plugins.humanitec.client.errors.HumanitecException;
import io.jenkins.plugins.humanitec.client.model.TokenCreate;
import io.jenkins.plugins.humanitec.client.testing.TestHumanitec;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Date;
import java.util.GregorianCalendar;
import java.util.List;
import java.util.Map;
import java.util.TimeZone;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every time leaves in UTC, with {@code Z}, and with at most milliseconds: the API's pattern permits nothing else. */
class SentTimesTest {

    private static final String GIVEN_AND_SENT = """
            2026-03-02T08:15:00Z,                2026-03-02T08:15:00Z
            2026-03-02T08:15:00+00:00,           2026-03-02T08:15:00Z
            2026-03-02T10:15:00+02:00,           2026-03-02T08:15:00Z
            2026-03-02T08:15:00.123456789Z,      2026-03-02T08:15:00.123Z
            2026-03-02T08:15:00.9999-05:30,      2026-03-02T13:45:00.999Z
            2026-03-02T08:15:00.000999Z,         2026-03-02T08:15:00Z
            2026-03-02T08:15:00.1Z,              2026-03-02T08:15:00.100Z
            """;

    @RegisterExtension
    final TestHumanitec humanitec = new TestHumanitec();

    private String lastQuery() {
        return humanitec.recorded().get(humanitec.recorded().size() - 1).query();
    }

    private String lastBody() {
        return humanitec.recorded().get(humanitec.recorded().size() - 1).body();
    }

    @ParameterizedTest
    @CsvSource(textBlock = GIVEN_AND_SENT)
    void inAQuery(String given, String sent) {
        OffsetDateTime time = OffsetDateTime.parse(given);
        humanitec.addPipeline();
        AuditLogsApi logs = humanitec.client().api(AuditLogsApi.class);
        PipelineRunsApi runs = humanitec.client().api(PipelineRunsApi.class);
        String encoded = sent.replace(":", "%3A");

        logs.listAuditLogEntries("acme", 10, null, time, null);
        assertThat(lastQuery()).isEqualTo("per_page=10&from=" + encoded);
        runs.listPipelineRuns(
                "acme",
                "shop",
                "release",
                new PipelineRunsApi.ListPipelineRunsQueryParams()
                        .createdAfter(time)
                        .createdBefore(time));
        assertThat(lastQuery()).contains("created_after=" + encoded).contains("created_before=" + encoded);
        for (Object one : List.of(given, time, time.toInstant(), time.toZonedDateTime())) {
            AnyRequest.of("listAuditLogEntries", Map.of("orgId", "acme", "from", one), null)
                    .send(humanitec.client().context());
            assertThat(lastQuery()).isEqualTo("from=" + encoded);
        }
    }

    @ParameterizedTest
    @CsvSource(textBlock = GIVEN_AND_SENT)
    void inABody(String given, String sent) {
        OffsetDateTime time = OffsetDateTime.parse(given);

        List<Runnable> calls = new ArrayList<>();
        calls.add(() -> humanitec
                .client()
                .api(TokensApi.class)
                .createToken(
                        "u-alice", new TokenCreate().id("ci").description("").expiresAt(time)));
        for (Object one : List.of(given, time, time.toInstant(), time.atZoneSameInstant(ZoneId.of("Asia/Tokyo")))) {
            calls.add(() -> AnyRequest.of(
                            "createToken",
                            Map.of("userId", "u-alice"),
                            Map.of("id", "ci", "description", "", "type", "static", "expires_at", one))
                    .send(humanitec.client().context()));
        }

        for (Runnable call : calls) {
            try {
                call.run();
            } catch (HumanitecException e) {
                // Whether it can be made is of no interest.
            }
            assertThat(lastBody()).contains("\"expires_at\":\"" + sent + "\"");
        }
    }

    @Test
    void theOlderTypesOfTheJdkAreTimesToo() throws Exception {
        Instant time = Instant.parse("2026-03-02T08:15:00.123Z");
        GregorianCalendar calendar = new GregorianCalendar(TimeZone.getTimeZone("Asia/Tokyo"));
        calendar.setTimeInMillis(time.toEpochMilli());

        assertThat(Json.MAPPER.writeValueAsString(List.of(Date.from(time), calendar)))
                .isEqualTo("[\"2026-03-02T08:15:00.123Z\",\"2026-03-02T08:15:00.123Z\"]");
    }

    @Test
    void whatIsNoTimeIsNotChanged() {
        AnyRequest.of(
                        "createApplicationValue",
                        Map.of("orgId", "acme", "appId", "shop"),
                        Map.of("key", "SINCE", "value", "2026-03-02T10:15:00+02:00", "description", ""))
                .send(humanitec.client().context());

        assertThat(lastBody()).contains("2026-03-02T10:15:00+02:00");
    }

    @Test
    void aTimeHasAYearOfFourDigits() {
        OffsetDateTime time = OffsetDateTime.parse("9999-12-31T23:59:59-01:00");

        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(() ->
                        humanitec.client().api(AuditLogsApi.class).listAuditLogEntries("acme", 10, null, time, null))
                .withMessage("Give a time in the years 0 to 9999 (UTC).");
        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(() -> AnyRequest.of(
                        "createToken",
                        Map.of("userId", "u-alice"),
                        Map.of("id", "ci", "description", "", "type", "static", "expires_at", time)))
                .withMessage("The body cannot be written as JSON.");
        assertThat(humanitec.requests()).isEmpty();
    }
}
