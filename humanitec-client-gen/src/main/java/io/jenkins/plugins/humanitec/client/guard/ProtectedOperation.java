package io.jenkins.plugins.humanitec.client.guard;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * An operation of the API that is an {@link ProtectedAction}, or leads to one.
 *
 * @param id its {@code operationId} in the contract
 * @param method its HTTP method
 * @param path its path in the contract, with names in braces
 * @param act what it is or leads to
 * @param target where to find what it is done to
 */
record ProtectedOperation(String id, String method, String path, ProtectedAction act, Target target) {

    /** Where to find what an operation is done to. */
    enum Target {
        /** The application or environment in the path. */
        PATH,
        /** The environment in path or body, and what else the pipeline deploys to that takes the request. */
        REQUEST,
        /** What the pipeline in the path deploys to, with the inputs in the body. */
        PIPELINE,
        /** What the pipeline of the run in the path deploys to, with the run's inputs. */
        RUN,
        /** The approval's environment, and what the rest of its run deploys to. */
        APPROVAL,
        /** What the pipeline that the body defines deploys to, and the environments whose deployments it takes. */
        DEFINITION,
        /** The environments whose deployments the pipeline in the path takes. */
        TAKEN,
        /** The environments whose deployments the criteria in the body give to a pipeline. */
        CRITERIA,
        /** The environments whose deployments the criteria in the path give to a pipeline. */
        OLD_CRITERIA,
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

    /** All of them. The operations that are not here are listed with the reason in a test, which fails for one in neither. */
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
            // What a later deployment builds on, or is made by. A rule makes deployment requests.
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
            of("deletePipeline", "DELETE", PIPELINE, ProtectedAction.DEPLOYMENT, Target.TAKEN),
            of("createPipelineCriteria", "POST", PIPELINE + "/criteria", ProtectedAction.DEPLOYMENT, Target.CRITERIA),
            of(
                    "deletePipelineCriteria",
                    "DELETE",
                    PIPELINE + "/criteria/{criteriaId}",
                    ProtectedAction.DEPLOYMENT,
                    Target.OLD_CRITERIA),
            // What an environment needs. An application's values are those of its environments.
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
            // Keys that the version does not have are deleted.
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

    private static ProtectedOperation of(String id, String method, String path, ProtectedAction act, Target target) {
        return new ProtectedOperation(id, method, path, act, target);
    }

    /** Whether it has the parameter {@code dry_run}, with which it only checks the request. */
    boolean hasDryRun() {
        return DRY_RUNS.contains(id);
    }

    /** An operation and the parameters in the path of a request for it. */
    record Match(ProtectedOperation operation, Map<String, String> parameters) {}

    /**
     * @param method the HTTP method of a request
     * @param rawPath its path below the API's address, encoded
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
            // A server may take what is encoded for what it stands for, also in the fixed parts of a path.
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
