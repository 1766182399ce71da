package io.jenkins.plugins.humanitec.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.jenkins.plugins.humanitec.simulator.http.TlsKeyStore;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The simulator as something that speaks HTTP. */
class SimulatorTest {

    private static final JsonMapper JSON = new JsonMapper();
    private static final String DEV = "/orgs/acme/apps/shop/envs/development";

    private static Simulator simulator;
    private final HttpClient http = HttpClient.newHttpClient();

    @BeforeAll
    static void start() {
        simulator = Simulator.start(SimulatorOptions.DEFAULT.withStrict(), DemoData::addTo);
    }

    @AfterAll
    static void stop() {
        simulator.close();
    }

    @BeforeEach
    void data() {
        simulator.reset();
    }

    private HttpResponse<String> send(String method, String path, String body, String authorization)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(simulator.baseUri() + path))
                .header("Content-Type", "application/json")
                .method(
                        method,
                        body == null ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body));
        if (authorization != null) {
            request.header("Authorization", authorization);
        }
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> send(String method, String path, String body)
            throws IOException, InterruptedException {
        return send(method, path, body, "Bearer " + simulator.token());
    }

    private JsonNode get(String path) throws IOException, InterruptedException {
        return JSON.readTree(send("GET", path, null).body());
    }

    @ParameterizedTest
    @EnumSource
    void overTlsItAnswersWithTheVersionOfHttpThatIsOffered(HttpClient.Version version, @TempDir Path folder)
            throws Exception {
        TlsKeyStore keys = TlsKeyStore.at(folder.resolve("keys.p12"));
        try (Simulator secure = Simulator.start(SimulatorOptions.DEFAULT.withTls(keys.context()), DemoData::addTo)) {
            HttpRequest request = HttpRequest.newBuilder(URI.create(secure.baseUri() + DEV))
                    .header("Authorization", "Bearer " + secure.token())
                    .build();
            HttpResponse<String> response = HttpClient.newBuilder()
                    .version(version)
                    // The same file once more: it is kept.
                    .sslContext(TlsKeyStore.at(keys.file()).context())
                    .build()
                    .send(request, HttpResponse.BodyHandlers.ofString());

            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(response.version()).isEqualTo(version);
            assertThat(JSON.readTree(response.body()).get("id").asText()).isEqualTo("development");
        }
    }

    @Test
    void answersThatAreNotCheckedAreTheSame() throws Exception {
        String path = "/orgs/acme/apps/shop/values";
        try (Simulator quick = Simulator.start(
                new SimulatorOptions(0, simulator.token(), Duration.ZERO, Duration.ZERO, 0, false, null, true, 1),
                DemoData::addTo)) {
            HttpRequest request = HttpRequest.newBuilder(URI.create(quick.baseUri() + path))
                    .header("Authorization", "Bearer " + quick.token())
                    .build();
            HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());

            assertThat(JSON.readTree(response.body()).findValuesAsText("key"))
                    .isNotEmpty()
                    .isEqualTo(get(path).findValuesAsText("key"));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "GET | /orgs/acme/apps/nothing | - | 404",
                "GET | /orgs/nobody/apps | - | 403",
                "GET | /orgs/acme/apps/shop/envs/nothing | - | 404",
                "GET | /nothing | - | 404",
                "PUT | /orgs/acme/apps/shop | - | 405",
                "GET | /orgs/acme/apps/Shop | - | 400",
                "POST | /orgs/acme/apps/shop/values | {\"key\": \"a b\", \"description\": \"\"} | 400",
                "POST | /orgs/acme/apps/shop/values | {\"key\": \"LOG_LEVEL\", \"description\": \"\"} | 409",
                "POST | /orgs/acme/apps/shop/values | {\"key\": \"A\"} | 422",
                "POST | /orgs/acme/apps/shop/values | {\"key | 422",
                "POST | /orgs/acme/apps/shop/values | - | 422",
                "POST | /orgs/acme/apps/shop/values | [] | 422",
                "PATCH | /orgs/acme/apps/shop/values/LOG_LEVEL | {} | 400",
                "PUT | /orgs/acme/apps/shop/values/NONE | {\"description\": \"\"} | 404",
                "PATCH | /orgs/acme/apps/shop/envs/development/runtime/replicas | {\"backend\": -1} | 400",
                "PATCH | /orgs/acme/apps/shop/envs/development/runtime/replicas | {\"backend\": \"x\"} | 422",
                "PATCH | /orgs/acme/apps/shop/envs/development/runtime/replicas | {\"nothing\": 1} | 400"
            })
    void requestsThatTheApiRefuses(String method, String path, String body, int status) throws Exception {
        HttpResponse<String> response = send(method, path, body);

        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        assertThat(JSON.readTree(response.body()).path("error").asText()).isEqualTo("API-" + status);
        assertThat(JSON.readTree(response.body()).path("message").asText()).isNotBlank();
    }

    @Test
    void onlyTheTokenGivesAccessInEitherForm() throws Exception {
        String path = "/orgs/acme/apps";

        assertThat(send("GET", path, null, null).statusCode()).isEqualTo(401);
        assertThat(send("GET", path, null, "Bearer wrong").statusCode()).isEqualTo(401);
        assertThat(send("GET", path, null, simulator.token()).statusCode()).isEqualTo(401);
        assertThat(send("GET", path, null, "JWT " + simulator.token()).statusCode())
                .isEqualTo(200);
        assertThat(send("GET", path, null, "Bearer " + simulator.token()).statusCode())
                .isEqualTo(200);
    }

    @Test
    void secretsAreNeverGivenBack() throws Exception {
        JsonNode created = JSON.readTree(send(
                        "POST",
                        DEV + "/values",
                        "{\"key\": \"KEY\", \"value\": \"hush\", \"description\": \"\", \"is_secret\": true}")
                .body());

        assertThat(created.path("value").asText()).isEmpty();
        assertThat(get(DEV + "/values").toString()).doesNotContain("hush", "demo-payment-key");
        assertThat(get("/orgs/acme/apps/shop/values").toString()).doesNotContain("demo-payment-key");
    }

    @Test
    void anotherProcessCanMakeItMisbehave() throws Exception {
        assertThat(send(
                                "POST",
                                "/_simulator/faults",
                                "{\"kind\": \"STATUS\", \"status\": 429, \"headers\": {\"Retry-After\": \"7\"}}")
                        .statusCode())
                .isEqualTo(204);
        assertThat(send("POST", "/_simulator/faults", "{\"kind\": \"NONSENSE\"}")
                        .statusCode())
                .isEqualTo(422);

        HttpResponse<String> limited = send("GET", "/orgs/acme/apps", null);
        assertThat(limited.statusCode()).isEqualTo(429);
        assertThat(limited.headers().firstValue("Retry-After")).contains("7");
        assertThat(send("GET", "/orgs/acme/apps", null).statusCode()).isEqualTo(200);
        assertThat(send("GET", "/_simulator/requests", null).body()).contains("\"status\":429");
    }

    @Test
    void anotherProcessCanLetItBeginAnew() throws Exception {
        send("DELETE", DEV + "/values/NOTHING", null);
        send("PATCH", "/orgs/acme/apps/shop", "{\"name\": \"Store\"}");
        send("POST", "/orgs/acme/apps", "{\"id\": \"blog\", \"name\": \"Blog\"}");
        send("POST", "/_simulator/faults", "{\"kind\": \"STATUS\", \"status\": 503, \"times\": 9}");

        assertThat(send("POST", "/_simulator/reset", null).statusCode()).isEqualTo(204);

        assertThat(send("GET", "/_simulator/requests", null).body()).isEqualTo("[]");
        assertThat(get("/orgs/acme/apps/shop").path("name").asText()).isEqualTo("Shop");
        assertThat(send("GET", "/orgs/acme/apps/blog", null).statusCode()).isEqualTo(404);
    }

    @Test
    void theRecordedRequestsDoNotHaveTheToken() throws Exception {
        send("GET", "/orgs/acme/apps", null, "Bearer " + simulator.token());
        send("GET", "/orgs/acme/apps", null, simulator.token());

        assertThat(send("GET", "/_simulator/requests", null).body())
                .contains("\"scheme\":\"Bearer\"", "\"scheme\":null")
                .doesNotContain(simulator.token());
    }

    @Test
    void aDelayHoldsTheAnswerBack() throws Exception {
        send("POST", "/_simulator/faults", "{\"kind\": \"DELAY\", \"delayMillis\": 200}");
        long before = System.nanoTime();

        assertThat(send("GET", "/orgs/acme/apps", null).statusCode()).isEqualTo(200);
        assertThat(System.nanoTime() - before).isGreaterThan(150_000_000L);
    }

    @Test
    void aTruncatedAnswerIsAnIoError() {
        simulator.faults().add(Fault.of(Fault.Kind.TRUNCATE));

        assertThatExceptionOfType(IOException.class).isThrownBy(() -> get("/orgs/acme/apps"));
    }

    @Test
    void itListensOnLoopbackOnly() {
        assertThat(simulator.baseUri().getHost()).isEqualTo("127.0.0.1");
    }
}
