package io.jenkins.plugins.humanitec.simulator.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/** Creates the objects that examples of requests name, and puts their IDs into paths and bodies. */
public final class ExampleObjects {

    private static final String ORG = "/orgs/acme";
    private static final String APP = ORG + "/apps/shop";
    private static final String DEVELOPMENT = APP + "/envs/development";
    private static final String MODULES = """
            {"modules": {"add": {"simple-service": {"profile": "humanitec/default-module"},
              "module-one": {"profile": "humanitec/default-module", "spec": {"containers": {
               "core-service": {"variables": {"EXAMPLE": "Old"}}, "simple-service": {"variables": {}}}}}}}}""";
    private static final JsonMapper JSON = new JsonMapper();

    private final ApiClient api;
    private final Map<String, String> inPath = new HashMap<>();
    private final Map<String, String> inBody = new HashMap<>();
    private final String newUser;

    /**
     * Creates the objects.
     *
     * @param api the client of a simulator with the demo data
     */
    public ExampleObjects(ApiClient api) throws IOException, InterruptedException {
        this.api = api;
        inPath.putAll(Map.of("orgId", "acme", "appId", "shop", "envId", "development"));
        inPath.putAll(Map.of("envTypeId", "development", "envType", "development"));
        for (String env : new String[] {"new-env", "my-env"}) {
            api.json("POST", APP + "/envs", "{\"id\": \"" + env + "\", \"name\": \"E\", \"type\": \"development\"}");
        }
        inPath.put("setId", api.json("POST", APP + "/sets/0", MODULES).asText());
        inPath.put("deltaId", created(APP + "/deltas", MODULES));
        inBody.put("delta_id", inPath.get("deltaId"));
        inBody.put(
                "from_deploy_id",
                api.json("GET", DEVELOPMENT + "/deploys", null).at("/0/id").asText());
        inPath.put(
                "regId", created(ORG + "/registries", "{'id': 'main', 'registry': 'r.example.com', 'type': 'basic'}"));
        inPath.put(
                "accId",
                created(ORG + "/resources/accounts", "{'id': 'main', 'name': 'M', 'type': 'gcp', 'credentials': {}}"));
        inPath.put(
                "driverId",
                created(
                        ORG + "/resources/drivers",
                        "{'id': 'main', 'type': 'dns', 'target': 'x', 'account_types': [], 'inputs_schema': {}}"));
        inPath.put("storeId", created(ORG + "/secretstores", "{'id': 'main', 'primary': false, 'awssm': {}}"));
        addDefinition();
        JsonNode resource = api.json("GET", ORG + "/resources/defs/main-cluster/resources", null)
                .get(0);
        inPath.put("type", resource.get("type").asText());
        inPath.put("resId", resource.get("res_id").asText());
        inBody.put("target_def_version_id", resource.get("def_version_id").asText());
        inPath.put("userId", addUser());
        newUser = created(ORG + "/users", "{'name': 'New', 'role': 'member'}");
    }

    private String created(String collection, String body) throws IOException, InterruptedException {
        return api.json("POST", collection, body.replace('\'', '"')).get("id").asText();
    }

    /** Adds a definition with an earlier version, since the current one cannot be archived. */
    private void addDefinition() throws IOException, InterruptedException {
        String id = created(
                ORG + "/resources/defs",
                "{'id': 'main-cluster', 'name': 'M', 'type': 'k8s-cluster', 'driver_type': 'humanitec/echo',"
                        + " 'criteria': [{}]}");
        String path = ORG + "/resources/defs/" + id;
        inPath.put("defId", id);
        inPath.put(
                "defVersionId",
                api.json("GET", path, null).get("active_version_id").asText());
        api.json("PATCH", path, "{\"name\": \"Changed\"}");
    }

    /** Adds a user that has a role everywhere. */
    private String addUser() throws IOException, InterruptedException {
        String id = created(ORG + "/users", "{'name': 'Old', 'role': 'member'}");
        created(APP + "/users", "{'id': '" + id + "', 'role': 'viewer'}");
        created(ORG + "/env-types/development/users", "{'id': '" + id + "', 'role': 'deployer'}");
        return id;
    }

    /**
     * Returns the path of an example.
     *
     * @param template the path of the operation
     * @return the path with the IDs of objects that exist
     */
    public String path(String template) {
        String path = template;
        for (Map.Entry<String, String> id : inPath.entrySet()) {
            path = path.replace("{" + id.getKey() + "}", id.getValue());
        }
        return path;
    }

    /**
     * Returns the body of an example.
     *
     * @param template the path of the operation
     * @param body the body
     * @return the body with the IDs of objects that exist
     */
    public String body(String template, String body) throws IOException {
        if (!(JSON.readTree(body) instanceof ObjectNode json)) {
            return body;
        }
        inBody.forEach((field, id) -> {
            if (json.hasNonNull(field)) {
                json.put(field, id);
            }
        });
        if (template.endsWith("/users") && json.has("id")) {
            json.put("id", newUser);
        }
        return json.toString();
    }
}
