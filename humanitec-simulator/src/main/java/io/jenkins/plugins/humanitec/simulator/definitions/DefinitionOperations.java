package io.jenkins.plugins.humanitec.simulator.definitions;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.humanitec.simulator.operations.Answer;
import io.jenkins.plugins.humanitec.simulator.operations.Call;
import io.jenkins.plugins.humanitec.simulator.operations.Json;
import io.jenkins.plugins.humanitec.simulator.operations.OperationTable;
import io.jenkins.plugins.humanitec.simulator.operations.Operations;
import io.jenkins.plugins.humanitec.simulator.operations.Problem;
import io.jenkins.plugins.humanitec.simulator.resources.ResourceStore;
import io.jenkins.plugins.humanitec.simulator.resources.Resources;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.BinaryOperator;
import java.util.stream.Stream;

/**
 * The operations of the tags ResourceDefinitions and ResourceDefinitionVersions.
 *
 * @param resources the resources of the organizations
 */
public record DefinitionOperations(Resources resources) implements Operations {

    private static final String DEFINITIONS = "/orgs/{orgId}/resources/defs";
    private static final String DELETED = "/orgs/{orgId}/resources/deleted-defs";
    private static final String VERSIONS = DEFINITIONS + "/{defId}/versions";

    /** The fields of a definition that a version has, too. */
    private static final List<String> VERSIONED =
            List.of("name", "driver_type", "driver_account", "driver_inputs", "in_place_driver_change", "provision");

    @Override
    public void addTo(OperationTable operations) {
        operations.extend("createResourceDefinition", (call, create) -> {
            Call hidden = call.withBody(Secrets.hide(call, call.text("id", "")));
            String id = create.apply(hidden).body().get("id").asText();
            Call one = hidden.withParameter("defId", id);
            ObjectNode definition = definition(one);
            return Answer.ok(activate(definition, addVersion(one, definition, "created")));
        });
        operations.ok(
                "replaceResourceDefinition",
                call -> change(call, (before, input) -> {
                    ObjectNode after = before.deepCopy();
                    VERSIONED.stream()
                            .filter(field -> !field.equals("driver_type"))
                            .forEach(after::remove);
                    after.put("in_place_driver_change", false);
                    return merge(after, input);
                }));
        operations.ok(
                "patchResourceDefinition", call -> change(call, (before, input) -> merge(before.deepCopy(), input)));
        operations.filter("listResourceDefinitions", DefinitionOperations::isWanted);
        operations.extend(
                "listResourceDefinitions",
                (call, list) -> Answer.list(Stream.concat(
                        list.apply(call).body().valueStream(),
                        call.asks("deleted") ? store().list(call.path(DELETED)).stream() : Stream.of())));
        operations.ok(
                "getResourceDefinition",
                call -> store().find(call.path(call.asks("deleted") ? DELETED : DEFINITIONS), id(call))
                        .orElseGet(() -> definition(call)));
        operations.extend("deleteResourceDefinition", (call, delete) -> {
            ObjectNode definition = definition(call);
            Answer answer = delete.apply(call);
            store().put(call.path(DELETED), id(call), definition.put("is_deleted", true));
            return answer;
        });
        operations.ok("createMatchingCriteria", call -> {
            ObjectNode criteria = criteria(call.body());
            ArrayNode all = definition(call).withArray("criteria");
            all.forEach(other -> Problem.conflictIf(
                    withoutId(other).equals(withoutId(criteria)),
                    "The same criteria have the ID '" + other.get("id").asText() + "'."));
            all.add(criteria);
            return criteria;
        });
        operations.ok("replaceMatchingCriteria", call -> {
            ArrayNode all = Json.array(call.body().valueStream().map(DefinitionOperations::criteria));
            definition(call).set("criteria", all);
            return all;
        });
        operations.noContent("deleteMatchingCriteria", this::deleteCriteria);
        operations.noContent("archiveResourceDefinitionVersion", this::archive);
        operations.noContent("promoteResourceDefinitionVersion", this::promote);
    }

    private ResourceStore store() {
        return resources.store();
    }

    private static String id(Call call) {
        return call.parameter("defId");
    }

    private ObjectNode definition(Call call) {
        return store().find(call.path(DEFINITIONS), id(call))
                .orElseThrow(() -> Problem.notFound("Resource definition '" + id(call) + "'"));
    }

    private static JsonNode withoutId(JsonNode criteria) {
        return ((ObjectNode) criteria.deepCopy()).without("id");
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

    /** Changes a definition by what computes its content from the content before and the input. */
    private ObjectNode change(Call call, BinaryOperator<ObjectNode> content) {
        ObjectNode definition = definition(call);
        ObjectNode after = content.apply(definition, Secrets.hide(call, id(call)));
        after.put("updated_by", call.user());
        boolean proposed = call.body().path("proposed").asBoolean();
        ObjectNode version = addVersion(call, after, "updated").put("proposed", proposed);
        return proposed ? definition : activate(replace(definition, after), version);
    }

    private static ObjectNode replace(ObjectNode definition, ObjectNode after) {
        VERSIONED.forEach(definition::remove);
        definition.setAll(after);
        return definition;
    }

    private ObjectNode addVersion(Call call, ObjectNode definition, String action) {
        ObjectNode fields = merge(Json.object(), definition);
        fields.set("type", definition.get("type"));
        return resources.create(VERSIONS, call.parameters(), call.user(), fields.put("action", action));
    }

    private ObjectNode activate(ObjectNode definition, ObjectNode version) {
        String path = "/orgs/" + definition.get("org_id").asText() + "/resources/defs/"
                + definition.get("id").asText() + "/versions";
        store().list(path).forEach(other -> other.put("active", other == version));
        version.put("proposed", false);
        return definition.put("active_version_id", version.get("id").asText());
    }

    private static ObjectNode criteria(JsonNode input) {
        ObjectNode criteria = Json.object().put("id", UUID.randomUUID().toString());
        criteria.put("class", input.path("class").asText("default"));
        for (String field : List.of("app_id", "env_id", "env_type", "res_id")) {
            if (input.hasNonNull(field)) {
                criteria.set(field, input.get(field));
            }
        }
        return criteria;
    }

    private void deleteCriteria(Call call) {
        String id = call.parameter("criteriaId");
        JsonNode all = definition(call).path("criteria");
        JsonNode deleted = all.valueStream()
                .filter(criteria -> criteria.get("id").asText().equals(id))
                .findFirst()
                .orElseThrow(() -> Problem.notFound("Matching criteria '" + id + "'"));
        ((ArrayNode) all).removeIf(deleted::equals);
    }

    private ObjectNode version(Call call) {
        definition(call);
        return store().get(call.path(VERSIONS), call.parameter("defVersionId"));
    }

    private void archive(Call call) {
        ObjectNode version = version(call);
        Problem.conflictIf(version.get("active").asBoolean(), "The active version cannot be archived.");
        version.put("archived", call.bodyOrEmpty().path("archived").asBoolean(true));
    }

    private void promote(Call call) {
        ObjectNode version = version(call);
        Problem.conflictIf(version.get("archived").asBoolean(), "An archived version cannot be promoted.");
        ObjectNode definition = definition(call);
        activate(replace(definition, merge(Json.object(), version)), version);
    }

    private static boolean isWanted(Call call, JsonNode definition) {
        Map<String, String> wanted = new HashMap<>();
        Map.of("app", "app_id", "env", "env_id", "env_type", "env_type", "res", "res_id", "class", "class")
                .forEach((parameter, field) -> {
                    if (call.query(parameter) != null) {
                        wanted.put(field, call.query(parameter));
                    }
                });
        return call.wants("res_type", definition.get("type").asText())
                && (wanted.isEmpty() || Criteria.anyMatches(definition.path("criteria"), wanted));
    }
}
