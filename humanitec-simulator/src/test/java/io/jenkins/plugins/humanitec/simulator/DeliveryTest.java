package io.jenkins.plugins.humanitec.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Deltas, sets, deployments, environments and pipelines, through HTTP alone. */
class DeliveryTest {

    private static final JsonMapper JSON = new JsonMapper();
    private static final String APP = "/orgs/acme/apps/shop";
    private static final String DEV = APP + "/envs/development";

    private final HttpClient http = HttpClient.newHttpClient();
    private Simulator simulator;

    @BeforeEach
    void start() {
        simulator = Simulator.start(new SimulatorOptions(0, "token", Duration.ofMillis(400), Duration.ofMillis(100)));
        DemoData.addTo(simulator.world());
    }

    @AfterEach
    void stop() {
        simulator.close();
    }

    private JsonNode call(int status, String method, String path, String body)
            throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(simulator.baseUri().resolve(URI.create(path)))
                .header("Authorization", "Bearer token")
                .header(
                        "Content-Type",
                        path.matches(".*/pipelines(/[^/]*)?") ? "application/x-yaml" : "application/json")
                .method(
                        method,
                        body == null ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body))
                .build();
        HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        return JSON.readTree(response.body());
    }

    private JsonNode get(String path) throws IOException, InterruptedException {
        return call(200, "GET", path, null);
    }

    private String delta(String content) throws IOException, InterruptedException {
        return call(200, "POST", APP + "/deltas", content).get("id").asText();
    }

    private String image(String module, String tag) throws IOException, InterruptedException {
        return delta("{\"modules\": {\"update\": {\"" + module + "\": [{\"op\": \"replace\","
                + " \"path\": \"/spec/containers/main/image\", \"value\": \"registry.example.com/x:" + tag + "\"}]}}}");
    }

    private JsonNode deploy(String env, String delta) throws IOException, InterruptedException {
        JsonNode deployment =
                call(201, "POST", env + "/deploys", "{\"delta_id\": \"" + delta + "\", \"comment\": \"x\"}");
        assertThat(deployment.get("status").asText()).isEqualTo("pending");
        return deployment;
    }

    private JsonNode finished(String env, JsonNode deployment, Set<String> seen) {
        String path = env + "/deploys/" + deployment.get("id").asText();
        return await().until(() -> get(path), now -> {
            seen.add(now.get("status").asText());
            return now.get("status").asText().matches("succeeded|failed");
        });
    }

    @Test
    void aDeploymentPassesThroughItsStatesAndChangesWhatRuns() throws Exception {
        String delta = delta(
                "{\"modules\": {\"add\": {\"cache\": {\"profile\": \"humanitec/default-module\", \"spec\": {\"replicas\": 2}}},"
                        + " \"remove\": [\"migration\"]}}");
        Set<String> seen = new LinkedHashSet<>();

        JsonNode done = finished(DEV, deploy(DEV, delta), seen);

        assertThat(seen).endsWith("in progress", "succeeded");
        assertThat(done.get("delta_id").asText()).isEqualTo(delta);
        assertThat(get(DEV + "/runtime").get("modules").fieldNames())
                .toIterable()
                .containsExactlyInAnyOrder("backend", "cache", "frontend");
        assertThat(get(DEV).path("last_deploy").path("id")).isEqualTo(done.get("id"));
        assertThat(get(DEV + "/deploys/" + done.get("id").asText() + "/errors")).isEmpty();
    }

    @Test
    void aBrokenImageFailsTheDeploymentAndLeavesWhatRuns() throws Exception {
        JsonNode done = finished(DEV, deploy(DEV, image("backend", "broken")), new LinkedHashSet<>());

        assertThat(done.get("status").asText()).isEqualTo("failed");
        JsonNode errors = get(DEV + "/deploys/" + done.get("id").asText() + "/errors");
        assertThat(errors.get(0).get("object_id").asText()).isEqualTo("modules.backend");
        assertThat(get(DEV + "/runtime").get("modules").has("migration")).isTrue();
    }

    @Test
    void theStatusOfSeveralEnvironmentsIsReadAtOnce() throws Exception {
        JsonNode before = get(APP + "/runtime?id=development&id=missing");
        finished(DEV, deploy(DEV, image("backend", "crashing")), new LinkedHashSet<>());
        JsonNode after = get(APP + "/runtime?id=development");

        assertThat(before.get(0).get("status").asText()).isEqualTo("Success");
        assertThat(before.get(0).get("paused").asBoolean()).isFalse();
        assertThat(before.get(1).get("id").asText()).isEqualTo("missing");
        assertThat(before.get(1).get("error").asText()).contains("does not exist");
        assertThat(after.get(0).get("status").asText()).isEqualTo("Failure");
        call(400, "GET", APP + "/runtime", null);
        call(400, "GET", APP + "/runtime?id=1&id=2&id=3&id=4&id=5&id=6", null);
    }

    @Test
    void nothingIsDeployedWhilePaused() throws Exception {
        call(204, "PUT", DEV + "/runtime/paused", "true");
        call(409, "POST", DEV + "/deploys", "{\"set_id\": \"0\"}");
        call(400, "PATCH", DEV + "/runtime/replicas", "{\"backend\": 1}");
        await().until(() ->
                get(DEV + "/runtime").at("/modules/backend/backend/pods").isEmpty());
        assertThat(get(APP + "/runtime?id=development").get(0).get("paused").asBoolean())
                .isTrue();

        call(204, "PUT", DEV + "/runtime/paused", "false");
        await().until(() ->
                get(DEV + "/runtime").at("/modules/backend/backend/pods").size() == 2);
    }

    @Test
    void anEnvironmentStartsFromADeploymentOfAnother() throws Exception {
        JsonNode done = finished(DEV, deploy(DEV, image("backend", "1.1.0")), new LinkedHashSet<>());
        String id = done.get("id").asText();

        JsonNode preview = call(
                201,
                "POST",
                APP + "/envs",
                "{\"id\": \"preview\", \"name\": \"Preview\", \"from_deploy_id\": \"" + id + "\"}");
        assertThat(preview.path("from_deploy").path("id").asText()).isEqualTo(id);
        assertThat(get(APP + "/envs/preview/runtime").get("modules")).isEmpty();

        String env = APP + "/envs/preview";
        JsonNode first = finished(env, deploy(env, image("frontend", "1.2.0")), new LinkedHashSet<>());
        assertThat(first.get("from_id").asText()).isEqualTo(id);
        assertThat(get(env + "/runtime").get("modules").has("backend")).isTrue();
        JsonNode difference = get(APP + "/sets/" + first.get("set_id").asText() + "/diff/"
                + done.get("set_id").asText());
        assertThat(difference.at("/modules/update/frontend/0/value").asText()).endsWith("x:1.2.0");
        assertThat(difference.at("/modules/update")).hasSize(1);

        call(202, "DELETE", env, null);
        await().until(() -> get(APP + "/envs").size() == 2);
    }

    @Test
    void setsAreKnownByTheirContent() throws Exception {
        String add = "{\"modules\": {\"add\": {\"a\": {\"profile\": \"p\"}}}}";

        String once = call(200, "POST", APP + "/sets/0", add).asText();
        assertThat(call(200, "POST", APP + "/sets/0", add).asText()).isEqualTo(once);
        assertThat(call(200, "POST", APP + "/sets/" + once, "{\"modules\": {\"remove\": [\"a\"]}}")
                        .asText())
                .isEqualTo("0");
        call(400, "POST", APP + "/sets/0", "{\"modules\": {\"update\": {\"a\": []}}}");
        assertThat(get(APP + "/sets/" + once + "?diff=0").at("/modules/add").has("a"))
                .isTrue();
    }

    @Test
    void deltasAreMergedAndArchived() throws Exception {
        String id = delta(
                "{\"modules\": {\"add\": {\"a\": {\"profile\": \"p\"}}}, \"metadata\": {\"env_id\": \"development\"}}");

        JsonNode merged = call(200, "PATCH", APP + "/deltas/" + id, "[{\"modules\": {\"remove\": [\"a\"]}}]");
        assertThat(merged.at("/modules/add")).isEmpty();
        assertThat(merged.at("/modules/remove/0").asText()).isEqualTo("a");

        call(204, "PUT", APP + "/deltas/" + id + "/metadata/archived", "true");
        call(400, "PUT", APP + "/deltas/" + id, "{}");
        assertThat(get(APP + "/deltas?env=development")).isEmpty();
        assertThat(get(APP + "/deltas?archived=true")).hasSize(1);
    }

    @Test
    void aPipelineRunsToItsEndOrIsCancelled() throws Exception {
        call(
                201,
                "POST",
                APP + "/pipelines",
                "id: deploy-it\nname: Deploy it\non:\n  pipeline_call:\n    inputs: {version: {type: string}}\njobs:\n  deploy:\n    steps:\n    - uses: a\n");
        String runs = APP + "/pipelines/deploy-it/runs";

        JsonNode run = call(201, "POST", runs, "{\"inputs\": {}}");
        String path = runs + "/" + run.get("id").asText();
        assertThat(run.get("status").asText()).isEqualTo("queued");
        await().until(() -> get(path).get("status").asText().equals("succeeded"));
        assertThat(get(path + "/jobs/deploy").at("/steps/0/status").asText()).isEqualTo("succeeded");
        assertThat(get(path + "/jobs/deploy/steps/0/logs")).isNotEmpty();

        JsonNode failing = call(201, "POST", runs, "{\"inputs\": {\"version\": \"broken\"}}");
        await().until(() -> get(runs + "/" + failing.get("id").asText())
                .get("status")
                .asText()
                .equals("failed"));

        JsonNode cancelled = call(201, "POST", runs, "{\"inputs\": {}}");
        call(409, "DELETE", runs + "/" + cancelled.get("id").asText(), null);
        call(204, "POST", runs + "/" + cancelled.get("id").asText() + "/cancel", null);
        assertThat(get(runs + "/" + cancelled.get("id").asText()).get("status").asText())
                .isEqualTo("cancelled");
        assertThat(get(runs)).hasSize(3);
    }

    @Test
    void versionsAreRegisteredListedAndArchived() throws Exception {
        String versions = "/orgs/acme/artefact-versions";
        JsonNode version = call(
                200,
                "POST",
                versions,
                "{\"type\": \"container\", \"name\": \"registry.example.com/x\", \"version\": \"1\", \"commit\": \"8d3f1ac\"}");

        assertThat(get(versions + "?name=registry.example.com%2Fx")).containsExactly(version);
        assertThat(get(versions + "?name=other")).isEmpty();
        assertThat(get("/orgs/acme/artefacts")).hasSize(1);
        String artefact = version.get("artefact_id").asText();
        call(
                200,
                "PATCH",
                "/orgs/acme/artefacts/" + artefact + "/versions/"
                        + version.get("id").asText(),
                "{\"archived\": true}");
        assertThat(get(versions)).isEmpty();
        assertThat(get(versions + "?archived=true")).hasSize(1);
        call(204, "DELETE", "/orgs/acme/artefacts/" + artefact, null);
        assertThat(get(versions + "?archived=true")).isEmpty();
    }

    @Test
    void anApplicationIsCreatedWithItsFirstEnvironment() throws Exception {
        call(201, "POST", "/orgs/acme/apps", "{\"id\": \"web\", \"name\": \"Web\"}");
        call(409, "POST", "/orgs/acme/apps", "{\"id\": \"web\", \"name\": \"Web\"}");

        assertThat(get("/orgs/acme/apps/web").at("/envs/0/id").asText()).isEqualTo("development");
        assertThat(call(200, "PATCH", "/orgs/acme/apps/web", "{\"name\": \"Site\"}")
                        .get("name")
                        .asText())
                .isEqualTo("Site");
        call(409, "POST", "/orgs/acme/apps/web/envs", "{\"id\": \"development\", \"name\": \"D\"}");
    }

    @Test
    void whatIsDeployedHasLogs() throws Exception {
        String id = delta("{\"modules\": {\"add\": {\"web\": {\"profile\": \"p\", \"spec\": {\"containers\":"
                + " {\"main\": {\"image\": \"web:broken\"}}}}}}}");
        JsonNode failing = call(201, "POST", DEV + "/deploys", "{\"delta_id\": \"" + id + "\"}");
        String deployment = failing.get("id").asText();
        await().until(() ->
                get(DEV + "/deploys/" + deployment).get("status").asText().equals("failed"));

        JsonNode logs = get(DEV + "/logs?deployment_id=" + deployment);

        assertThat(logs.findValuesAsText("workload_id")).containsExactly("web");
        assertThat(logs.at("/0/level").asText()).isEqualTo("error");
        assertThat(logs.at("/0/payload").asText()).contains("web:broken");
        assertThat(get(DEV + "/logs?container_id=other")).isEmpty();
        call(400, "GET", DEV + "/logs?timestamp_from=yesterday", null);
    }

    @Test
    void whatWasNeverDeployedIsDeletedAtOnce() throws Exception {
        call(201, "POST", APP + "/envs", "{\"id\": \"pr-1\", \"name\": \"PR\", \"type\": \"development\"}");
        call(204, "DELETE", APP + "/envs/pr-1", null);
        call(404, "GET", APP + "/envs/pr-1", null);
        call(201, "POST", APP + "/envs", "{\"id\": \"pr-1\", \"name\": \"PR\", \"type\": \"development\"}");
        call(204, "DELETE", "/orgs/acme/apps/prototype", null);
        call(404, "GET", "/orgs/acme/apps/prototype", null);
    }
}
