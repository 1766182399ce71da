package io.jenkins.plugins.humanitec.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs of pipelines whose steps are executed. The tests move the time. */
class PipelineRunsTest {

    private static final String APP = "/orgs/acme/apps/shop";
    private static final String RUNS = APP + "/pipelines/test/runs";

    @RegisterExtension
    static final TestClient client = new TestClient(
            new SimulatorOptions(0, "token", Duration.ofMinutes(4), Duration.ofMinutes(1)), DemoData::addTo);

    /** Starts the pipeline {@code test} with the jobs, and returns the path of the run after an hour. */
    private static String run(String jobs, String inputs) throws Exception {
        return run("pipeline_call: {inputs: {text: {type: string}, list: {type: json}}}", jobs, inputs);
    }

    private static String run(String trigger, String jobs, String inputs) throws Exception {
        client.yaml(
                "POST", APP + "/pipelines", "id: test\nname: Test\non: {" + trigger + "}\njobs:\n" + jobs.indent(2));
        String path = RUNS + "/"
                + client.post(RUNS, "{\"inputs\": " + inputs + "}").get("id").asText();
        pass("PT59M");
        return path;
    }

    private static void pass(String duration) throws Exception {
        client.send("POST", "/_simulator/time", "{\"forward\": \"" + duration + "\"}");
    }

    private static String status(String path) throws Exception {
        return client.get(path).get("status").asText();
    }

    private static JsonNode step(String run, int index) throws Exception {
        return client.get(run + "/jobs/a").get("steps").get(index);
    }

    @Test
    void aCloneIsDeployed() throws Exception {
        String run = run("""
                a:
                  steps:
                  - {uses: actions/humanitec/clone@v1, id: copy, with: {from_env_id: development, to_env_id: production}}
                  - uses: native://actions/humanitec/deploy@v1
                    with: {env_id: production, set_id: '${{ steps.copy.outputs.set_id }}', message: 'From ${{ inputs.text }}'}
                """, "{\"text\": \"dev\"}");

        assertThat(client.get(run).get("status_message").asText()).isEmpty();
        assertThat(status(run)).isEqualTo("succeeded");
        assertThat(client.get(run).get("env_ids").toString()).contains("production", "development");
        JsonNode deployment = client.get(APP + "/envs/production/deploys").get(0);
        assertThat(deployment.get("comment").asText()).isEqualTo("From dev");
        assertThat(deployment.get("set_id"))
                .isEqualTo(client.get(APP + "/envs/development/deploys").at("/0/set_id"));
        assertThat(deployment.at("/pipeline/run_id").asText()).isEqualTo(run.substring(RUNS.length() + 1));
        assertThat(step(run, 1).at("/related_entities/deployment_id")).isEqualTo(deployment.get("id"));
    }

    @Test
    void eachStepTakesItsTime() throws Exception {
        client.yaml("POST", APP + "/pipelines", """
                {id: test, name: Test, on: {pipeline_call: {}}, jobs: {a: {steps: [
                  {uses: actions/humanitec/deploy@v1, with: {env_id: development, set_id: "0"}},
                  {uses: actions/humanitec/log@v1, with: {message: Done}}]}}}""");
        String run =
                RUNS + "/" + client.post(RUNS, "{\"inputs\": {}}").get("id").asText();
        List<String> seen = new ArrayList<>();

        for (int minute = 0; minute < 6; minute++) {
            seen.add(
                    status(run) + " " + client.get(run + "/jobs/a").get("steps").findValuesAsText("status"));
            pass("PT1M");
        }

        assertThat(seen)
                .containsExactly(
                        "queued []",
                        "executing [executing]",
                        "executing [executing]",
                        "executing [executing]",
                        "executing [succeeded, executing]",
                        "succeeded [succeeded, succeeded]");
        assertThat(client.get(run + "/jobs/a/steps/1/logs").findValuesAsText("message"))
                .contains("Done");
    }

    @Test
    void aFailedDeploymentFailsTheRun() throws Exception {
        String delta = client.post(APP + "/deltas", """
                {"modules": {"update": {"backend": [{"op": "replace", "path": "/spec/containers/main/image",
                 "value": "backend:broken"}]}}}""").get("id").asText();

        String run = run("""
                a:
                  steps:
                  - {uses: actions/humanitec/apply@v1, id: x, with: {env_id: development, delta_id: %s}}
                  - {uses: actions/humanitec/deploy@v1, with: {env_id: development, set_id: '${{ steps.x.outputs.set_id }}'}}
                  - {uses: actions/humanitec/log@v1, with: {message: never}}
                b: {needs: a, steps: [{uses: actions/humanitec/log@v1, with: {message: never}}]}
                """.formatted(delta), "{}");

        assertThat(status(run)).isEqualTo("failed");
        assertThat(client.get(run).get("status_message").asText())
                .contains("development")
                .contains("failed");
        assertThat(client.get(run + "/jobs").findValuesAsText("status")).containsExactly("failed", "cancelled");
        assertThat(client.get(run + "/jobs/a").get("steps")).hasSize(2);
    }

    @Test
    void aJobCanGoOnAfterAFailure() throws Exception {
        String run = run("""
                a:
                  steps:
                  - {uses: actions/humanitec/fail@v1, id: x, continue-on-error: true, with: {message: No}}
                  - {uses: actions/humanitec/log@v1, id: y, if: "${{ steps.x.status == 'failed' }}", with: {message: Yes}}
                  - {uses: actions/humanitec/log@v1, if: "${{ steps.x.status != 'failed' }}", with: {message: Never}}
                  outputs: {word: '${{ steps.x.status }}'}
                b: {continue-on-error: true, steps: [{uses: actions/humanitec/fail@v1, with: {message: Broken}}]}
                c:
                  needs: [a, b]
                  steps:
                  - {uses: actions/humanitec/log@v1, with: {message: '${{ needs.a.outputs.word }} and ${{ needs.b.status }}'}}
                """, "{}");

        assertThat(status(run)).isEqualTo("succeeded");
        assertThat(client.get(run + "/jobs/a").get("steps").findValuesAsText("status"))
                .containsExactly("failed", "succeeded", "skipped");
        assertThat(client.get(run + "/jobs/c/steps/0/logs").findValuesAsText("message"))
                .contains("failed and failed");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "deploy@v1, with: {env_id: none, set_id: '0'}",
                "deploy@v1, with: {env_id: development}",
                "deploy@v1, with: {env_id: development, set_id: abc}",
                "apply@v1, with: {env_id: development, delta_id: abc}",
                "clone@v1, with: {from_env_id: none}",
                "create-delta@v1, with: {env_id: development, container_artefacts: [none]}",
                "create-delta@v1, with: {env_id: development, workload_artefacts: none}"
            })
    void anActionOnWhatDoesNotExistFails(String action) throws Exception {
        String run = run("a: {steps: [{uses: actions/humanitec/" + action + "}]}", "{}");

        assertThat(status(run)).isEqualTo("failed");
        assertThat(client.get(run).get("status_message").asText()).isNotEmpty().doesNotContain("defect");
    }

    @Test
    void aRunIsRestartedByAnotherUser() throws Exception {
        String run = run("a: {steps: []}", "{\"text\": \"word\"}");
        String user = client.post("/orgs/acme/users", "{\"name\": \"CI\", \"role\": \"administrator\"}")
                .get("id")
                .asText();
        TestClient ci = client.with(client.post("/users/" + user + "/tokens", "{\"id\": \"ci\", \"type\": \"static\"}")
                .get("token")
                .asText());

        JsonNode again = ci.post(run + "/restart", null);

        assertThat(again.get("id")).isNotEqualTo(client.get(run).get("id"));
        assertThat(again.get("inputs")).isEqualTo(client.get(run).get("inputs"));
        assertThat(again.get("created_by").asText()).isEqualTo(user);
    }

    @Test
    void jobsThatNeedEachOtherFail() throws Exception {
        String run = run("{a: {needs: b, steps: []}, b: {needs: a, steps: []}, c: {steps: []}}", "{}");

        assertThat(status(run)).isEqualTo("failed");
        assertThat(client.get(run).get("status_message").asText()).isEqualTo("The jobs need each other.");
    }

    @Test
    void anyTimeoutIsTaken() throws Exception {
        String run = run(
                "a: {timeout-minutes: 9000000000000000000, steps: [{uses: actions/humanitec/approve@v1, with: {env_id: development}}]}",
                "{}");

        assertThat(status(run)).isEqualTo("waiting");
    }

    @Test
    void aRunWaitsForReadiness() throws Exception {
        client.send("PATCH", APP + "/envs/development/runtime/replicas", "{\"backend\": 5}");

        String run = run("""
                a: {steps: [{uses: actions/humanitec/wait-for-readiness@v1, with: {env_id: development}}]}
                """, "{}");

        assertThat(status(run)).isEqualTo("succeeded");
        Duration waited = Duration.between(
                Instant.parse(step(run, 0).get("created_at").asText()),
                Instant.parse(step(run, 0).get("completed_at").asText()));
        assertThat(waited).isBetween(Duration.ofMinutes(2), Duration.ofMinutes(5));
    }

    @Test
    void aGroupRunsOneAfterTheOther() throws Exception {
        client.yaml("POST", APP + "/pipelines", """
                {id: test, name: Test, on: {pipeline_call: {}}, concurrency: {group: 'g-${{ pipeline.app.id }}'},
                 jobs: {a: {steps: [{uses: actions/humanitec/approve@v1, with: {env_id: development, message: Go}}]}}}""");
        String first =
                RUNS + "/" + client.post(RUNS, "{\"inputs\": {}}").get("id").asText();
        String second =
                RUNS + "/" + client.post(RUNS, "{\"inputs\": {}}").get("id").asText();
        pass("PT10M");

        assertThat(client.get(first).get("concurrency_group").asText()).isEqualTo("g-shop");
        assertThat(status(first)).isEqualTo("waiting");
        assertThat(status(second)).isEqualTo("queued");
        client.send("POST", first + "/cancel", null);

        assertThat(status(second)).isEqualTo("waiting");
        assertThat(client.get(APP + "/approvals").findValuesAsText("status"))
                .containsExactlyInAnyOrder("cancelled", "waiting");
    }

    @Test
    void anUnansweredApprovalTimesOut() throws Exception {
        String run = run("a: {steps: [{uses: actions/humanitec/approve@v1, with: {env_id: development}}]}", "{}");
        assertThat(status(run)).isEqualTo("waiting");
        assertThat(client.get(run).at("/waiting_for/a").asText()).isEqualTo("approval");
        assertThat(client.get(run + "/jobs/a").get("waiting_for").asText()).isEqualTo("approval");

        pass("PT3M");

        assertThat(status(run)).isEqualTo("failed");
        assertThat(client.get(run).get("status_message").asText()).isEqualTo("The job timed out.");
        assertThat(client.get(APP + "/approvals").at("/0/status").asText()).isEqualTo("cancelled");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "pipeline_call: {} | {\"text\": \"x\"}",
                "pipeline_call: {inputs: {text: {type: string, required: true}}} | {}",
                "deployment_request: {} | {}"
            },
            quoteCharacter = '`')
    void inputsMustBeDeclared(String trigger, String inputs) throws Exception {
        client.yaml(
                "POST", APP + "/pipelines", "{id: test, name: Test, on: {" + trigger + "}, jobs: {a: {steps: []}}}");

        assertThat(client.status("POST", RUNS, "{\"inputs\": " + inputs + "}")).isEqualTo(400);
    }
}
