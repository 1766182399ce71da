package io.jenkins.plugins.humanitec.client.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.humanitec.client.HumanitecClient;
import io.jenkins.plugins.humanitec.client.Token;
import io.jenkins.plugins.humanitec.client.api.ApplicationsApi;
import io.jenkins.plugins.humanitec.client.api.EnvironmentsApi;
import io.jenkins.plugins.humanitec.client.api.ResourceDefinitionsApi;
import io.jenkins.plugins.humanitec.client.api.SharedValuesApi;
import io.jenkins.plugins.humanitec.client.api.WebhooksApi;
import io.jenkins.plugins.humanitec.client.errors.UnreadableResponseException;
import io.jenkins.plugins.humanitec.client.model.Application;
import io.jenkins.plugins.humanitec.client.model.DeployCondition;
import io.jenkins.plugins.humanitec.client.model.Environment;
import io.jenkins.plugins.humanitec.client.model.LifecycleStatus;
import io.jenkins.plugins.humanitec.client.model.ResourceDefinitionPatch;
import io.jenkins.plugins.humanitec.client.model.SecretReference;
import io.jenkins.plugins.humanitec.client.model.SharedValueCreate;
import io.jenkins.plugins.humanitec.client.model.SharedValuePatch;
import io.jenkins.plugins.humanitec.client.model.SharedValueReplace;
import io.jenkins.plugins.humanitec.client.model.WebhookInput;
import io.jenkins.plugins.humanitec.client.testing.TestHumanitec;
import io.jenkins.plugins.humanitec.simulator.Fault;
import java.io.IOException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReadersTest {

    @RegisterExtension
    final TestHumanitec humanitec = new TestHumanitec();

    @Test
    void whatALaterVersionOfTheApiAddsDoesNotBreakAReader() {
        humanitec.fail(Fault.status(200).body("application/json", """
                        {"id": "shop", "name": "Shop", "status": "archived", "owner": {"team": ["a", 1]},
                         "created_at": "2026-03-02T08:15:00.123Z"}"""));

        Application app = humanitec.client().api(ApplicationsApi.class).getApplication("acme", "shop");

        assertThat(app.getStatus()).isEqualTo(LifecycleStatus.UNKNOWN_DEFAULT_OPEN_API);
        assertThat(app.getCreatedAt()).isEqualTo(OffsetDateTime.parse("2026-03-02T08:15:00.123Z"));
        assertThat(app.getName()).isEqualTo("Shop");
        assertThat(app.getStatusMessage()).isNull();
    }

    private void answerWithTimestamp(String written) {
        humanitec.fail(Fault.status(200).body("application/json", """
                        {"id": "shop", "name": "Shop", "created_at": "%s"}""".formatted(written)));
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "2026-03-02T08:15:00Z, 2026-03-02T08:15:00Z",
                "2026-03-02t08:15:00.123456789z, 2026-03-02T08:15:00.123456789Z",
                "2026-03-02T10:15:00.5+02:00, 2026-03-02T10:15:00.500+02:00",
                "2026-03-02T08:15Z, 2026-03-02T08:15:00Z",
                "'', -",
            })
    void timestampsAreReadAsTheyAreWritten(String written, String expected) {
        answerWithTimestamp(written);

        OffsetDateTime read = humanitec
                .client()
                .api(ApplicationsApi.class)
                .getApplication("acme", "shop")
                .getCreatedAt();

        assertThat(read).isEqualTo(expected == null ? null : OffsetDateTime.parse(expected));
        if (read != null) {
            assertThat(read.getOffset())
                    .isEqualTo(OffsetDateTime.parse(expected).getOffset());
        }
    }

    @Test
    void aTimestampThatIsNoneIsAnUnreadableAnswer() {
        answerWithTimestamp("yesterday");

        assertThatThrownBy(() -> humanitec.client().api(ApplicationsApi.class).getApplication("acme", "shop"))
                .isInstanceOf(UnreadableResponseException.class)
                .hasMessageNotContaining("yesterday");
    }

    @Test
    void environmentsAreListedAndGot() {
        EnvironmentsApi api = humanitec.client().api(EnvironmentsApi.class);

        assertThat(api.listEnvironments("acme", "shop"))
                .extracting(Environment::getId)
                .containsExactly("dev");
        assertThat(api.getEnvironment("acme", "shop", "dev").getStatus()).isEqualTo(LifecycleStatus.ACTIVE);
    }

    @Test
    void aPatchTellsLeftOutFromNull() {
        humanitec.shop().setValue("A", "a", "words", false);
        humanitec.shop().env("dev").setValue("A", "a", "words", false);
        SharedValuesApi api = humanitec.client().api(SharedValuesApi.class);

        api.patchApplicationValue("acme", "shop", "A", new SharedValuePatch().value("b"));
        api.patchEnvironmentValue("acme", "shop", "dev", "A", new SharedValuePatch().description(null));

        assertThat(humanitec.recorded())
                .extracting("body")
                .containsExactly("{\"value\":\"b\"}", "{\"description\":null}");
        assertThat(humanitec.shop().values().get("A").description()).isEqualTo("words");
        assertThat(humanitec.shop().env("dev").values().get("A").description()).isEmpty();
    }

    private void create(String collection, Map<String, String> parameters, String fields) throws IOException {
        humanitec.world().resources().create(collection, parameters, "u-alice", Json.MAPPER.readTree(fields));
    }

    @Test
    void whatIsNotSetIsNotSent() throws IOException {
        HumanitecClient client = humanitec.client();
        Map<String, String> org = Map.of("orgId", "acme");
        Map<String, String> shop = Map.of("orgId", "acme", "appId", "shop");
        create("/orgs/{orgId}/resources/defs", org, "{\"id\": \"postgres-dev\", \"type\": \"postgres\"}");
        create("/orgs/{orgId}/apps/{appId}/webhooks", shop, "{\"id\": \"notify\"}");

        client.api(ResourceDefinitionsApi.class)
                .patchResourceDefinition("acme", "postgres-dev", new ResourceDefinitionPatch().name("Postgres"));
        client.api(WebhooksApi.class).patchWebhook("acme", "shop", "notify", new WebhookInput().url(null));
        client.api(WebhooksApi.class)
                .patchWebhook(
                        "acme",
                        "shop",
                        "notify",
                        new WebhookInput().disabled(true).triggers(List.of()));

        assertThat(humanitec.recorded())
                .extracting("body")
                .containsExactly("{\"name\":\"Postgres\"}", "{\"url\":null}", "{\"disabled\":true,\"triggers\":[]}");
    }

    @Test
    void durationsAreWholeSeconds() throws Exception {
        DeployCondition condition = Json.MAPPER.readValue("{\"timeout\": 90}", DeployCondition.class);

        assertThat(condition.getTimeout()).isEqualTo(Duration.ofSeconds(90));
        assertThat(Json.MAPPER.writeValueAsString(condition)).endsWith("\"timeout\":90}");
    }

    @Test
    void noRequestShowsItsValue() {
        Stream.of(
                        new SharedValueCreate().key("A").value("hush").secretRef(new SecretReference().value("hush")),
                        new SharedValueReplace().value("hush").secretRef(new SecretReference().value("hush")),
                        new SharedValuePatch().value("hush").secretRef(new SecretReference().value("hush")))
                .forEach(request -> assertThat(request.toString()).doesNotContain("hush"));
        assertThat(Token.of(Token.Kind.BEARER, "hush")).hasToString("Bearer ****");
    }
}
