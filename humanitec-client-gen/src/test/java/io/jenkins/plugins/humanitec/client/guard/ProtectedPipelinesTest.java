package io.jenkins.plugins.humanitec.client.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.jenkins.plugins.humanitec.client.api.ApprovalsApi;
import io.jenkins.plugins.humanitec.client.api.DeploymentsApi;
import io.jenkins.plugins.humanitec.client.api.PipelineRunsApi;
import io.jenkins.plugins.humanitec.client.contract.AnyApi;
import io.jenkins.plugins.humanitec.client.contract.AnyRequest;
import io.jenkins.plugins.humanitec.client.errors.NotFoundException;
import io.jenkins.plugins.humanitec.client.model.DeploymentCreate;
import io.jenkins.plugins.humanitec.client.model.PipelineRunCreateByCriteria;
import io.jenkins.plugins.humanitec.simulator.Fault;
import io.jenkins.plugins.humanitec.simulator.pipelines.Pipeline;
import io.jenkins.plugins.humanitec.simulator.pipelines.PipelineRun;
import java.net.URI;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** No run of a pipeline, approval or deployment request leads to a deployment to a protected environment. */
class ProtectedPipelinesTest extends ProtectedShop {

    @Test
    void aRunIsRefusedWhoseStepsDeployThere() {
        pipeline(PIPELINE.formatted("production"));

        refused(
                "The deployment of environment shop/production " + RULE
                        + " Pipeline release deploys to it in step 2 of job main.",
                () -> run(client, Map.of()));
        refused(
                RULE,
                () -> AnyRequest.of("createPipelineRun", shop("pipelineId", "release"), Map.of("inputs", Map.of()))
                        .send(client.context()));
    }

    @Test
    void aRunIsRefusedByItsInputsAndTheirDefaults() {
        pipeline(PIPELINE.formatted("${{ inputs.env }}"));

        refused(RULE, () -> run(client, Map.of("env", "production")));
        refused(RULE, () -> run(client, Map.of()));
        run(client, Map.of("env", "dev"));
        assertThat(writes()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "${{ inputs.env || 'dev' }}",
                "${{ app.values.TARGET }}",
                "${{ steps.before.outputs.env }}",
                "${{ inputs.other }}",
                "prod${{ app.values.SUFFIX }}"
            })
    void aRunIsRefusedIfItsTargetCannotBeTold(String environment) {
        pipeline(PIPELINE.formatted("\"" + environment + "\""));

        refused(
                "Cannot determine which environments of shop pipeline release deploys to: step 2 of job main gives its "
                        + "environment as " + environment
                        + ". The protection rule '*/production' of the connection could "
                        + "forbid it.",
                () -> run(client, Map.of("env", "dev")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"dev", "\"${{ inputs['env'] }}\"", "\"d${{ inputs.v }}\""})
    void aRunThatDeploysElsewhereIsMade(String environment) {
        pipeline(PIPELINE.formatted(environment));

        run(client, Map.of("env", "dev", "v", "ev"));

        assertThat(writes()).isEqualTo(1);
    }

    @Test
    void anUnknownActionCouldDeploy() {
        pipeline(
                "{id: release, name: Release, on: {pipeline_call: {}}, jobs: {main: {steps: [{uses: actions/humanitec/promote@v2}]}}}");

        refused("step 1 of job main does not name its environment", () -> run(client, Map.of()));
    }

    @Test
    void otherApplicationsAndOtherRulesCostNoRequest() {
        pipeline(PIPELINE.formatted("production"));

        run(guarded(new Protection("blog/production", Set.of(ProtectedAction.DEPLOYMENT))), Map.of());
        run(
                guarded(new Protection("*/production", Set.of(ProtectedAction.DELETION, ProtectedAction.SCALING))),
                Map.of());

        assertThat(humanitec.requests())
                .containsOnly("POST /orgs/acme/apps/shop/pipelines/release/runs")
                .hasSize(2);
    }

    @Test
    void aPipelineThatIsNotThereIsTheApisError() {
        assertThatExceptionOfType(NotFoundException.class).isThrownBy(() -> run(client, Map.of()));
    }

    @Test
    void whatCannotBeReadIsRefused() {
        pipeline(PIPELINE.formatted("dev"));
        humanitec.fail(Fault.status(403).on("GET", "/schema"));

        refused(
                "The effects of createPipelineRun cannot be determined, and a protection rule of the connection could "
                        + "forbid it: ",
                () -> run(client, Map.of()));
    }

    @Test
    void aRunIsNotStartedAgainOrApproved() {
        Pipeline pipeline = pipeline("""
                {id: release, name: Release, on: {pipeline_call: {}}, jobs: {ask: {steps: [
                {uses: actions/humanitec/approve@v1, with: {env_id: dev}},
                {uses: actions/humanitec/deploy@v1, with: {env_id: '${{ inputs.env }}'}}]}}}
                """);
        PipelineRun run = humanitec.shop().pipelines().run(pipeline, yaml("{env: production}"), null);
        String approval = approval(run);

        refused(
                RULE,
                () -> client.api(PipelineRunsApi.class).restartPipelineRun("acme", "shop", "release", run.id(), null));
        refused(
                RULE,
                () -> client.api(ApprovalsApi.class).approve("acme", "shop", "release", run.id(), "ask", approval));
        client.api(ApprovalsApi.class).deny("acme", "shop", "release", run.id(), "ask", approval);
    }

    @Test
    void anApprovalForAProtectedEnvironmentIsNotGiven() {
        Pipeline pipeline = pipeline(
                "{id: release, name: Release, on: {pipeline_call: {}}, jobs: {ask: {steps: [{uses: actions/humanitec/approve@v1, with: {env_id: production}}]}}}");
        PipelineRun run = humanitec.shop().pipelines().run(pipeline, yaml("{}"), null);

        refused(
                RULE,
                () -> client.api(ApprovalsApi.class)
                        .approve("acme", "shop", "release", run.id(), "ask", approval(run)));
    }

    @Test
    void approvalsCanBeForbiddenWithoutARule() {
        Pipeline pipeline = pipeline(
                "{id: release, name: Release, on: {pipeline_call: {}}, jobs: {ask: {steps: [{uses: actions/humanitec/approve@v1, with: {env_id: dev}}]}}}");
        PipelineRun run = humanitec.shop().pipelines().run(pipeline, yaml("{}"), null);
        String approval = approval(run);
        ApprovalsApi approvals = humanitec
                .builder()
                .guard((action, target) -> {
                    if (action == ProtectedAction.APPROVAL) {
                        throw new ProtectedException("no approvals in " + target);
                    }
                })
                .build()
                .api(ApprovalsApi.class);

        refused("no approvals in shop", () -> approvals.approve("acme", "shop", "release", run.id(), "ask", approval));
        refused("no approvals in shop", () -> approvals.deny("acme", "shop", "release", run.id(), "ask", approval));
        client.api(ApprovalsApi.class).approve("acme", "shop", "release", run.id(), "ask", approval);
    }

    @Test
    void aDeploymentRequestIsADeployment() {
        pipeline(PIPELINE.replace("pipeline_call", "deployment_request").formatted("'${{ inputs.env_id }}'"));
        PipelineRunsApi api = client.api(PipelineRunsApi.class);
        PipelineRunCreateByCriteria request = new PipelineRunCreateByCriteria().trigger("deployment_request");

        refused(
                RULE,
                () -> api.createPipelineRunByCriteria(
                        "acme", "shop", request.envId("production"), null, (Boolean) null));
        refused(
                RULE,
                () -> api.createPipelineRunByCriteria(
                        "acme", "shop", request.envId(null).environment("production"), null, (Boolean) null));
        refused(
                RULE,
                () -> api.createPipelineRunByCriteria(
                        "acme", "shop", request.envId("dev").environment("production"), null, (Boolean) null));
        refused(
                "names no environment",
                () -> api.createPipelineRunByCriteria(
                        "acme", "shop", new PipelineRunCreateByCriteria().trigger("deployment_request"), null, (Boolean)
                                null));
        // A server written in Go would take this for env_id.
        refused(
                RULE,
                () -> AnyRequest.of(
                                "createPipelineRunByCriteria",
                                shop(),
                                Map.of("trigger", "deployment_request", "ENV_ID", "production"))
                        .send(client.context()));

        criteria(criterion("1", "release", ""));
        api.createPipelineRunByCriteria(
                "acme", "shop", request.environment(null).envId("dev").deploymentSetId("0"), null, (Boolean) null);
        assertThat(writes()).isEqualTo(1);
    }

    @Test
    void aDeploymentIsRefusedThatItsPipelinePromotes() {
        pipeline(PIPELINE.formatted("production"));
        pipeline(PIPELINE.replace("release", "only-here")
                .replace("Release", "Only Here")
                .formatted("'${{ inputs.env_id }}'"));
        DeploymentsApi api = client.api(DeploymentsApi.class);
        DeploymentCreate deployment = new DeploymentCreate().deploymentSetId("0");

        criteria(criterion("1", "release", ""), criterion("2", "only-here", ", \"env_id\": \"staging\""));
        refused(
                RULE + " Pipeline release deploys to it",
                () -> api.createDeployment("acme", "shop", "dev", deployment));

        humanitec.simulator().faults().clear();
        criteria(
                criterion("1", "release", ", \"env_type\": \"*\", \"app_id\": \"shop\""),
                criterion("2", "only-here", ", \"env_type\": \"development\""));
        api.createDeployment("acme", "shop", "dev", deployment);
        assertThat(writes()).isEqualTo(1);
    }

    @Test
    void aPathThatIsEncodedOtherwiseIsTheSamePath() {
        URI uri = URI.create(client.baseUri() + "/orgs/acme/apps/shop/envs/%70roduction/de%70loys");

        refused(
                RULE,
                () -> client.api(AnyApi.class)
                        .post(uri, Map.of("Content-Type", "application/json"), Map.of("set_id", "0")));
    }
}
