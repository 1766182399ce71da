package io.jenkins.plugins.humanitec.simulator.environments;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.humanitec.simulator.operations.Call;
import io.jenkins.plugins.humanitec.simulator.operations.Json;
import io.jenkins.plugins.humanitec.simulator.operations.OperationTable;
import io.jenkins.plugins.humanitec.simulator.operations.Operations;
import io.jenkins.plugins.humanitec.simulator.operations.Problem;
import io.jenkins.plugins.humanitec.simulator.resources.ResourceStore;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * Deploys new versions of artefacts to the environments whose automation rules match them.
 *
 * @param store the resources of the organizations, among them the rules
 * @param requests requests the deployments
 */
public record AutomationRules(ResourceStore store, DeploymentRequests requests) implements Operations {

    @Override
    public void addTo(OperationTable operations) {
        operations.check("createAutomationRule", AutomationRules::requireRegex);
        operations.check("replaceAutomationRule", AutomationRules::requireRegex);
    }

    private static void requireRegex(Call call) {
        try {
            Pattern.compile(call.text("match_ref", ""));
        } catch (PatternSyntaxException e) {
            throw Problem.badRequest("match_ref: is not a regular expression: " + e.getDescription() + ".");
        }
    }

    /**
     * Deploys a version to each environment that has a matching rule and a module with an earlier version. An environment that
     * cannot be deployed to, for example because it is paused, is left out.
     *
     * @param applications the applications of the organization
     * @param version the version, with name, ref, and version or digest
     */
    public void versionRegistered(Applications applications, JsonNode version) {
        ObjectNode deploymentSet = applications.organization().artefacts().deploymentSetOf(version);
        for (App app : applications.all()) {
            for (Env env : app.envs()) {
                boolean isThere = !app.isBeingDeleted() && !env.isBeingDeleted();
                if (isThere && store.list(env.path() + "/rules").stream().anyMatch(rule -> matches(rule, version))) {
                    deploy(app, env, version, deploymentSet);
                }
            }
        }
    }

    private static boolean matches(JsonNode rule, JsonNode version) {
        String ref = version.path("ref").asText();
        String wanted = rule.path("match_ref").asText().isEmpty()
                ? (rule.path("update_to").asText().equals("tag") ? "refs/tags/.*" : "refs/heads/.*")
                : rule.path("match_ref").asText();
        JsonNode names = rule.path("artefacts_filter");
        boolean named = names.isEmpty() || names.valueStream().anyMatch(version.get("name")::equals);
        boolean excludes = rule.path("exclude_artefacts_filter").asBoolean() && !names.isEmpty();
        return rule.path("active").asBoolean() && Pattern.matches(wanted, ref) && named != excludes;
    }

    private void deploy(App app, Env env, JsonNode version, ObjectNode deploymentSet) {
        JsonNode modules = app.sets().get(env.baseSet()).get("modules");
        ObjectNode delta = Json.object();
        ArtefactDelta.add(delta, modules, version, deploymentSet, false);
        String user = version.get("created_by").asText();
        try {
            if (!delta.path("modules").isEmpty()
                    && !delta.path("modules").iterator().next().isEmpty()) {
                String deltaId = app.deltas().create(delta, user).get("id").asText();
                requests.deploy(app, env, "Update of " + version.get("name").asText(), deltaId, null, null, user);
            }
        } catch (Problem e) {
            // The environment is paused or a deployment is in progress.
        }
    }
}
