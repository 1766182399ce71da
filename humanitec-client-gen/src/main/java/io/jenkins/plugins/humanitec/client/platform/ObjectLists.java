package io.jenkins.plugins.humanitec.client.platform;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.humanitec.client.context.ClientContext;
import io.jenkins.plugins.humanitec.client.contract.AnyList;
import io.jenkins.plugins.humanitec.client.errors.ApiException;
import io.jenkins.plugins.humanitec.client.errors.BadRequestException;
import io.jenkins.plugins.humanitec.client.errors.NotFoundException;
import io.jenkins.plugins.humanitec.client.manifests.ApiCollection;
import io.jenkins.plugins.humanitec.client.manifests.Kind;
import io.jenkins.plugins.humanitec.client.manifests.Manifest;
import io.jenkins.plugins.humanitec.client.manifests.ObjectId;
import io.jenkins.plugins.humanitec.client.representations.RepresentationsApi;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Reads each list of an organization once. */
final class ObjectLists {

    private final ClientContext client;
    private final String orgId;
    private final Map<List<Object>, List<JsonNode>> lists = new HashMap<>();
    private final Map<List<Object>, ApiException> failures = new HashMap<>();
    private final Map<List<Object>, Map<String, JsonNode>> indexes = new HashMap<>();

    ObjectLists(ClientContext client, String orgId) {
        this.client = client;
        this.orgId = orgId;
    }

    /** Returns the objects of a collection, also those that belong to the platform. */
    List<JsonNode> all(ApiCollection collection, Map<String, String> owners) {
        Map<String, String> parameters = collection.parameters(orgId, owners);
        Map<String, String> needed = collection.listParameters(parameters);
        List<Object> key = List.of(collection.list().id(), needed);
        if (failures.containsKey(key)) {
            throw failures.get(key);
        }
        List<JsonNode> list = lists.get(key);
        if (list == null) {
            try {
                list = AnyList.read(client, collection.list().id(), needed);
            } catch (NotFoundException | BadRequestException e) {
                failures.put(key, e);
                throw e;
            }
            lists.put(key, list);
        }
        return list;
    }

    /** Returns an object by its ID in manifests, also if it belongs to the platform. */
    Optional<JsonNode> find(ApiCollection collection, Map<String, String> owners, String id) {
        return Optional.ofNullable(
                index("manifest", collection, owners, collection::manifestId).get(id));
    }

    /** Returns an object that the organization may change, by its ID in the API. Without its list, there is no object. */
    Optional<JsonNode> findOwn(ApiCollection collection, Map<String, String> owners, String apiId) {
        try {
            Map<String, String> parameters = collection.parameters(orgId, owners);
            return Optional.ofNullable(
                            index("api", collection, owners, collection::apiId).get(apiId))
                    .filter(element -> collection.contains(element, parameters));
        } catch (NotFoundException | BadRequestException e) {
            return Optional.empty();
        }
    }

    private Map<String, JsonNode> index(
            String name, ApiCollection collection, Map<String, String> owners, Function<JsonNode, String> id) {
        Map<String, String> parameters = collection.parameters(orgId, owners);
        List<Object> key = List.of(name, collection.toString(), parameters);
        Map<String, JsonNode> index = indexes.get(key);
        if (index == null) {
            index = new HashMap<>();
            for (JsonNode element : all(collection, owners)) {
                if (collection.isElement(element, parameters)) {
                    index.putIfAbsent(id.apply(element), element);
                }
            }
            indexes.put(key, index);
        }
        return index;
    }

    /** Returns the objects of a collection that the organization may change. */
    List<JsonNode> own(ApiCollection collection, Map<String, String> owners) {
        Map<String, String> parameters = collection.parameters(orgId, owners);
        return all(collection, owners).stream()
                .filter(element -> collection.contains(element, parameters))
                .toList();
    }

    /** Returns what belongs to an application or environment, except what the API itself has created there. */
    List<ObjectId> contents(ObjectId owner) {
        Map<String, String> owners = new HashMap<>(owner.owners());
        owners.put(owner.kind().equals("Application") ? "app_id" : "env_id", owner.id());
        List<ObjectId> contents = new ArrayList<>();
        for (String name : Kind.names()) {
            Kind kind = Kind.of(name);
            kind.collections().stream()
                    .filter(collection ->
                            Set.copyOf(collection.owners().values()).equals(owners.keySet()))
                    .forEach(collection -> own(collection, owners).stream()
                            .map(element -> new ObjectId(
                                    name,
                                    owners,
                                    kind.isIdChosenByApi()
                                            ? collection.apiId(element)
                                            : collection.manifestId(element)))
                            .filter(content -> kind.preventsDeletion(content.id()))
                            .forEach(contents::add));
        }
        return contents;
    }

    /** Returns the definition of a pipeline as it was uploaded. */
    String text(Map<String, String> owners, String apiId) {
        return client.api(RepresentationsApi.class)
                .getPipelineYaml(orgId, owners.getOrDefault("app_id", ""), apiId, null);
    }

    /** Returns the pipeline with the name in a definition that has no ID. */
    Optional<JsonNode> findByName(Manifest manifest) {
        ApiCollection collection = manifest.collection();
        return collection.hasText() && !manifest.entity().has(manifest.kind().idField())
                ? own(collection, manifest.object().owners()).stream()
                        .filter(element -> element.path("name")
                                .asText()
                                .equals(manifest.object().id()))
                        .findFirst()
                : Optional.empty();
    }

    /** Returns whether an object is about to be deleted together with the application or environment that it belongs to. */
    boolean isOwnerBeingDeleted(ObjectId object) {
        Map<String, String> owners = object.owners();
        String appId = owners.getOrDefault("app_id", "");
        return isBeingDeleted("Application", Map.of(), appId)
                || isBeingDeleted("Environment", Map.of("app_id", appId), owners.getOrDefault("env_id", ""));
    }

    private boolean isBeingDeleted(String kind, Map<String, String> owners, String id) {
        ApiCollection collection = Kind.of(kind).collections().get(0);
        return !id.isEmpty()
                && findOwn(collection, owners, id)
                        .filter(ObjectLists::isBeingDeleted)
                        .isPresent();
    }

    static boolean isBeingDeleted(JsonNode element) {
        return element.path("status").asText().equals("deleting");
    }
}
