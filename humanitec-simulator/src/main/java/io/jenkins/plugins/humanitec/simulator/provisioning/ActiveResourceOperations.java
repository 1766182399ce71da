package io.jenkins.plugins.humanitec.simulator.provisioning;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.humanitec.simulator.deployments.Deployment;
import io.jenkins.plugins.humanitec.simulator.deployments.DeploymentHistory;
import io.jenkins.plugins.humanitec.simulator.environments.App;
import io.jenkins.plugins.humanitec.simulator.environments.Env;
import io.jenkins.plugins.humanitec.simulator.operations.Call;
import io.jenkins.plugins.humanitec.simulator.operations.Json;
import io.jenkins.plugins.humanitec.simulator.operations.OperationTable;
import io.jenkins.plugins.humanitec.simulator.operations.Operations;
import io.jenkins.plugins.humanitec.simulator.operations.Problem;
import io.jenkins.plugins.humanitec.simulator.resources.ResourceStore;
import io.jenkins.plugins.humanitec.simulator.state.SimulatedTime;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The operations of the tag ActiveResources, and those of other tags that show resources of environments.
 *
 * @param store the resources of the organizations
 * @param time the time of the simulator
 * @param application returns the application in a request
 * @param environments returns a request for each environment of the organization in a request
 */
public record ActiveResourceOperations(
        ResourceStore store,
        SimulatedTime time,
        Function<Call, App> application,
        Function<Call, Stream<Call>> environments)
        implements Operations {

    private static final String ENVIRONMENT = "/orgs/{orgId}/apps/{appId}/envs/{envId}";
    private static final String DEFINITIONS = "/orgs/{orgId}/resources/defs";

    @Override
    public void addTo(OperationTable operations) {
        // What is deleted is gone at once.
        operations.list("listActiveResources", call -> call.asks("scheduled_deletion") ? Stream.of() : active(call));
        operations.noContent("deleteActiveResource", call -> {
            ObjectNode resource = find(call);
            store.put(call.path(ENVIRONMENT) + "/deleted-resources", key(resource), resource);
        });
        operations.ok("pinActiveResource", this::pin);
        operations.list("listResourcesOfDefinition", call -> {
            store.get(call.path(DEFINITIONS), call.parameter("defId"));
            return environments
                    .apply(call)
                    .flatMap(this::active)
                    .filter(resource -> resource.get("def_id").asText().equals(call.parameter("defId")));
        });
        operations.list(
                "listSetResources",
                call -> ResourceNeeds.of(application.apply(call).sets().get(call.parameter("setId"))).stream()
                        .map(need -> need.json().set("resource", Json.objectOrEmpty(need.params()))));
        operations.ok("createDependencyGraph", this::createGraph);
        operations.ok("checkConnectivity", this::checkConnectivity);
    }

    private Env env(Call call) {
        return application.apply(call).env(call.parameter("envId"));
    }

    private Matching matching(Call call, String envType) {
        return new Matching(
                store,
                new Matching.Target(
                        call.parameter("orgId"), call.parameter("appId"), call.parameter("envId"), envType));
    }

    private Stream<ObjectNode> active(Call call) {
        DeploymentHistory history = env(call).deploymentHistory();
        // A deployment that fails provisions what its workloads need before.
        Optional<Deployment> failed = history.last()
                .filter(last -> last.status().equals("failed") && last.failure().isEmpty());
        Set<String> known = new HashSet<>();
        return Stream.of(history.lastSuccess(), failed)
                .flatMap(Optional::stream)
                .flatMap(deployment -> provisioned(call, deployment))
                .filter(resource -> known.add(key(resource)))
                .filter(resource -> !isDeleted(call, resource));
    }

    /** A resource that is deleted is provisioned again by the next deployment. */
    private boolean isDeleted(Call call, ObjectNode resource) {
        return store.find(call.path(ENVIRONMENT) + "/deleted-resources", key(resource))
                .filter(deleted -> deleted.get("deploy_id").equals(resource.get("deploy_id")))
                .isPresent();
    }

    private Stream<ObjectNode> provisioned(Call call, Deployment deployment) {
        Env env = env(call);
        Matching matching = matching(call, env.type());
        return ResourceNeeds.of(env.content(deployment)).stream().map(need -> {
            Matching.Match match = matching.match(need);
            boolean isBroken = need.resourceClass().equals(Deployment.BROKEN_CLASS);
            ObjectNode json = Json.object()
                    .put("org_id", call.parameter("orgId"))
                    .put("app_id", call.parameter("appId"))
                    .put("env_id", env.id())
                    .put("env_type", env.type())
                    .put("res_id", need.id())
                    .put("type", need.type())
                    .put("class", need.resourceClass())
                    .put("gu_res_id", matching.uniqueId(need))
                    .put("deploy_id", deployment.id())
                    .put("status", isBroken ? "pending" : "active")
                    .put("scheduled_deletion", false)
                    .put("updated_at", deployment.statusChangedAt().toString());
            match.addTo(json);
            if (!match.criteriaId().isEmpty()) {
                json.put("criteria_id", match.criteriaId());
            }
            if (match.definition().hasNonNull("driver_account")) {
                json.set("driver_account", match.definition().get("driver_account"));
            }
            json.set("resource", isBroken ? Json.object() : matching.outputs(need, match.definition()));
            json.set("secret_refs", isBroken ? Json.object() : matching.secrets(need, match.definition()));
            store.find(call.path(ENVIRONMENT) + "/pins", key(json)).ifPresent(json::setAll);
            return json;
        });
    }

    private static String key(JsonNode resource) {
        return resource.get("type").asText() + " " + resource.get("res_id").asText();
    }

    private ObjectNode find(Call call) {
        return active(call)
                .filter(resource -> key(resource).equals(call.parameter("type") + " " + call.parameter("resId")))
                .findFirst()
                .orElseThrow(() -> Problem.notFound("Active resource '" + call.parameter("resId") + "'"));
    }

    private ObjectNode pin(Call call) {
        ObjectNode resource = find(call);
        JsonNode version = call.body().path("target_def_version_id");
        ObjectNode pin = Json.object();
        if (version.isTextual()) {
            String versions =
                    call.path(DEFINITIONS) + "/" + resource.get("def_id").asText() + "/versions";
            Problem.badRequestIf(
                    !store.has(versions, version.asText()),
                    "Definition version '" + version.asText() + "' does not exist.");
            pin.set("target_def_version_id", version);
        }
        store.put(call.path(ENVIRONMENT) + "/pins", key(resource), pin);
        return find(call);
    }

    private ObjectNode createGraph(Call call) {
        Env env = env(call);
        boolean isDeployed = env.deploymentHistory().lastSuccess().isPresent();
        Matching matching = matching(call, isDeployed ? env.type() : "");
        ArrayNode nodes = Json.array(call.body().valueStream().map(request -> node(matching, request)));
        String id = Matching.uuid(call.path(ENVIRONMENT) + nodes);
        ObjectNode graph = Json.object()
                .put("id", id)
                .put("hash", id.substring(0, 8))
                .put("created_at", time.now().toString())
                .put("used_at", time.now().toString());
        graph.set("nodes", nodes);
        store.put(call.path(ENVIRONMENT) + "/resources/graphs", id, graph);
        return graph;
    }

    private static ObjectNode node(Matching matching, JsonNode request) {
        ResourceNeeds.Need need = new ResourceNeeds.Need(
                request.get("id").asText(),
                request.get("type").asText(),
                request.path("class").asText("default"),
                request.path("resource"));
        Matching.Match match = matching.match(need);
        ObjectNode node = need.json().put("guresid", matching.uniqueId(need));
        match.addTo(node);
        node.put("criteria_id", match.criteriaId())
                .put(
                        "in_place_driver_change",
                        match.definition().path("in_place_driver_change").asBoolean());
        node.set("resource", Json.objectOrEmpty(need.params()));
        node.set("driver", Json.objectOrEmpty(match.definition().at("/driver_inputs/values")));
        node.putObject("resource_schema");
        node.putArray("depends_on");
        return node;
    }

    private ObjectNode checkConnectivity(Call call) {
        Matching.Target target = new Matching.Target(
                call.parameter("orgId"), call.text("app_id", ""), call.text("env_id", ""), call.text("env_type", ""));
        ResourceNeeds.Need cluster = new ResourceNeeds.Need("k8s-cluster", "k8s-cluster", "default", null);
        Matching matching = new Matching(store, target);
        Matching.Match match = matching.match(cluster);
        boolean expected = call.body()
                .path("expected_definitions")
                .valueStream()
                .filter(one -> one.path("type").asText().equals("k8s-cluster"))
                .allMatch(one -> one.get("id").equals(match.definition().get("id")));
        ObjectNode json = Json.object().put("success", expected);
        ObjectNode summary = json.putArray("resource_summaries")
                .addObject()
                .put("type", "k8s-cluster")
                .put("class", "default")
                .put("res_id", "k8s-cluster")
                .put("gu_res_id", matching.uniqueId(cluster));
        match.addTo(summary);
        summary.putArray("depends_on");
        json.putArray("conditions")
                .addObject()
                .put("type", "ExpectedDefinitions")
                .put("status", expected ? "True" : "False")
                .put("message", expected ? "The cluster can be reached." : "The cluster has another definition.");
        return json;
    }
}
