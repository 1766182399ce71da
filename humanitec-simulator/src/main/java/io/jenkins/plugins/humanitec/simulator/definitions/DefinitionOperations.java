package io.jenkins.plugins.humanitec.simulator.definitions;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.humanitec.simulator.operations.Answer;
import io.jenkins.plugins.humanitec.simulator.operations.Call;
import io.jenkins.plugins.humanitec.simulator.operations.Operations;
import io.jenkins.plugins.humanitec.simulator.operations.Problem;
import io.jenkins.plugins.humanitec.simulator.resources.Resources;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;

/** The operations of the tags ResourceDefinitions and ResourceDefinitionVersions. */
public final class DefinitionOperations implements Operations {

    private static final String VERSIONS = "/orgs/{orgId}/resources/defs/{defId}/versions";

    /** The fields of a definition that a version has, too. */
    private static final List<String> VERSIONED =
            List.of("name", "driver_type", "driver_account", "driver_inputs", "in_place_driver_change", "provision");

    private final Resources resources;

    /**
     * Creates the operations.
     *
     * @param resources the resources of the organizations
     */
    public DefinitionOperations(Resources resources) {
        this.resources = resources;
    }

    @Override
    public void addTo(Map<String, Function<Call, Answer>> operations) {
        Function<Call, Answer> create = operations.get("createResourceDefinition");
        operations.put("createResourceDefinition", call -> {
            Call hidden = call.withBody(Secrets.hide(call, call.text("id", "")));
            String id = create.apply(hidden).body().get("id").asText();
            Call one = hidden.withParameter("defId", id);
            ObjectNode definition = definition(one);
            return Answer.ok(activate(definition, addVersion(one, definition, "created")));
        });
        change(operations, "replaceResourceDefinition", (before, input) -> {
            ObjectNode after = before.deepCopy();
            VERSIONED.stream().filter(field -> !field.equals("driver_type")).forEach(after::remove);
            after.put("in_place_driver_change", false);
            return merge(after, input);
        });
        change(operations, "patchResourceDefinition", (before, input) -> merge(before.deepCopy(), input));
        Function<Call, Answer> list = operations.get("listResourceDefinitions");
        operations.put("listResourceDefinitions", call -> list(call, list.apply(call)));
        operations.put(
                "getResourceDefinition",
                call -> Answer.ok(resources
                        .store()
                        .find(call.asks("deleted") ? deleted(call) : definitions(call), id(call))
                        .orElseGet(() -> definition(call))));
        Function<Call, Answer> delete = operations.get("deleteResourceDefinition");
        operations.put("deleteResourceDefinition", call -> {
            ObjectNode definition = definition(call);
            Answer answer = delete.apply(call);
            resources.store().put(deleted(call), id(call), definition.put("is_deleted", true));
            return answer;
        });
        operations.put("createMatchingCriteria", call -> {
            ObjectNode criteria = criteria(call.body());
            ArrayNode all = definition(call).withArray("criteria");
            all.forEach(other -> {
                if (((ObjectNode) other.deepCopy())
                        .without("id")
                        .equals(criteria.deepCopy().without("id"))) {
                    throw Problem.conflict(
                            "The same criteria have the ID '" + other.get("id").asText() + "'.");
                }
            });
            all.add(criteria);
            return Answer.ok(criteria);
        });
        operations.put("replaceMatchingCriteria", call -> {
            ArrayNode all = JsonNodeFactory.instance.arrayNode();
            call.body().forEach(one -> all.add(criteria(one)));
            definition(call).set("criteria", all);
            return Answer.ok(all);
        });
        operations.put("deleteMatchingCriteria", this::deleteCriteria);
        operations.put("archiveResourceDefinitionVersion", this::archive);
        operations.put("promoteResourceDefinitionVersion", this::promote);
    }

    private static String id(Call call) {
        return call.parameter("defId");
    }

    private static String definitions(Call call) {
        return "/orgs/" + call.parameter("orgId") + "/resources/defs";
    }

    private static String deleted(Call call) {
        return "/orgs/" + call.parameter("orgId") + "/resources/deleted-defs";
    }

    private ObjectNode definition(Call call) {
        return resources
                .store()
                .find(definitions(call), id(call))
                .orElseThrow(() -> Problem.notFound("Resource definition '" + id(call) + "'"));
    }

    private static ObjectNode merge(ObjectNode into, JsonNode input) {
        VERSIONED.forEach(field -> {
            if (input.hasNonNull(field)) {
                into.set(field, input.get(field));
            }
        });
        into.path("provision").forEach(provision -> {
            if (!provision.hasNonNull("is_dependent")) {
                ((ObjectNode) provision).put("is_dependent", false);
            }
        });
        return into;
    }

    /** Computes a definition after a change. */
    private interface Change {
        ObjectNode apply(ObjectNode before, JsonNode input);
    }

    private void change(Map<String, Function<Call, Answer>> operations, String operationId, Change change) {
        operations.put(operationId, call -> {
            ObjectNode definition = definition(call);
            ObjectNode after = change.apply(definition, Secrets.hide(call, id(call)));
            after.put("updated_by", call.user());
            boolean proposed = call.body().path("proposed").asBoolean();
            ObjectNode version = addVersion(call, after, "updated").put("proposed", proposed);
            if (proposed) {
                return Answer.ok(definition);
            }
            return Answer.ok(activate(replace(definition, after), version));
        });
    }

    private static ObjectNode replace(ObjectNode definition, ObjectNode after) {
        VERSIONED.forEach(definition::remove);
        definition.setAll(after);
        return definition;
    }

    private ObjectNode addVersion(Call call, ObjectNode definition, String action) {
        ObjectNode fields = merge(JsonNodeFactory.instance.objectNode(), definition);
        fields.set("type", definition.get("type"));
        return resources.create(VERSIONS, call.parameters(), call.user(), fields.put("action", action));
    }

    private ObjectNode activate(ObjectNode definition, ObjectNode version) {
        String path = "/orgs/" + definition.get("org_id").asText() + "/resources/defs/"
                + definition.get("id").asText() + "/versions";
        resources.store().list(path).forEach(other -> other.put("active", other == version));
        version.put("proposed", false);
        return definition.put("active_version_id", version.get("id").asText());
    }

    private static ObjectNode criteria(JsonNode input) {
        ObjectNode criteria = JsonNodeFactory.instance
                .objectNode()
                .put("id", UUID.randomUUID().toString());
        criteria.put("class", input.path("class").asText("default"));
        for (String field : List.of("app_id", "env_id", "env_type", "res_id")) {
            if (input.hasNonNull(field)) {
                criteria.set(field, input.get(field));
            }
        }
        return criteria;
    }

    private Answer deleteCriteria(Call call) {
        JsonNode all = definition(call).path("criteria");
        for (int i = 0; i < all.size(); i++) {
            if (all.get(i).get("id").asText().equals(call.parameter("criteriaId"))) {
                ((ArrayNode) all).remove(i);
                return Answer.noContent();
            }
        }
        throw Problem.notFound("Matching criteria '" + call.parameter("criteriaId") + "'");
    }

    private ObjectNode version(Call call) {
        definition(call);
        return resources.store().get(Resources.path(VERSIONS, call.parameters()), call.parameter("defVersionId"));
    }

    private Answer archive(Call call) {
        ObjectNode version = version(call);
        if (version.get("active").asBoolean()) {
            throw Problem.conflict("The active version cannot be archived.");
        }
        version.put("archived", call.bodyOrEmpty().path("archived").asBoolean(true));
        return Answer.noContent();
    }

    private Answer promote(Call call) {
        ObjectNode version = version(call);
        if (version.get("archived").asBoolean()) {
            throw Problem.conflict("An archived version cannot be promoted.");
        }
        ObjectNode definition = definition(call);
        activate(replace(definition, merge(JsonNodeFactory.instance.objectNode(), version)), version);
        return Answer.noContent();
    }

    private Answer list(Call call, Answer all) {
        ArrayNode list = JsonNodeFactory.instance.arrayNode();
        Map<String, String> wanted = new HashMap<>();
        Map.of("app", "app_id", "env", "env_id", "env_type", "env_type", "res", "res_id", "class", "class")
                .forEach((parameter, field) -> {
                    if (call.query(parameter) != null) {
                        wanted.put(field, call.query(parameter));
                    }
                });
        String type = call.query("res_type");
        all.body().forEach(definition -> {
            boolean ofType = type == null || type.equals(definition.get("type").asText());
            if (ofType && (wanted.isEmpty() || Criteria.anyMatches(definition.path("criteria"), wanted))) {
                list.add(definition);
            }
        });
        if (call.asks("deleted")) {
            resources.store().list(deleted(call)).forEach(list::add);
        }
        return Answer.ok(list);
    }
}
