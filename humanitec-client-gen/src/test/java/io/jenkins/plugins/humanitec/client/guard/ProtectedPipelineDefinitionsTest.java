package io.jenkins.plugins.humanitec.client.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.jenkins.plugins.humanitec.client.api.AutomationRulesApi;
import io.jenkins.plugins.humanitec.client.api.PipelineCriteriaApi;
import io.jenkins.plugins.humanitec.client.api.PipelinesApi;
import io.jenkins.plugins.humanitec.client.contract.AnyRequest;
import io.jenkins.plugins.humanitec.client.errors.NotFoundException;
import io.jenkins.plugins.humanitec.client.model.AutomationRuleInput;
import io.jenkins.plugins.humanitec.client.model.PipelineCriteriaCreate;
import io.jenkins.plugins.humanitec.client.representations.RepresentationsApi;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Nothing is set up that would lead to a deployment to a protected environment. */
class ProtectedPipelineDefinitionsTest extends ProtectedShop {

    @Test
    void aPipelineThatDeploysThereIsNotSetUp() {
        String definition = PIPELINE.formatted("production");
        PipelinesApi api = client.api(PipelinesApi.class);
        RepresentationsApi representations = client.api(RepresentationsApi.class);

        refused(RULE, () -> AnyRequest.of("createPipeline", shop(), definition).send(client.context()));
        refused(RULE, () -> representations.createPipeline("acme", "shop", null, definition));
        refused(
                RULE,
                () -> AnyRequest.of(
                                "createPipeline",
                                shop(),
                                Map.of(
                                        "name",
                                        "Release",
                                        "on",
                                        Map.of("artefact", Map.of()),
                                        "jobs",
                                        Map.of(
                                                "main",
                                                Map.of(
                                                        "steps",
                                                        List.of(Map.of(
                                                                "uses",
                                                                "actions/humanitec/deploy@v1",
                                                                "with",
                                                                Map.of("env_id", "production")))))))
                        .send(client.context()));
        // References and merges of YAML are what they stand for.
        refused(RULE, () -> representations.createPipeline("acme", "shop", null, """
                name: Release
                on: {pipeline_call: {}}
                metadata: {x: &where production, with: &with {env_id: *where}}
                jobs: {main: {steps: [{uses: actions/humanitec/deploy@v1, with: {<<: *with}}]}}
                """));
        refused(
                "Cannot determine",
                () -> representations.createPipeline(
                        "acme", "shop", null, PIPELINE.formatted("'${{ app.values.TARGET }}'")));
        refused("cannot be read", () -> representations.createPipeline("acme", "shop", null, "a: [b"));

        pipeline(PIPELINE.formatted("dev"));
        criteria();
        refused(RULE, () -> representations.updatePipeline("acme", "shop", "release", null, null, definition));
        assertThat(representations.createPipeline("acme", "shop", true, definition))
                .isNull();
        representations.updatePipeline(
                "acme", "shop", "release", null, null, PIPELINE.formatted("'${{ inputs.env }}'"));
        assertThat(api.getPipeline("acme", "shop", "release", (String) null)).isNotNull();
    }

    @Test
    void whatTakesTheDeploymentsOfAProtectedEnvironmentIsNotChanged() {
        pipeline(PIPELINE.formatted("dev"));
        PipelineCriteriaApi api = client.api(PipelineCriteriaApi.class);
        PipelineCriteriaCreate criteria = new PipelineCriteriaCreate().trigger("deployment_request");
        criteria(
                criterion("all", "release", ""),
                criterion("of-dev", "release", ", \"env_id\": \"dev\""),
                criterion("of-production", "other", ", \"env_type\": \"production\""));
        String reason = RULE + " Its deployments go through pipeline ";

        refused(reason + "release.", () -> api.createPipelineCriteria("acme", "shop", "release", criteria));
        refused(reason, () -> api.createPipelineCriteria("acme", "shop", "release", criteria.envId("production")));
        refused(reason, () -> api.deletePipelineCriteria("acme", "shop", "release", "all"));
        refused(reason, () -> api.deletePipelineCriteria("acme", "shop", "other", "of-production"));
        refused(reason, () -> client.api(PipelinesApi.class).deletePipeline("acme", "shop", "release", null));
        refused(
                reason,
                () -> client.api(RepresentationsApi.class)
                        .updatePipeline("acme", "shop", "release", null, null, PIPELINE.formatted("dev")));

        api.createPipelineCriteria("acme", "shop", "release", criteria.envId("dev"));
        // It is known to the fault that lists the criteria only.
        assertThatExceptionOfType(NotFoundException.class)
                .isThrownBy(() -> api.deletePipelineCriteria("acme", "shop", "release", "of-dev"));
        assertThat(writes()).isEqualTo(2);
    }

    @Test
    void anAutomationRuleMakesRequestsThatPipelinesTake() {
        pipeline(PIPELINE.formatted("production"));
        criteria(criterion("1", "release", ""));
        AutomationRulesApi api = client.api(AutomationRulesApi.class);
        AutomationRuleInput rule = new AutomationRuleInput().type("update");

        refused(RULE, () -> api.createAutomationRule("acme", "shop", "production", rule));
        refused(RULE + " Pipeline release deploys to it", () -> api.createAutomationRule("acme", "shop", "dev", rule));

        humanitec.simulator().faults().clear();
        criteria();
        api.createAutomationRule("acme", "shop", "dev", rule);
        assertThat(writes()).isEqualTo(1);
    }
}
