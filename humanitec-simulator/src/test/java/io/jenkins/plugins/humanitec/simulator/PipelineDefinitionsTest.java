package io.jenkins.plugins.humanitec.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The definitions of pipelines and their versions. */
class PipelineDefinitionsTest {

    private static final String PIPELINES = "/orgs/acme/apps/shop/pipelines";

    @RegisterExtension
    static final TestClient client = new TestClient();

    private String text(String path) throws Exception {
        return client.send("GET", path, null, "Accept", "application/x.humanitec-pipelines-v1.0+yaml")
                .body();
    }

    @Test
    void aPipelineComesBackAsTheTextThatWasUploaded() throws Exception {
        String first =
                "# The first one\nid: deploy-it\nname: Deploy it\non: {pipeline_call: {}}\njobs: {a: {steps: []}}\n";
        String second = first.replace("first", "second");

        JsonNode created = client.yaml("POST", PIPELINES, first);
        JsonNode changed = client.yaml("PATCH", PIPELINES + "/deploy-it", second);

        String version = created.get("version").asText();
        assertThat(text(PIPELINES + "/deploy-it/schema")).isEqualTo(second);
        assertThat(text(PIPELINES + "/deploy-it/schema?version=" + version)).isEqualTo(first);
        assertThat(client.get(PIPELINES + "/deploy-it/versions").findValuesAsText("id"))
                .containsExactly(version, changed.get("version").asText());
        assertThat(client.get(PIPELINES + "/release/versions")).hasSize(1);
        assertThat(client.get("/orgs/acme/pipelines?app=shop").findValuesAsText("id"))
                .contains("deploy-it");
        assertThat(client.get("/orgs/acme/pipelines?app=other")).isEmpty();
    }

    @Test
    void aPipelineWithoutAnIdGetsAUuid() throws Exception {
        String id = client.yaml("POST", PIPELINES, "name: Any\non: {pipeline_call: {}}\njobs: {a: {steps: []}}\n")
                .get("id")
                .asText();

        assertThat(UUID.fromString(id)).isNotNull();
        assertThat(client.get(PIPELINES + "/" + id).get("name").asText()).isEqualTo("Any");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "name: Nothing\non: {pipeline_call: {}}\njobs: {}\n",
                "name: Nothing\non: {pipeline_call: {}}\n",
                "name: Nothing\njobs: {a: {steps: []}}\n",
                "name: Nothing\non: {pipeline_call: {}}\njobs: [a]\n",
                "name: Nothing\non: {pipeline_call: {}}\njobs: {a: {needs: [b], steps: []}}\n",
                "name: Nothing\nid: {}\non: {pipeline_call: {}}\njobs: {a: {steps: []}}\n",
                "name: Nothing\nid: a/b\non: {pipeline_call: {}}\njobs: {a: {steps: []}}\n",
                "name: Nothing\non: {pipeline_call: {}}\njobs: {a: {steps: [text]}}\n",
                "name: Nothing\non: {pipeline_call: {}}\njobs: {a: {}}\n",
                "name: Nothing\non: {artefact: {match-ref: '('}}\njobs: {a: {steps: []}}\n",
                "- Nothing\n"
            })
    void aPipelineNeedsNameTriggersAndJobs(String definition) throws Exception {
        assertThat(client.send("POST", PIPELINES, definition, "Content-Type", "application/x-yaml")
                        .statusCode())
                .isEqualTo(400);
    }

    private static String list(String pattern) {
        return pattern.equals("-") ? "" : "'" + pattern + "'";
    }

    @ParameterizedTest
    @CsvSource({
        "registry.*/backend, -, 1",
        "registry.*, registry.*/frontend, 1",
        "registry.*, .*/backend, 0",
        "backend, -, 0",
        "'*', -, 0",
        "registry.*, '*', 1",
        "-, -, 1"
    })
    void thePatternsOfATriggerMatchWholeNames(String include, String exclude, int runs) throws Exception {
        client.yaml("POST", PIPELINES, """
                name: Promote
                on: {artefact: {type: container, include: [%s], exclude: [%s]}}
                jobs: {a: {steps: []}}
                """.formatted(list(include), list(exclude)));

        client.post(
                "/orgs/acme/artefact-versions",
                "{\"type\": \"container\", \"name\": \"registry.example.com/backend\", \"version\": \"1\"}");

        assertThat(client.get("/orgs/acme/pipeline-runs")).hasSize(runs);
    }
}
