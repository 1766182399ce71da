package io.jenkins.plugins.humanitec.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Filters of lists, and requests that name what does not exist or is in use. */
class FiltersTest {

    private static final String APP = "/orgs/acme/apps/shop";
    private static final String PIPELINES = APP + "/pipelines";
    private static final String VERSIONS = "/orgs/acme/artefact-versions";

    @RegisterExtension
    static final TestClient client = new TestClient();

    private static void pipeline(String id, String more) throws Exception {
        client.yaml("POST", PIPELINES, """
                {id: %s, name: %s, on: {pipeline_call: {}}, jobs: {a: {steps: [
                  {uses: actions/humanitec/approve@v1, with: {env_id: development}}]}}%s}""".formatted(id, id, more));
    }

    private static String version(String name, String version) throws Exception {
        return client.post(
                        VERSIONS,
                        "{\"type\": \"container\", \"name\": \"" + name + "\", \"version\": \"" + version + "\"}")
                .get("id")
                .asText();
    }

    @Test
    void pipelinesAreFilteredByMetadata() throws Exception {
        pipeline("blue", ", metadata: {team: blue}");
        pipeline("red", ", metadata: {team: red}");

        assertThat(client.get(PIPELINES + "/red").at("/metadata/team").asText()).isEqualTo("red");
        assertThat(client.get(PIPELINES + "?metadata%5Bteam%5D=red").findValuesAsText("id"))
                .containsExactly("red");
    }

    @Test
    void anEarlierVersionOfAPipelineIsReturned() throws Exception {
        pipeline("one", "");
        String first = client.get(PIPELINES + "/one").get("version").asText();
        client.yaml("PATCH", PIPELINES + "/one", "{name: Two, on: {pipeline_call: {}}, jobs: {a: {steps: []}}}");

        JsonNode read = client.get(PIPELINES + "/one?version=" + first);

        assertThat(read.get("version").asText()).isEqualTo(first);
        assertThat(read.get("name").asText()).isEqualTo("one");
        assertThat(client.get(PIPELINES + "/one").get("name").asText()).isEqualTo("Two");
        assertThat(client.status("GET", PIPELINES + "/one?version=none", null)).isEqualTo(404);
    }

    @Test
    void criteriaAreFilteredByTheirValues() throws Exception {
        pipeline("one", "");
        client.post(
                PIPELINES + "/one/criteria", "{\"trigger\": \"deployment_request\", \"env_type\": \"development\"}");

        assertThat(client.get(APP + "/pipeline-criteria?match%5Benv_type%5D=development")
                        .findValuesAsText("pipeline_id"))
                .containsExactly("one");
    }

    @Test
    void approvalsAndJobsAreFiltered() throws Exception {
        for (String id : List.of("one", "two")) {
            pipeline(id, "");
            client.post(PIPELINES + "/" + id + "/runs", "{\"inputs\": {}}");
        }
        await().until(() -> client.get(APP + "/approvals").size() == 2);

        JsonNode approvals = client.get(APP + "/approvals?pipeline=two");

        assertThat(approvals.findValuesAsText("pipeline_id")).containsExactly("two");
        String jobs = PIPELINES + "/two/runs/" + approvals.at("/0/run_id").asText() + "/jobs";
        assertThat(client.get(jobs + "?status=waiting")).hasSize(1);
        assertThat(client.get(jobs + "?status=failed")).isEmpty();
    }

    @Test
    void versionsOfArtefactsAreFiltered() throws Exception {
        String first = version("backend", "1");
        String second = version("backend", "2");
        String other = version("frontend", "1");
        String artefact = client.get(VERSIONS + "/" + first).get("artefact_id").asText();
        String versions = "/orgs/acme/artefacts/" + artefact + "/versions";

        assertThat(client.get(versions + "?limit=1").findValuesAsText("id")).containsExactly(second);
        assertThat(client.get(versions + "?reference=backend:1").findValuesAsText("id"))
                .containsExactly(first);
        assertThat(client.get(VERSIONS + "?reference=frontend:1").findValuesAsText("id"))
                .containsExactly(other);
        assertThat(client.status("GET", "/orgs/acme/artefacts/none/versions", null))
                .isEqualTo(404);
        assertThat(client.status("PATCH", versions + "/" + other, "{\"archived\": true}"))
                .isEqualTo(404);
    }

    @Test
    void deploymentsAreFilteredByTheirRun() throws Exception {
        String deployments = APP + "/envs/development/deploys";
        client.post(deployments, "{\"set_id\": \"0\"}");
        JsonNode run = await().until(() -> client.get(deployments).get(0).path("pipeline"), step -> step.has("run_id"));

        assertThat(client.get(deployments + "?pipelineRunId=default,"
                        + run.get("run_id").asText()))
                .hasSize(1);
        assertThat(client.get(deployments + "?pipelineRunId=default,none")).isEmpty();
    }

    @Test
    void deprecatedProfilesAreShownOnRequest() throws Exception {
        String profiles = "/orgs/acme/workload-profiles";
        client.post(profiles, """
                {"id": "acme/old", "spec_definition": {}, "deprecation_message": "Use acme/new",
                 "workload_profile_chart": {"id": "web", "version": "1.0.0"}}""");

        assertThat(client.get(profiles).findValuesAsText("id")).doesNotContain("acme/old");
        assertThat(client.get(profiles + "?deprecated=true").findValuesAsText("id"))
                .contains("acme/old", "humanitec/default-module");
    }

    @Test
    void aProfileIsFoundByItsIdWithAndWithoutTheOrganization() throws Exception {
        String profiles = "/orgs/acme/workload-profiles";
        String profile = """
                {"id": "ID", "spec_definition": {}, "workload_profile_chart": {"id": "web", "version": "1.0.0"}}""";
        for (String id : List.of("plain", "acme/qualified")) {
            client.post(profiles, profile.replace("ID", id));
        }

        for (String path : List.of("plain", "acme%2Fplain", "qualified", "acme%2Fqualified")) {
            assertThat(client.get(profiles + "/" + path + "/versions"))
                    .describedAs(path)
                    .hasSize(1);
            assertThat(client.get(profiles + "/" + path).get("id").asText()).isIn("plain", "acme/qualified");
        }
        assertThat(client.get(profiles + "/humanitec%2Fdefault-module")
                        .get("org_id")
                        .asText())
                .isEqualTo("humanitec");
        assertThat(client.status("DELETE", profiles + "/humanitec%2Fdefault-module", null))
                .isEqualTo(400);
        assertThat(client.status("GET", profiles + "/other%2Fplain", null)).isEqualTo(404);
        for (String path : List.of("acme%2Fplain", "qualified")) {
            assertThat(client.status("DELETE", profiles + "/" + path, null)).isEqualTo(204);
            assertThat(client.status("GET", profiles + "/" + path, null)).isEqualTo(404);
        }
    }

    @Test
    void aChartHasSeveralVersions() throws Exception {
        String charts = "/orgs/acme/workload-profile-chart-versions";
        for (String version : List.of("1.0.0", "1.1.0")) {
            assertThat(upload(charts, "web-" + version + ".tgz")).isEqualTo(201);
        }

        assertThat(upload(charts, "web-1.1.0.tgz")).isEqualTo(409);
        assertThat(client.get(charts + "?id=web").findValuesAsText("version")).containsExactly("1.0.0", "1.1.0");
        assertThat(client.get(charts + "?version=1.1.0")).hasSize(1);
    }

    private static int upload(String path, String file) throws Exception {
        String body = "--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"" + file
                + "\"\r\nContent-Type: application/x-gzip\r\n\r\nany\r\n--x--\r\n";
        return client.send("POST", path, body, "Content-Type", "multipart/form-data; boundary=x")
                .statusCode();
    }

    @Test
    void noResourceIsScheduledForDeletion() throws Exception {
        String resources = APP + "/envs/development/resources";

        assertThat(client.get(resources + "?scheduled_deletion=true")).isEmpty();
        assertThat(client.get(resources + "?scheduled_deletion=false"))
                .isEqualTo(client.get(resources))
                .isNotEmpty();
    }

    @Test
    void anEnvironmentTypeInUseIsKept() throws Exception {
        assertThat(client.status("DELETE", "/orgs/acme/env-types/production", null))
                .isEqualTo(409);
        assertThat(client.status("DELETE", "/orgs/acme/env-types/staging", null))
                .isEqualTo(204);
    }

    @Test
    void anAccountInUseIsKept() throws Exception {
        client.post(
                "/orgs/acme/resources/accounts",
                "{\"id\": \"gcp-1\", \"name\": \"G\", \"type\": \"gcp\", \"credentials\": {}}");
        client.post("/orgs/acme/resources/defs", """
                {"id": "db-1", "name": "D", "type": "postgres", "driver_type": "humanitec/echo",
                 "driver_account": "gcp-1"}""");

        assertThat(client.status("DELETE", "/orgs/acme/resources/accounts/gcp-1", null))
                .isEqualTo(400);
        client.send("DELETE", "/orgs/acme/resources/defs/db-1", null);
        assertThat(client.status("DELETE", "/orgs/acme/resources/accounts/gcp-1", null))
                .isEqualTo(204);
    }

    @Test
    void aProfileOfAnotherOrganizationIsKept() throws Exception {
        assertThat(client.status("DELETE", "/orgs/acme/workload-profiles/humanitec%2Fdefault-module", null))
                .isEqualTo(400);
    }

    @Test
    void aBaseMustBeADeployment() throws Exception {
        assertThat(client.status("PUT", APP + "/envs/development/from_deploy_id", "\"none\""))
                .isEqualTo(400);
    }
}
