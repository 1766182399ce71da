package io.jenkins.plugins.humanitec.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests to deploy, and the pipelines that they and new artefact versions start. */
class DeploymentRequestsTest {

    private static final String APP = "/orgs/acme/apps/shop";
    private static final String DEV = APP + "/envs/development";
    private static final String IMAGE = "registry.example.com/backend";

    @RegisterExtension
    static final TestClient client = new TestClient(
            new SimulatorOptions(0, "token", Duration.ofMinutes(4), Duration.ofMinutes(1)), DemoData::addTo);

    private static void pass() throws Exception {
        client.send("POST", "/_simulator/time", "{\"forward\": \"PT10M\"}");
    }

    private static void pipeline(String id, String steps) throws Exception {
        client.yaml(
                "POST",
                APP + "/pipelines",
                "{id: " + id + ", name: " + id + ", on: {deployment_request: {}}, jobs: {a: {steps: [" + steps
                        + "]}}}");
    }

    private static void criteria(String pipeline, String fields) throws Exception {
        client.post(
                APP + "/pipelines/" + pipeline + "/criteria",
                "{\"trigger\": \"deployment_request\"" + fields.replace('\'', '"') + "}");
    }

    private static JsonNode request(String fields) throws Exception {
        return client.post(
                APP + "/pipeline-runs", "{\"trigger\": \"deployment_request\", " + fields.replace('\'', '"') + "}");
    }

    private static JsonNode newestRun() throws Exception {
        return client.get("/orgs/acme/pipeline-runs").get(0);
    }

    private static String currentSet(String env) throws Exception {
        return client.get(APP + "/envs/" + env + "/deploys").at("/0/set_id").asText();
    }

    @Test
    void aDeploymentIsARunOfTheDefaultPipeline() throws Exception {
        JsonNode deployment = client.post(DEV + "/deploys", "{\"set_id\": \"0\", \"comment\": \"Nothing\"}");
        pass();

        JsonNode run = newestRun();
        assertThat(run.get("pipeline_id").asText()).isEqualTo("default");
        assertThat(run.get("trigger").asText()).isEqualTo("deployment_request");
        assertThat(run.get("status").asText()).isEqualTo("succeeded");
        assertThat(run.get("env_ids").toString()).isEqualTo("[\"development\"]");
        assertThat(run.get("inputs").toString())
                .isEqualTo("{\"env_id\":\"development\",\"comment\":\"Nothing\",\"set_id\":\"0\"}");
        JsonNode done = client.get(DEV + "/deploys/" + deployment.get("id").asText());
        assertThat(done.get("status").asText()).isEqualTo("succeeded");
        assertThat(done.at("/pipeline/run_id")).isEqualTo(run.get("id"));
        assertThat(client.get(DEV + "/deploys")).hasSize(2);
    }

    @Test
    void thePodsChangeAtTheEndOfADeployment() throws Exception {
        client.send("PATCH", DEV + "/runtime/replicas", "{\"backend\": 5}");
        pass();
        client.post(DEV + "/deploys", "{\"set_id\": \"" + currentSet("development") + "\"}");
        pass();

        assertThat(client.get(DEV + "/runtime").findValues("pods").toString())
                .contains("backend-1")
                .doesNotContain("backend-4");
    }

    @Test
    void aDeltaWinsOverASet() throws Exception {
        String delta = client.post(APP + "/deltas", "{\"modules\": {\"remove\": [\"backend\"]}}")
                .get("id")
                .asText();

        JsonNode deployment = client.post(DEV + "/deploys", "{\"set_id\": \"0\", \"delta_id\": \"" + delta + "\"}");

        assertThat(deployment.get("delta_id").asText()).isEqualTo(delta);
        assertThat(deployment.get("set_id").asText()).isNotEqualTo("0");
    }

    @Test
    void aDeploymentIsDeployedAgain() throws Exception {
        JsonNode first = client.get(DEV + "/deploys").get(0);
        client.post(DEV + "/deploys", "{\"set_id\": \"0\"}");
        pass();

        JsonNode run = request(
                "'env_id': 'development', 'deployment_id': '" + first.get("id").asText() + "'");
        pass();

        assertThat(run.at("/inputs/set_id")).isEqualTo(first.get("set_id"));
        assertThat(currentSet("development")).isEqualTo(first.get("set_id").asText());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'environment': 'development', 'set_id': '0' | 201",
                "'env_id': 'none', 'set_id': '0' | 400",
                "'set_id': '0' | 400",
                "'env_id': 'development' | 400",
                "'env_id': 'development', 'set_id': '0', 'delta_id': 'a' | 400",
                "'env_id': 'development', 'delta_id': 'none' | 400",
                "'env_id': 'development', 'set_id': 'none' | 404",
                "'env_id': 'development', 'deployment_id': 'none' | 404"
            },
            quoteCharacter = '`')
    void whatIsRequestedMustExist(String fields, int status) throws Exception {
        assertThat(client.status(
                        "POST",
                        APP + "/pipeline-runs",
                        "{\"trigger\": \"deployment_request\", " + fields.replace('\'', '"') + "}"))
                .isEqualTo(status);
        assertThat(client.get("/orgs/acme/pipeline-runs")).hasSize(status == 201 ? 1 : 0);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'env_id': 'development' | 'env_type': 'development' | first",
                "'env_type': '*' | 'env_type': 'development' | second",
                "'deployment_type': 'deploy' | 'env_type': 'production' | first",
                "'env_id': '*' | 'env_type': 'development' | second",
                "'deployment_type': 'redeploy' | 'env_id': 'production' | default"
            },
            quoteCharacter = '`')
    void thePipelineWithTheBestCriteriaRuns(String first, String second, String expected) throws Exception {
        for (String id : new String[] {"first", "second"}) {
            pipeline(id, "{uses: actions/humanitec/log@v1, with: {message: Hello}}");
            criteria(id, ", " + (id.equals("first") ? first : second));
        }

        assertThat(request("'env_id': 'development', 'set_id': '0'")
                        .get("pipeline_id")
                        .asText())
                .isEqualTo(expected);
    }

    @Test
    void whatIsBeingDeletedIsNotDeployedTo() throws Exception {
        assertThat(client.status("DELETE", DEV, null)).isEqualTo(202);

        assertThat(client.status(
                        "POST",
                        APP + "/pipeline-runs",
                        "{\"trigger\": \"deployment_request\", \"env_id\": \"development\", \"set_id\": \"0\"}"))
                .isEqualTo(409);
    }

    @Test
    void aKeyBelongsToAPipeline() throws Exception {
        for (String id : new String[] {"first", "second"}) {
            client.yaml(
                    "POST",
                    APP + "/pipelines",
                    "{id: " + id + ", name: " + id + ", on: {pipeline_call: {}}, jobs: {a: {steps: []}}}");
            for (int i = 0; i < 2; i++) {
                client.send(
                        "POST",
                        APP + "/pipelines/" + id + "/runs",
                        "{\"inputs\": {}}",
                        "Idempotency-Key",
                        "key",
                        "Content-Type",
                        "application/json");
            }
        }

        assertThat(client.get(APP + "/pipelines/first/runs")).hasSize(1);
        assertThat(client.get(APP + "/pipelines/second/runs")).hasSize(1);
    }

    @Test
    void equalCriteriaAreRefused() throws Exception {
        assertThat(client.status("POST", APP + "/pipelines/release/criteria", "{\"trigger\": \"deployment_request\"}"))
                .isEqualTo(409);
    }

    @Test
    void directDeploymentsCanBeForbidden() throws Exception {
        pipeline("forbid", "{uses: actions/humanitec/fail@v1, with: {message: 'Not to ${{ inputs.env_id }}.'}}");
        criteria("forbid", ", 'env_type': 'development'");
        int logs = client.get(DEV + "/logs").size();

        JsonNode deployment = client.post(DEV + "/deploys", "{\"set_id\": \"" + currentSet("development") + "\"}");
        pass();

        String path = DEV + "/deploys/" + deployment.get("id").asText();
        assertThat(client.get(path).get("status").asText()).isEqualTo("failed");
        assertThat(client.get(path + "/errors").at("/0/message").asText()).isEqualTo("Not to development.");
        assertThat(client.get(DEV + "/runtime").get("modules")).isNotEmpty();
        // No container was started.
        assertThat(client.get(DEV + "/logs")).hasSize(logs);
    }

    @Test
    void aDeploymentWaitsForItsApproval() throws Exception {
        pipeline("ask", """
                {uses: actions/humanitec/approve@v1, with: {env_id: development, message: 'Deploy?'}},
                {uses: actions/humanitec/deploy@v1, with: {env_id: development, set_id: '${{ inputs.set_id }}'}}""");
        criteria("ask", ", 'env_id': 'development'");
        String path = DEV + "/deploys/"
                + client.post(DEV + "/deploys", "{\"set_id\": \"0\"}").get("id").asText();
        pass();
        assertThat(client.get(path).get("status").asText()).isEqualTo("pending");
        assertThat(client.status("POST", DEV + "/deploys", "{\"set_id\": \"0\"}"))
                .isEqualTo(409);

        JsonNode approval = client.get(APP + "/approvals?status=waiting").get(0);
        assertThat(approval.get("message").asText()).isEqualTo("Deploy?");
        client.post(
                APP + "/pipelines/ask/runs/" + approval.get("run_id").asText() + "/jobs/a/approvals/"
                        + approval.get("id").asText() + "/approve",
                null);
        pass();

        assertThat(client.get(path).get("status").asText()).isEqualTo("succeeded");
        assertThat(client.get(APP + "/approvals").at("/0/approved_by").asText()).isEqualTo("u-alice");
    }

    @ParameterizedTest
    @ValueSource(strings = {"backend:2.0.0", ""})
    void aVersionStartsPipelines(String version) throws Exception {
        client.yaml("POST", APP + "/pipelines", """
                id: promote
                name: Promote
                on: {artefact: {type: container, include: [%s], match-ref: refs/heads/.*}}
                jobs:
                  a:
                    steps:
                    - uses: actions/humanitec/create-delta@v1
                      id: create
                      with: {env_id: development, container_artefacts: '${{ inputs.container_artefacts }}'}
                    - uses: actions/humanitec/apply@v1
                      id: apply
                      with: {env_id: development, delta_id: '${{ steps.create.outputs.delta_id }}'}
                    - uses: actions/humanitec/deploy@v1
                      with:
                        env_id: development
                        set_id: ${{ steps.apply.outputs.set_id }}
                        comment: Deploying ${{ inputs.container_artefacts[0] }}
                """.formatted(IMAGE));
        String fields = version.isEmpty() ? "" : ", \"version\": \"2.0.0\"";
        for (String ref : new String[] {"refs/tags/v1", "refs/heads/main"}) {
            client.post(
                    "/orgs/acme/artefact-versions",
                    "{\"type\": \"container\", \"name\": \"" + IMAGE + "\", \"ref\": \"" + ref + "\"" + fields + "}");
        }
        pass();

        assertThat(client.get("/orgs/acme/pipeline-runs")).hasSize(1);
        assertThat(newestRun().get("status_message").asText()).isEmpty();
        assertThat(newestRun().get("status").asText()).isEqualTo("succeeded");
        JsonNode deployment = client.get(DEV + "/deploys").get(0);
        assertThat(deployment.get("comment").asText()).startsWith("Deploying ").endsWith(version);
        assertThat(client.get(APP + "/sets/" + currentSet("development"))
                        .at("/modules/backend/spec/containers/main/image")
                        .asText())
                .isEqualTo(IMAGE + (version.isEmpty() ? ":latest" : ":2.0.0"));
    }
}
