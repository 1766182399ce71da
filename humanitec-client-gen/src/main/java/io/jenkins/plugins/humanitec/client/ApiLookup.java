package io.jenkins.plugins.humanitec.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.jenkins.plugins.humanitec.client.api.ApplicationsApi;
import io.jenkins.plugins.humanitec.client.api.ApprovalsApi;
import io.jenkins.plugins.humanitec.client.api.AutomationRulesApi;
import io.jenkins.plugins.humanitec.client.api.EnvironmentsApi;
import io.jenkins.plugins.humanitec.client.api.PipelineCriteriaApi;
import io.jenkins.plugins.humanitec.client.api.PipelineRunsApi;
import io.jenkins.plugins.humanitec.client.api.PipelinesApi;
import io.jenkins.plugins.humanitec.client.errors.NotFoundException;
import io.jenkins.plugins.humanitec.client.guard.Lookup;
import io.jenkins.plugins.humanitec.client.http.Apis;
import io.jenkins.plugins.humanitec.client.json.Json;
import io.jenkins.plugins.humanitec.client.paging.Pages;
import io.jenkins.plugins.humanitec.client.representations.RepresentationsApi;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Reads from the API with the generated interfaces. */
record ApiLookup(Apis apis) implements Lookup {

    private static final int PAGE = 100;

    private static JsonNode found(Supplier<?> read) {
        try {
            JsonNode answer = Json.MAPPER.valueToTree(read.get());
            return answer == null ? MissingNode.getInstance() : answer;
        } catch (NotFoundException e) {
            return MissingNode.getInstance();
        }
    }

    @Override
    public JsonNode applications(String orgId) {
        return found(() -> apis.get(ApplicationsApi.class).listApplications(orgId));
    }

    @Override
    public JsonNode environments(AppRef app) {
        return found(() -> apis.get(EnvironmentsApi.class).listEnvironments(app.orgId(), app.appId()));
    }

    @Override
    public JsonNode automationRules(EnvRef env) {
        return found(() -> apis.get(AutomationRulesApi.class)
                .listAutomationRules(env.app().orgId(), env.app().appId(), env.envId()));
    }

    @Override
    public JsonNode criteria(AppRef app) {
        PipelineCriteriaApi api = apis.get(PipelineCriteriaApi.class);
        return found(() -> Pages.stream(
                        page -> api.listPipelineCriteriaWithHttpInfo(app.orgId(), app.appId(), null, null, PAGE, page))
                .toList());
    }

    @Override
    public JsonNode artefactPipelines(String orgId) {
        PipelinesApi api = apis.get(PipelinesApi.class);
        return found(() -> Pages.stream(
                        page -> api.listPipelinesOfOrganizationWithHttpInfo(orgId, null, PAGE, page, "artefact", null))
                .toList());
    }

    @Override
    public Optional<String> definition(AppRef app, String pipelineId, @Nullable String version) {
        try {
            return Optional.ofNullable(
                    apis.get(RepresentationsApi.class).getPipelineYaml(app.orgId(), app.appId(), pipelineId, version));
        } catch (NotFoundException e) {
            return Optional.empty();
        }
    }

    @Override
    public JsonNode run(AppRef app, String pipelineId, String runId) {
        return found(() -> apis.get(PipelineRunsApi.class).getPipelineRun(app.orgId(), app.appId(), pipelineId, runId));
    }

    @Override
    public JsonNode approval(AppRef app, String pipelineId, String runId, String jobId, String approvalId) {
        return found(() -> apis.get(ApprovalsApi.class)
                .getApproval(app.orgId(), app.appId(), pipelineId, runId, jobId, approvalId));
    }
}
