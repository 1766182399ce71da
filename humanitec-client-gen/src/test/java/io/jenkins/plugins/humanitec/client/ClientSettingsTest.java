package io.jenkins.plugins.humanitec.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.tuple;

import io.jenkins.plugins.humanitec.client.api.ApplicationsApi;
import io.jenkins.plugins.humanitec.client.errors.NotFoundException;
import io.jenkins.plugins.humanitec.client.errors.TransportException;
import io.jenkins.plugins.humanitec.client.testing.TestHumanitec;
import io.jenkins.plugins.humanitec.simulator.Fault;
import java.net.http.HttpClient;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What can be set for a client as a whole. */
class ClientSettingsTest {

    @RegisterExtension
    final TestHumanitec humanitec = new TestHumanitec();

    private final List<RequestListener.Event> events = new ArrayList<>();

    private void list(HumanitecClient client) {
        client.api(ApplicationsApi.class).listApplications("acme");
    }

    /** A header of the first request. */
    private String header(String name) {
        return humanitec.recorded().get(0).headers().entrySet().stream()
                .filter(header -> header.getKey().equalsIgnoreCase(name))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse("");
    }

    @Test
    void theEnvironmentNamesTokenOrganizationAndApi() {
        HumanitecClient client = HumanitecClient.builder()
                .fromEnvironment(Map.of(
                        "HUMANITEC_TOKEN",
                        TestHumanitec.TOKEN,
                        "HUMANITEC_ORG",
                        "acme",
                        "HUMANITEC_API_PREFIX",
                        humanitec.simulator().baseUri() + "/"))
                .build();

        assertThat(client.organization()).contains("acme");
        assertThat(client.environments().get(client.app("shop").env("dev")).getId())
                .isEqualTo("dev");
    }

    @Test
    void anEnvironmentWithoutATokenIsNoSetting() {
        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(() -> HumanitecClient.builder().fromEnvironment(Map.of("HUMANITEC_TOKEN", " ")))
                .withMessage("The environment variable HUMANITEC_TOKEN is not set. Set it to an API token.");
        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(() -> HumanitecClient.builder()
                        .fromEnvironment(Map.of("HUMANITEC_TOKEN", "t", "HUMANITEC_API_PREFIX", "no url")))
                .withMessageStartingWith("HUMANITEC_API_PREFIX");
    }

    @Test
    void onlyTheTokenIsNeeded() {
        HumanitecClient client = HumanitecClient.builder()
                .fromEnvironment(Map.of("HUMANITEC_TOKEN", "t"))
                .build();

        assertThat(client.baseUri()).isEqualTo(HumanitecClientBuilder.PUBLIC_API);
        assertThat(client.organization()).isEmpty();
        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(() -> client.app("shop"))
                .withMessageContaining("organization");
    }

    @Test
    void anotherClientIsBuiltFromOneThatThereIs() {
        HumanitecClient first = humanitec
                .builder()
                .organization("acme")
                .defaultHeader("X-Team", "payments")
                .build();

        HumanitecClient second = first.toBuilder().dryRun(true).build();

        assertThat(second.isDryRun()).isTrue();
        assertThat(first.isDryRun()).isFalse();
        list(second);
        assertThat(second.organization()).contains("acme");
        assertThat(header("x-team")).isEqualTo("payments");
    }

    @Test
    void defaultHeadersAreSentAsTheyAre() {
        list(humanitec
                .builder()
                .defaultHeader("X-Team", "first")
                .defaultHeader("x-team", "{payments} %7B")
                .build());

        assertThat(header("x-team")).isEqualTo("{payments} %7B");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Authorization", "host", "Content-Type", "a b", "", "x:y"})
    void someHeadersAreNotForTheCaller(String name) {
        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(() -> humanitec.builder().defaultHeader(name, "value"));
    }

    @Test
    void aHeaderHasOneLine() {
        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(() -> humanitec.builder().defaultHeader("X-Team", "a\r\nAuthorization: b"));
    }

    @Test
    void aListenerIsCalledForEachAttempt() {
        humanitec.fail(Fault.status(503).on("GET", "/apps"));

        list(humanitec.builder().requestListener(events::add).build());

        assertThat(events)
                .extracting(
                        RequestListener.Event::method,
                        RequestListener.Event::path,
                        RequestListener.Event::attempt,
                        event -> event.status().getAsInt(),
                        event -> event.operation().orElse(""))
                .containsExactly(
                        tuple("GET", "/orgs/acme/apps", 1, 503, "listApplications"),
                        tuple("GET", "/orgs/acme/apps", 2, 200, "listApplications"));
        assertThat(events).allSatisfy(event -> {
            assertThat(event.duration()).isPositive();
            assertThat(event.toString()).doesNotContain(TestHumanitec.TOKEN);
        });
    }

    @Test
    void aListenerLearnsThatNoResponseCame() {
        HumanitecClient client = humanitec
                .builder()
                .retryPolicy(RetryPolicy.NONE)
                .requestListener(events::add)
                .build();
        humanitec.fail(Fault.of(Fault.Kind.RESET).times(10));

        assertThatExceptionOfType(TransportException.class).isThrownBy(() -> list(client));

        assertThat(events).last().satisfies(event -> {
            assertThat(event.status()).isEmpty();
            assertThat(event.failure()).isPresent();
        });
    }

    @Test
    void aListenerThatFailsDoesNotHarmTheRequest() {
        HumanitecClient client = humanitec
                .builder()
                .requestListener(event -> {
                    throw new IllegalStateException("no room for metrics");
                })
                .build();

        assertThat(client.applications().list("acme")).isNotEmpty();
    }

    @Test
    void aClosedClientSendsNothing() {
        HumanitecClient client = humanitec.client();
        list(client);

        client.close();
        client.close();

        assertThatIllegalStateException()
                .isThrownBy(() -> list(client))
                .withMessage("The client is closed. Create a new one.");
        assertThat(humanitec.requests()).hasSize(1);
    }

    @Test
    void theCallersHttpClientStaysOpen() {
        HttpClient http = HttpClient.newHttpClient();
        try (HumanitecClient client = humanitec.builder().httpClient(http).build()) {
            list(client);
        }

        list(humanitec.builder().httpClient(http).build());

        assertThat(humanitec.requests()).hasSize(2);
    }

    @Test
    void anErrorHasTheHeadersOfItsResponse() {
        humanitec.fail(Fault.status(404).header("X-Request-ID", "r-17").header("X-Served-By", "edge"));

        assertThatExceptionOfType(NotFoundException.class)
                .isThrownBy(() -> list(humanitec.client()))
                .satisfies(e -> {
                    assertThat(e.requestId()).contains("r-17");
                    assertThat(e.headers().get("x-served-by")).containsExactly("edge");
                    assertThat(e).hasMessageNotContaining("edge");
                });
    }

    @Test
    void aResponsesHeadersAreFoundInAnyCase() {
        humanitec.fail(Fault.status(200).body("application/json", "[]").header("Link", "</x?page=2>; rel=\"next\""));

        assertThat(humanitec
                        .client()
                        .api(ApplicationsApi.class)
                        .listApplicationsWithHttpInfo("acme")
                        .getHeaders()
                        .get("LINK"))
                .isNotEmpty();
    }
}
