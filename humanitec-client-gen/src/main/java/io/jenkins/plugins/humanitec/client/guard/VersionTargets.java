package io.jenkins.plugins.humanitec.client.guard;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.jenkins.plugins.humanitec.client.AppRef;
import io.jenkins.plugins.humanitec.client.EnvRef;
import io.jenkins.plugins.humanitec.client.InvalidInputException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Rejects a new version of an artefact if an automation rule, or a pipeline that versions start, would deploy it to a
 * protected environment.
 */
final class VersionTargets {

    private final Guard guard;
    private final Lookup lookup;

    VersionTargets(Guard guard, Lookup lookup) {
        this.guard = guard;
        this.lookup = lookup;
    }

    void check(Map<String, String> path, JsonNode body) {
        String orgId = ProtectedOperation.parameter(path, "orgId");
        NewVersion version = path.containsKey("imageId")
                ? NewVersion.ofBuild(ProtectedOperation.parameter(path, "imageId"), body)
                : NewVersion.ofArtefact(body);
        for (JsonNode one : lookup.applications(orgId)) {
            app(orgId, one.path("id").asText()).ifPresent(app -> checkRules(version, app, one.path("envs")));
        }
        for (JsonNode one : lookup.artefactPipelines(orgId)) {
            app(orgId, one.path("app_id").asText())
                    .ifPresent(app -> checkPipeline(version, app, one.path("id").asText()));
        }
    }

    /** Returns the application if a rule applies to it. */
    private Optional<AppRef> app(String orgId, String appId) {
        try {
            AppRef app = new AppRef(orgId, appId);
            return guard.rules(ProtectedAction.DEPLOYMENT).stream().anyMatch(rule -> rule.isAbout(app))
                    ? Optional.of(app)
                    : Optional.empty();
        } catch (InvalidInputException e) {
            return Optional.empty();
        }
    }

    private void checkRules(NewVersion version, AppRef app, JsonNode envs) {
        List<String> envIds = new ArrayList<>();
        (envs.isArray() ? envs : lookup.environments(app))
                .forEach(env -> envIds.add(env.path("id").asText()));
        for (String envId : envIds) {
            EnvRef env = app.env(envId);
            Optional<ProtectedException> refusal = refusal(env);
            if (refusal.isPresent()) {
                for (JsonNode rule : lookup.automationRules(env)) {
                    if (version.isDeployedBy(rule)) {
                        throw new ProtectedException(refusal.get().getMessage() + " Its automation rule"
                                + (rule.hasNonNull("id") ? " " + rule.path("id").asText() : "") + " deploys " + version
                                + ".");
                    }
                }
            }
        }
    }

    private Optional<ProtectedException> refusal(EnvRef env) {
        try {
            guard.check(ProtectedAction.DEPLOYMENT, env);
            return Optional.empty();
        } catch (ProtectedException e) {
            return Optional.of(e);
        }
    }

    private void checkPipeline(NewVersion version, AppRef app, String pipelineId) {
        PipelineTargets targets = new PipelineTargets(guard, lookup, app);
        JsonNode definition = targets.definition(pipelineId, null);
        if (version.starts(definition.path("on").path("artefact"))) {
            targets.checkSteps(pipelineId, definition, JsonNodeFactory.instance.objectNode());
        }
    }
}
