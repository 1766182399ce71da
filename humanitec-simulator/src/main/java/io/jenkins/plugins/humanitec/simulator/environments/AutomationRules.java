package io.jenkins.plugins.humanitec.simulator.environments;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.humanitec.simulator.operations.Answer;
import io.jenkins.plugins.humanitec.simulator.operations.Call;
import io.jenkins.plugins.humanitec.simulator.operations.Operations;
import io.jenkins.plugins.humanitec.simulator.operations.Problem;
import io.jenkins.plugins.humanitec.simulator.resources.ResourceStore;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** Deploys new versions of artefacts to the environments whose automation rules match them. */
public final class AutomationRules implements Operations {

    private final ResourceStore store;
    private final DeploymentRequests requests;

    /**
     * Creates the rules.
     *
     * @param store the resources of the organizations, among them the rules
     * @param requests requests the deployments
     */
    public AutomationRules(ResourceStore store, DeploymentRequests requests) {
        this.store = store;
        this.requests = requests;
    }

    @Override
    public void addTo(Map<String, Function<Call, Answer>> operations) {
        for (String id : List.of("createAutomationRule", "replaceAutomationRule")) {
            Function<Call, Answer> generic = operations.get(id);
            operations.put(id, call -> {
                try {
                    Pattern.compile(call.text("match_ref", ""));
                } catch (PatternSyntaxException e) {
                    throw Problem.badRequest("match_ref: is not a regular expression: " + e.getDescription() + ".");
                }
                return generic.apply(call);
            });
        }
    }

    /**
     * Deploys a version to each environment that has a matching rule and a module with an earlier version. An environment that
     * cannot be deployed to, for example because it is paused, is left out.
     *
     * @param apps the applications of the organization
     * @param version the version, with name, ref, and version or digest
     * @param deploymentSet the deployment set of a version of a workload; null for a container
     */
    public void versionRegistered(Collection<App> apps, JsonNode version, ObjectNode deploymentSet) {
        for (App app : apps) {
            for (Env env : app.envs()) {
                String rules = "/orgs/" + app.orgId() + "/apps/" + app.id() + "/envs/" + env.id() + "/rules";
                boolean isThere =
                        !app.isBeingDeleted() && env.deletionStartedAt().isEmpty();
                if (isThere && store.list(rules).stream().anyMatch(rule -> matches(rule, version))) {
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
        boolean named = rule.path("artefacts_filter").isEmpty();
        for (JsonNode name : rule.path("artefacts_filter")) {
            named |= name.equals(version.get("name"));
        }
        boolean excludes = rule.path("exclude_artefacts_filter").asBoolean()
                && !rule.path("artefacts_filter").isEmpty();
        return rule.path("active").asBoolean() && Pattern.matches(wanted, ref) && named != excludes;
    }

    private void deploy(App app, Env env, JsonNode version, ObjectNode deploymentSet) {
        JsonNode modules = app.sets().get(env.baseSet()).get("modules");
        ObjectNode delta = JsonNodeFactory.instance.objectNode();
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
