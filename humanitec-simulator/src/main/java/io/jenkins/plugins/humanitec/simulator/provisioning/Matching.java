package io.jenkins.plugins.humanitec.simulator.provisioning;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.humanitec.simulator.definitions.Criteria;
import io.jenkins.plugins.humanitec.simulator.operations.Json;
import io.jenkins.plugins.humanitec.simulator.resources.ResourceStore;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Finds the resource definition for a resource, and the outputs of its driver. */
record Matching(ResourceStore store, Target target) {

    private static final Map<String, Integer> DATABASE_PORTS =
            Map.of("postgres", 5432, "mysql", 3306, "mariadb", 3306, "mongodb", 27017, "redis", 6379);

    /**
     * An environment.
     *
     * @param orgId the ID of the organization
     * @param appId the ID of the application
     * @param envId the ID of the environment
     * @param envType the ID of the environment type
     */
    record Target(String orgId, String appId, String envId, String envType) {}

    /**
     * The definition of a resource.
     *
     * @param definition the definition that matches best; the one of the platform if none matches
     * @param criteriaId the ID of the criteria that match; empty for the definition of the platform
     */
    record Match(JsonNode definition, String criteriaId) {

        /** Adds the fields of the definition that every answer has. */
        void addTo(ObjectNode json) {
            json.put("def_id", definition.get("id").asText())
                    .put("def_version_id", definition.get("active_version_id").asText())
                    .put("driver_type", definition.get("driver_type").asText());
        }
    }

    Match match(ResourceNeeds.Need need) {
        Map<String, String> resource = Map.of(
                "class", need.resourceClass(),
                "app_id", target.appId(),
                "env_id", target.envId(),
                "env_type", target.envType(),
                "res_id", need.id());
        Match best = new Match(ofPlatform(need.type()), "");
        int highest = -1;
        for (JsonNode definition : store.list("/orgs/" + target.orgId() + "/resources/defs")) {
            for (JsonNode criteria : definition.path("criteria")) {
                int rank =
                        definition.path("type").asText().equals(need.type()) ? Criteria.rank(criteria, resource) : -1;
                if (rank > highest) {
                    highest = rank;
                    best = new Match(definition, criteria.get("id").asText());
                }
            }
        }
        return best;
    }

    private static ObjectNode ofPlatform(String type) {
        String id = "default-humanitec-" + type.replace('/', '-');
        return Json.object()
                .put("id", id)
                .put("type", type)
                .put("driver_type", "humanitec/" + (type.equals("k8s-namespace") ? type : "echo"))
                .put("active_version_id", uuid(id));
    }

    /** Returns the same UUID for the same text. */
    static String uuid(String text) {
        return UUID.nameUUIDFromBytes(text.getBytes(StandardCharsets.UTF_8)).toString();
    }

    /** Returns the ID of a resource that no other resource of any environment has. */
    String uniqueId(ResourceNeeds.Need need) {
        return uuid(target + need.type() + need.resourceClass() + need.id()).replace("-", "");
    }

    /** Returns what the driver gives back: the echo driver its inputs, others what workloads of the type use. */
    ObjectNode outputs(ResourceNeeds.Need need, JsonNode definition) {
        ObjectNode outputs = Json.object();
        String name = uniqueId(need).substring(0, 12);
        switch (need.type()) {
            case "dns" -> outputs.put("host", name + "." + target.orgId() + ".example.com");
            case "k8s-namespace" -> outputs.put("namespace", target.appId() + "-" + target.envId());
            case "k8s-cluster" -> outputs.put("name", "simulated").put("cluster_type", "k8s");
            case "s3" -> outputs.put("bucket", name).put("region", "eu-central-1");
            case "volume" -> outputs.put("type", "emptyDir");
            default -> {
                if (DATABASE_PORTS.containsKey(need.type())) {
                    outputs.put("host", name + ".db.example.com")
                            .put("port", DATABASE_PORTS.get(need.type()))
                            .put("name", name);
                }
            }
        }
        if (definition.path("driver_type").asText().equals("humanitec/echo")
                && definition.at("/driver_inputs/values") instanceof ObjectNode values) {
            outputs.setAll(values.deepCopy());
        }
        return outputs;
    }

    /** Returns references to the secret outputs of databases, and to the secret inputs of the definition. */
    ObjectNode secrets(ResourceNeeds.Need need, JsonNode definition) {
        ObjectNode secrets = Json.object();
        if (DATABASE_PORTS.containsKey(need.type())) {
            for (String name : List.of("username", "password")) {
                secrets.putObject(name)
                        .put("store", "humanitec")
                        .put("ref", "orgs--" + target.orgId() + "--resources--" + uniqueId(need) + "--" + name)
                        .put("version", "1");
            }
        }
        return secrets.setAll(
                Json.objectOrEmpty(definition.at("/driver_inputs/secret_refs")).deepCopy());
    }
}
