package io.jenkins.plugins.humanitec.simulator.provisioning;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.humanitec.simulator.deployments.Deployment;
import io.jenkins.plugins.humanitec.simulator.operations.Answer;
import io.jenkins.plugins.humanitec.simulator.operations.Call;
import io.jenkins.plugins.humanitec.simulator.operations.Operations;
import io.jenkins.plugins.humanitec.simulator.operations.Problem;
import io.jenkins.plugins.humanitec.simulator.resources.ResourceStore;
import io.jenkins.plugins.humanitec.simulator.state.SimulatedTime;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/** The operations of the tag ActiveResources, and those of other tags that show resources of environments. */
public final class ActiveResourceOperations implements Operations {

    private final ResourceStore store;
    private final SimulatedTime time;
    private final Function<Call, Optional<Deployed>> deployed;
    private final Function<Call, Optional<Deployed>> failed;
    private final Function<Call, Stream<Call>> environments;
    private final Function<Call, JsonNode> sets;

    /**
     * Creates the operations.
     *
     * @param store the resources of the organizations
     * @param time the time of the simulator
     * @param deployed returns what is deployed to the environment in a request
     * @param failed returns the last deployment to the environment in a request if it has failed
     * @param environments returns a request for each environment of the organization in a request
     * @param sets returns the deployment set in a request
     */
    public ActiveResourceOperations(
            ResourceStore store,
            SimulatedTime time,
            Function<Call, Optional<Deployed>> deployed,
            Function<Call, Optional<Deployed>> failed,
            Function<Call, Stream<Call>> environments,
            Function<Call, JsonNode> sets) {
        this.store = store;
        this.time = time;
        this.deployed = deployed;
        this.failed = failed;
        this.environments = environments;
        this.sets = sets;
    }

    @Override
    public void addTo(Map<String, Function<Call, Answer>> operations) {
        operations.put(
                "listActiveResources",
                // What is deleted is gone at once.
                call -> Answer.ok(
                        call.asks("scheduled_deletion") ? JsonNodeFactory.instance.arrayNode() : active(call)));
        operations.put("deleteActiveResource", this::delete);
        operations.put("pinActiveResource", this::pin);
        operations.put("listResourcesOfDefinition", this::ofDefinition);
        operations.put("listSetResources", call -> {
            ArrayNode list = JsonNodeFactory.instance.arrayNode();
            ResourceNeeds.of(sets.apply(call))
                    .forEach(need -> list.addObject()
                            .put("id", need.id())
                            .put("type", need.type())
                            .put("class", need.resourceClass())
                            .set("resource", object(need.params())));
            return Answer.ok(list);
        });
        operations.put("createDependencyGraph", this::createGraph);
        operations.put("checkConnectivity", this::checkConnectivity);
    }

    private static JsonNode object(JsonNode json) {
        return json.isObject() ? json : JsonNodeFactory.instance.objectNode();
    }

    private static String path(Call call) {
        return "/orgs/" + call.parameter("orgId") + "/apps/" + call.parameter("appId") + "/envs/"
                + call.parameter("envId");
    }

    private static Matching.Target target(Call call, String envType) {
        return new Matching.Target(call.parameter("orgId"), call.parameter("appId"), call.parameter("envId"), envType);
    }

    private ArrayNode active(Call call) {
        ArrayNode list = JsonNodeFactory.instance.arrayNode();
        Set<String> known = new HashSet<>();
        deployed.apply(call).ifPresent(deployment -> add(call, deployment, known, list));
        // A deployment that fails provisions what its workloads need before.
        failed.apply(call).ifPresent(deployment -> add(call, deployment, known, list));
        return list;
    }

    private void add(Call call, Deployed deployment, Set<String> known, ArrayNode list) {
        Matching matching = new Matching(store, target(call, deployment.envType()));
        ResourceNeeds.of(deployment.set()).forEach(need -> {
            ObjectNode json = json(call, deployment, matching, need);
            // It is provisioned again by the next deployment.
            boolean deleted = store.find(path(call) + "/deleted-resources", key(json))
                    .filter(before -> before.get("deploy_id").equals(json.get("deploy_id")))
                    .isPresent();
            if (known.add(key(json)) && !deleted) {
                list.add(json);
            }
        });
    }

    private ObjectNode json(Call call, Deployed deployment, Matching matching, ResourceNeeds.Need need) {
        Matching.Match match = matching.match(need);
        JsonNode definition = match.definition();
        boolean isBroken = need.resourceClass().equals(Deployment.BROKEN_CLASS);
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("org_id", call.parameter("orgId"))
                .put("app_id", call.parameter("appId"))
                .put("env_id", call.parameter("envId"))
                .put("env_type", deployment.envType())
                .put("res_id", need.id())
                .put("type", need.type())
                .put("class", need.resourceClass())
                .put("gu_res_id", matching.uniqueId(need))
                .put("def_id", definition.get("id").asText())
                .put("def_version_id", definition.get("active_version_id").asText())
                .put("driver_type", definition.get("driver_type").asText())
                .put("deploy_id", deployment.deploymentId())
                .put("status", isBroken ? "pending" : "active")
                .put("scheduled_deletion", false)
                .put("updated_at", deployment.at().toString());
        if (!match.criteriaId().isEmpty()) {
            json.put("criteria_id", match.criteriaId());
        }
        if (definition.hasNonNull("driver_account")) {
            json.set("driver_account", definition.get("driver_account"));
        }
        json.set("resource", isBroken ? json.objectNode() : matching.outputs(need, definition));
        json.set("secret_refs", isBroken ? json.objectNode() : matching.secrets(need, definition));
        store.find(path(call) + "/pins", key(json)).ifPresent(json::setAll);
        return json;
    }

    private static String key(JsonNode resource) {
        return resource.get("type").asText() + " " + resource.get("res_id").asText();
    }

    private ObjectNode find(Call call) {
        for (JsonNode resource : active(call)) {
            if (key(resource).equals(call.parameter("type") + " " + call.parameter("resId"))) {
                return (ObjectNode) resource;
            }
        }
        throw Problem.notFound("Active resource '" + call.parameter("resId") + "'");
    }

    private Answer delete(Call call) {
        ObjectNode resource = find(call);
        store.put(path(call) + "/deleted-resources", key(resource), resource);
        return Answer.noContent();
    }

    private Answer pin(Call call) {
        ObjectNode resource = find(call);
        JsonNode version = call.body().path("target_def_version_id");
        ObjectNode pin = JsonNodeFactory.instance.objectNode();
        if (version.isTextual()) {
            String versions = "/orgs/" + call.parameter("orgId") + "/resources/defs/"
                    + resource.get("def_id").asText() + "/versions";
            if (store.find(versions, version.asText()).isEmpty()) {
                throw Problem.badRequest("Definition version '" + version.asText() + "' does not exist.");
            }
            pin.set("target_def_version_id", version);
        }
        store.put(path(call) + "/pins", key(resource), pin);
        return Answer.ok(find(call));
    }

    private Answer ofDefinition(Call call) {
        store.get("/orgs/" + call.parameter("orgId") + "/resources/defs", call.parameter("defId"));
        ArrayNode list = JsonNodeFactory.instance.arrayNode();
        environments
                .apply(call)
                .forEach(environment -> active(environment).forEach(resource -> {
                    if (resource.get("def_id").asText().equals(call.parameter("defId"))) {
                        list.add(resource);
                    }
                }));
        return Answer.ok(list);
    }

    private Answer createGraph(Call call) {
        String envType = deployed.apply(call).map(Deployed::envType).orElse("");
        Matching matching = new Matching(store, target(call, envType));
        ObjectNode graph = JsonNodeFactory.instance.objectNode();
        ArrayNode nodes = graph.putArray("nodes");
        call.body().forEach(request -> {
            ResourceNeeds.Need need = new ResourceNeeds.Need(
                    request.get("id").asText(),
                    request.get("type").asText(),
                    request.path("class").asText("default"),
                    request.path("resource"));
            addNode(nodes.addObject(), matching, need);
        });
        String id = Matching.uuid(path(call) + nodes);
        graph.put("id", id)
                .put("hash", id.substring(0, 8))
                .put("created_at", time.now().toString())
                .put("used_at", time.now().toString());
        store.put(path(call) + "/resources/graphs", id, graph);
        return Answer.ok(graph);
    }

    private static void addNode(ObjectNode node, Matching matching, ResourceNeeds.Need need) {
        Matching.Match match = matching.match(need);
        JsonNode definition = match.definition();
        node.put("id", need.id())
                .put("type", need.type())
                .put("class", need.resourceClass())
                .put("guresid", matching.uniqueId(need))
                .put("def_id", definition.get("id").asText())
                .put("def_version_id", definition.get("active_version_id").asText())
                .put("criteria_id", match.criteriaId())
                .put("driver_type", definition.get("driver_type").asText())
                .put(
                        "in_place_driver_change",
                        definition.path("in_place_driver_change").asBoolean());
        node.set("resource", object(need.params()));
        node.set("driver", object(definition.at("/driver_inputs/values")));
        node.putObject("resource_schema");
        node.putArray("depends_on");
    }

    private Answer checkConnectivity(Call call) {
        Matching.Target target = new Matching.Target(
                call.parameter("orgId"), call.text("app_id", ""), call.text("env_id", ""), call.text("env_type", ""));
        ResourceNeeds.Need cluster = new ResourceNeeds.Need("k8s-cluster", "k8s-cluster", "default", null);
        Matching matching = new Matching(store, target);
        JsonNode definition = matching.match(cluster).definition();
        boolean expected = true;
        for (JsonNode one : call.body().path("expected_definitions")) {
            expected &= !one.path("type").asText().equals("k8s-cluster")
                    || one.get("id").equals(definition.get("id"));
        }
        ObjectNode json = JsonNodeFactory.instance.objectNode().put("success", expected);
        json.putArray("resource_summaries")
                .addObject()
                .put("type", "k8s-cluster")
                .put("class", "default")
                .put("res_id", "k8s-cluster")
                .put("gu_res_id", matching.uniqueId(cluster))
                .put("def_id", definition.get("id").asText())
                .put("def_version_id", definition.get("active_version_id").asText())
                .put("driver_type", definition.get("driver_type").asText())
                .putArray("depends_on");
        json.putArray("conditions")
                .addObject()
                .put("type", "ExpectedDefinitions")
                .put("status", expected ? "True" : "False")
                .put("message", expected ? "The cluster can be reached." : "The cluster has another definition.");
        return Answer.ok(json);
    }
}
