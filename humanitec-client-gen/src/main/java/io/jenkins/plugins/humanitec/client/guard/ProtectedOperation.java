package io.jenkins.plugins.humanitec.client.guard;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * An operation of the API that is a {@link ProtectedAction}, or causes one.
 *
 * @param id the {@code operationId} in the API description
 * @param method the HTTP method
 * @param path the path in the API description, with parameter names in braces
 * @param action the protected action
 * @param target where the affected applications and environments are found
 */
record ProtectedOperation(String id, String method, String path, ProtectedAction action, Target target) {

    /** Where the affected applications and environments are found. */
    enum Target {
        /** The application or environment in the path. */
        PATH,
        /**
         * The environment in the path or body, and the environments to which the pipeline deploys that handles the
         * request.
         */
        REQUEST,
        /** The environments to which the pipeline in the path deploys, with the inputs in the body. */
        PIPELINE,
        /** The environments to which the pipeline of the run in the path deploys, with the run's inputs. */
        RUN,
        /** The environment of the approval, and the environments to which its run deploys. */
        APPROVAL,
        /**
         * The environments to which the pipeline in the body deploys, and those whose deployments are assigned to it.
         */
        DEFINITION,
        /** The environments whose deployments are assigned to the pipeline in the path. */
        ASSIGNED,
        /** The environments whose deployments the criteria in the body assign to a pipeline. */
        CRITERIA,
        /** The environments whose deployments the criteria in the path assign to a pipeline. */
        EXISTING_CRITERIA,
        /** The environments to which automation rules and pipelines deploy the version in the body. */
        VERSION
    }

    private static final String APP = "/orgs/{orgId}/apps/{appId}";
    private static final String ENV = APP + "/envs/{envId}";
    private static final String PIPELINE = APP + "/pipelines/{pipelineId}";
    private static final String RUN = PIPELINE + "/runs/{runId}";
    private static final String VERSION = "/value-set-versions/{valueSetVersionId}";

    private static final Set<String> DRY_RUNS = Set.of(
            "createPipelineRunByCriteria",
            "createPipelineRun",
            "createArtefactVersion",
            "createPipeline",
            "updatePipeline");

    /**
     * All protected operations. A test lists the other operations with a reason, and fails for an operation in neither
     * list.
     */
    static final List<ProtectedOperation> ALL = List.of(
            of("deleteApplication", "DELETE", APP, ProtectedAction.DELETION, Target.PATH),
            of("deleteEnvironment", "DELETE", ENV, ProtectedAction.DELETION, Target.PATH),
            of("scaleReplicas", "PATCH", ENV + "/runtime/replicas", ProtectedAction.SCALING, Target.PATH),
            of("setPaused", "PUT", ENV + "/runtime/paused", ProtectedAction.SCALING, Target.PATH),
            // Deployments
            of("createDeployment", "POST", ENV + "/deploys", ProtectedAction.DEPLOYMENT, Target.REQUEST),
            of(
                    "createPipelineRunByCriteria",
                    "POST",
                    APP + "/pipeline-runs",
                    ProtectedAction.DEPLOYMENT,
                    Target.REQUEST),
            of("createPipelineRun", "POST", PIPELINE + "/runs", ProtectedAction.DEPLOYMENT, Target.PIPELINE),
            of("restartPipelineRun", "POST", RUN + "/restart", ProtectedAction.DEPLOYMENT, Target.RUN),
            of(
                    "approve",
                    "POST",
                    RUN + "/jobs/{jobId}/approvals/{approvalId}/approve",
                    ProtectedAction.DEPLOYMENT,
                    Target.APPROVAL),
            of(
                    "deny",
                    "POST",
                    RUN + "/jobs/{jobId}/approvals/{approvalId}/deny",
                    ProtectedAction.APPROVAL,
                    Target.PATH),
            of(
                    "createArtefactVersion",
                    "POST",
                    "/orgs/{orgId}/artefact-versions",
                    ProtectedAction.DEPLOYMENT,
                    Target.VERSION),
            of(
                    "createImageBuild",
                    "POST",
                    "/orgs/{orgId}/images/{imageId}/builds",
                    ProtectedAction.DEPLOYMENT,
                    Target.VERSION),
            // The base of later deployments, and what starts deployments. An automation rule creates deployment
            // requests.
            of("rebaseEnvironment", "PUT", ENV + "/from_deploy_id", ProtectedAction.DEPLOYMENT, Target.PATH),
            of(
                    "pinActiveResource",
                    "POST",
                    ENV + "/resources/{type}/{resId}/actions/pin",
                    ProtectedAction.DEPLOYMENT,
                    Target.PATH),
            of("createAutomationRule", "POST", ENV + "/rules", ProtectedAction.DEPLOYMENT, Target.REQUEST),
            of("replaceAutomationRule", "PUT", ENV + "/rules/{ruleId}", ProtectedAction.DEPLOYMENT, Target.REQUEST),
            of("createPipeline", "POST", APP + "/pipelines", ProtectedAction.DEPLOYMENT, Target.DEFINITION),
            of("updatePipeline", "PATCH", PIPELINE, ProtectedAction.DEPLOYMENT, Target.DEFINITION),
            of("deletePipeline", "DELETE", PIPELINE, ProtectedAction.DEPLOYMENT, Target.ASSIGNED),
            of("createPipelineCriteria", "POST", PIPELINE + "/criteria", ProtectedAction.DEPLOYMENT, Target.CRITERIA),
            of(
                    "deletePipelineCriteria",
                    "DELETE",
                    PIPELINE + "/criteria/{criteriaId}",
                    ProtectedAction.DEPLOYMENT,
                    Target.EXISTING_CRITERIA),
            // Contents of an environment. The values of an application are also values of its environments.
            of(
                    "deleteActiveResource",
                    "DELETE",
                    ENV + "/resources/{type}/{resId}",
                    ProtectedAction.CONTENT_DELETION,
                    Target.PATH),
            of(
                    "deleteApplicationValue",
                    "DELETE",
                    APP + "/values/{key}",
                    ProtectedAction.CONTENT_DELETION,
                    Target.PATH),
            of("deleteApplicationValues", "DELETE", APP + "/values", ProtectedAction.CONTENT_DELETION, Target.PATH),
            of(
                    "deleteEnvironmentValue",
                    "DELETE",
                    ENV + "/values/{key}",
                    ProtectedAction.CONTENT_DELETION,
                    Target.PATH),
            of("deleteEnvironmentValues", "DELETE", ENV + "/values", ProtectedAction.CONTENT_DELETION, Target.PATH),
            // Deletes keys that the version does not contain. This is not documented for the restore of one key.
            of(
                    "restoreApplicationValues",
                    "POST",
                    APP + VERSION + "/restore",
                    ProtectedAction.CONTENT_DELETION,
                    Target.PATH),
            of(
                    "restoreEnvironmentValues",
                    "POST",
                    ENV + VERSION + "/restore",
                    ProtectedAction.CONTENT_DELETION,
                    Target.PATH),
            of(
                    "restoreApplicationValue",
                    "POST",
                    APP + VERSION + "/restore/{key}",
                    ProtectedAction.CONTENT_DELETION,
                    Target.PATH),
            of(
                    "restoreEnvironmentValue",
                    "POST",
                    ENV + VERSION + "/restore/{key}",
                    ProtectedAction.CONTENT_DELETION,
                    Target.PATH),
            of(
                    "purgeApplicationValue",
                    "POST",
                    APP + VERSION + "/purge/{key}",
                    ProtectedAction.CONTENT_DELETION,
                    Target.PATH),
            of(
                    "purgeEnvironmentValue",
                    "POST",
                    ENV + VERSION + "/purge/{key}",
                    ProtectedAction.CONTENT_DELETION,
                    Target.PATH));

    private static ProtectedOperation of(String id, String method, String path, ProtectedAction action, Target target) {
        return new ProtectedOperation(id, method, path, action, target);
    }

    /** Returns whether the operation has the parameter {@code dry_run}, with which it only validates the request. */
    boolean hasDryRun() {
        return DRY_RUNS.contains(id);
    }

    /** {@return a path parameter, which the path of the operation contains} */
    static String parameter(Map<String, String> parameters, String name) {
        return Objects.requireNonNull(parameters.get(name), name);
    }

    /** An operation, and the values of the path parameters of a request. */
    record Match(ProtectedOperation operation, Map<String, String> parameters) {}

    /**
     * Finds the protected operation of a request.
     *
     * @param method the HTTP method of the request
     * @param rawPath its encoded path, relative to the URL of the API
     * @return the operation; empty if it is not protected
     */
    static Optional<Match> find(String method, String rawPath) {
        String[] segments = rawPath.split("/");
        for (ProtectedOperation operation : ALL) {
            if (operation.method.equals(method)) {
                Optional<Match> match = operation.match(segments);
                if (match.isPresent()) {
                    return match;
                }
            }
        }
        return Optional.empty();
    }

    private Optional<Match> match(String[] segments) {
        String[] expected = path.split("/");
        if (expected.length != segments.length) {
            return Optional.empty();
        }
        Map<String, String> parameters = new HashMap<>();
        for (int i = 0; i < expected.length; i++) {
            // A server may decode encoded characters, even in the fixed segments of a path.
            String segment = URLDecoder.decode(segments[i].replace("+", "%2B"), StandardCharsets.UTF_8);
            if (expected[i].startsWith("{")) {
                parameters.put(expected[i].substring(1, expected[i].length() - 1), segment);
            } else if (!expected[i].equals(segment)) {
                return Optional.empty();
            }
        }
        return Optional.of(new Match(this, parameters));
    }
}
