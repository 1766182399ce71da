package io.jenkins.plugins.humanitec.client.guard;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.humanitec.client.api.ApprovalsApi;
import io.jenkins.plugins.humanitec.client.api.PipelineCriteriaApi;
import io.jenkins.plugins.humanitec.client.contract.AnyApi;
import io.jenkins.plugins.humanitec.client.model.PipelineCriteriaCreate;
import io.jenkins.plugins.humanitec.client.representations.RepresentationsApi;
import io.jenkins.plugins.humanitec.simulator.Fault;
import io.jenkins.plugins.humanitec.simulator.pipelines.Pipeline;
import io.jenkins.plugins.humanitec.simulator.pipelines.PipelineRun;
import java.net.URI;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The environment of a step must be a valid ID. Else the API could read it in another way than the client. */
class ProtectedStepsTest extends ProtectedShop {

    private static final String UNDETERMINED =
            "Cannot determine which environments of shop pipeline release deploys to: step 2 of job main ";

    /** Sets what the API returns as the definition, with this environment. */
    private String defined(String environment) {
        String definition = PIPELINE.formatted(environment);
        pipeline(PIPELINE.formatted("dev"));
        humanitec.fail(Fault.status(200)
                .on("GET", "/schema")
                .times(9)
                .body("application/x.humanitec-pipelines-v1.0+yaml", definition));
        return definition;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"\"",
                "",
                "~",
                "null",
                "[production]",
                "{id: production}",
                "Production",
                "\" production\"",
                "\"production\\n\"",
                "\"${{ inputs.env\"",
                "\"dev${{ inputs.env\"",
            })
    void aStepIsRefusedWhoseEnvironmentIsNotAnId(String environment) {
        String definition = defined(environment);

        refused(UNDETERMINED, () -> run(client, Map.of("env", "dev")));
        refused(
                "Cannot determine",
                () -> client.api(RepresentationsApi.class).createPipeline("acme", "shop", null, definition));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"${{ inputs.env\\n}}\"",
                "\"${{\\r\\ninputs['env'] }}\"",
                "\"${{ inputs.env\\u2028}}\"",
                "\"${{ inputs.env }}\\n\"",
                "\"$${{ inputs.env }}\""
            })
    void anExpressionCanHaveLineBreaks(String environment) {
        defined(environment);

        refused("shop", () -> run(client, Map.of("env", "production")));
        refused("shop", () -> run(client, Map.of()));
    }

    @Test
    void anExpressionWithLineBreaksIsEvaluated() {
        defined("\"${{\\n inputs.env\\n}}\"");

        refused(RULE, () -> run(client, Map.of("env", "production")));
        run(client, Map.of("env", "dev"));
        assertThat(writes()).isEqualTo(1);
    }

    @Test
    void anInputMustBeAnId() {
        defined("\"${{ inputs.env }}\"");

        for (Object input : Arrays.asList(
                "", "${{ app.values.TARGET }}", "Production", "null", true + " ", List.of("production"), Map.of())) {
            refused(UNDETERMINED + "gives its environment as ${{ inputs.env }}.", () -> run(client, of(input)));
        }
        refused(RULE, () -> run(client, of(null)));
    }

    private static Map<String, Object> of(Object input) {
        Map<String, Object> inputs = new HashMap<>();
        inputs.put("env", input);
        return inputs;
    }

    @ParameterizedTest
    @ValueSource(strings = {"'${{ app.values.TARGET }}'", "'${{ inputs.env }}'", "''", "~", "null", "[production]"})
    void aDefaultMustBeAnId(String value) {
        String definition = PIPELINE.formatted("\"${{ inputs.env }}\"");
        pipeline(definition);
        humanitec.fail(Fault.status(200)
                .on("GET", "/schema")
                .times(9)
                .body(
                        "application/x.humanitec-pipelines-v1.0+yaml",
                        definition.replace("default: production", "default: " + value)));

        refused(UNDETERMINED, () -> run(client, Map.of()));
    }

    @Test
    void anActionIsKnownByItsWholeName() {
        pipeline("{id: release, name: Release, on: {pipeline_call: {}}, jobs: {main: {steps: ["
                + "{uses: actions/humanitec/github-x/../deploy@v1}]}}}");

        refused("step 1 of job main does not name its environment", () -> run(client, Map.of()));
    }

    @Test
    void criteriaNameAValidEnvironment() {
        pipeline(PIPELINE.formatted("dev"));
        PipelineCriteriaApi api = client.api(PipelineCriteriaApi.class);
        PipelineCriteriaCreate criteria =
                new PipelineCriteriaCreate().trigger("deployment_request").envId("Production");

        refused("Cannot determine", () -> api.createPipelineCriteria("acme", "shop", "release", criteria));
    }

    @Test
    void anApprovalNamesAValidEnvironment() {
        Pipeline pipeline = pipeline("{id: release, name: Release, on: {pipeline_call: {}}, jobs: {ask: {steps: ["
                + "{uses: actions/humanitec/approve@v1, with: {env_id: ''}}]}}}");
        PipelineRun run = humanitec.shop().pipelines().run(pipeline, yaml("{}"), null);
        String approval = approval(run);

        refused(
                "Cannot determine which environments of shop the approval deploys to: it gives its environment as ''.",
                () -> client.api(ApprovalsApi.class).approve("acme", "shop", "release", run.id(), "ask", approval));
    }

    @Test
    void aRequestNamesItsEnvironmentsAsTexts() {
        for (Object env : List.of(List.of("production"), Map.of("id", "production"))) {
            refused(
                    "the name of its environment is not a text",
                    () -> client.api(AnyApi.class)
                            .post(
                                    URI.create(client.baseUri() + "/orgs/acme/apps/shop/pipeline-runs"),
                                    Map.of("Content-Type", "application/json"),
                                    Map.of("trigger", "deployment_request", "env_id", "dev", "environment", env)));
        }
    }
}
