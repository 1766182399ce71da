package io.jenkins.plugins.humanitec.client.platform;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.humanitec.client.InvalidInputException;
import io.jenkins.plugins.humanitec.client.context.ClientContext;
import io.jenkins.plugins.humanitec.client.contract.Schema;
import io.jenkins.plugins.humanitec.client.files.InvalidYamlException;
import io.jenkins.plugins.humanitec.client.files.YamlDocument;
import io.jenkins.plugins.humanitec.client.manifests.ApiCollection;
import io.jenkins.plugins.humanitec.client.manifests.EntityFields;
import io.jenkins.plugins.humanitec.client.manifests.Kind;
import io.jenkins.plugins.humanitec.client.manifests.Manifest;
import io.jenkins.plugins.humanitec.client.manifests.ObjectId;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Makes manifests of the objects of an organization. */
final class Exporter {

    private final String orgId;
    private final ObjectLists lists;

    Exporter(ClientContext client, String orgId) {
        this.orgId = orgId;
        this.lists = new ObjectLists(client, orgId);
    }

    List<Manifest> export(Set<String> kinds, Set<String> apps) {
        Set<String> names = new HashSet<>();
        for (String kind : kinds) {
            names.add(Kind.find(kind)
                    .orElseThrow(() -> new InvalidInputException(
                            "There is no kind '" + kind + "'. Give some of " + String.join(", ", Kind.names()) + "."))
                    .name());
        }
        Set<String> known = Set.copyOf(ids("Application", Map.of()));
        apps.stream().filter(app -> !known.contains(app)).findFirst().ifPresent(app -> {
            throw new InvalidInputException("There is no application '" + app + "' in the organization " + orgId + ".");
        });
        List<Manifest> manifests = new ArrayList<>();
        for (String name : Kind.names()) {
            if (names.isEmpty() || names.contains(name)) {
                for (ApiCollection collection : Kind.of(name).collections()) {
                    owners(collection, apps).forEach(owners -> add(collection, owners, apps, manifests));
                }
            }
        }
        return manifests;
    }

    private List<String> ids(String kind, Map<String, String> owners) {
        ApiCollection collection = Kind.of(kind).collections().get(0);
        return lists.own(collection, owners).stream().map(collection::apiId).toList();
    }

    /** Returns the owners of the lists of a collection. Some owners are only in the elements of a list. */
    private List<Map<String, String>> owners(ApiCollection collection, Set<String> apps) {
        List<Map<String, String>> all = new ArrayList<>(List.of(Map.of()));
        collection.owners().forEach((parameter, name) -> {
            if (collection.list().path().contains("{" + parameter + "}")) {
                List<Map<String, String>> longer = new ArrayList<>();
                for (Map<String, String> owners : all) {
                    for (String id : ids(kindOf(name), owners)) {
                        if (!name.equals("app_id") || apps.isEmpty() || apps.contains(id)) {
                            Map<String, String> more = new TreeMap<>(owners);
                            more.put(name, id);
                            longer.add(more);
                        }
                    }
                }
                all.clear();
                all.addAll(longer);
            }
        });
        return all;
    }

    private static String kindOf(String owner) {
        return switch (owner) {
            case "app_id" -> "Application";
            case "env_id" -> "Environment";
            default -> "EnvironmentType";
        };
    }

    private void add(ApiCollection collection, Map<String, String> owners, Set<String> apps, List<Manifest> into) {
        for (JsonNode element : lists.all(collection, owners)) {
            Map<String, String> complete = collection.ownersOf(element, owners);
            String apiId = collection.apiId(element);
            boolean isOwn = collection.contains(element, collection.parameters(orgId, complete));
            boolean isWanted =
                    apps.isEmpty() || !collection.kind().name().equals("Application") || apps.contains(apiId);
            if (isOwn && isWanted) {
                String id = collection.kind().isIdChosenByApi() ? apiId : collection.manifestId(element);
                String text = collection.hasText() ? lists.text(complete, apiId) : null;
                ObjectNode entity = text == null
                        ? withRequired(EntityFields.of(collection, element), collection)
                        : definition(text).put("id", id);
                into.add(new Manifest(
                        new ObjectId(collection.kind().name(), complete, id), entity.toString(), text, "", 0));
            }
        }
    }

    /** Adds empty values for fields that a manifest must have, and that are empty in a response. */
    private static ObjectNode withRequired(ObjectNode entity, ApiCollection collection) {
        Schema schema = collection.request();
        Set<String> secret = collection.requiredWriteOnly().keySet();
        String idField = collection.kind().idField();
        entity.remove(collection.kind().fresh());
        schema.properties().forEach((name, field) -> {
            if (schema.requires(name) && !entity.has(name) && !name.equals(idField) && !secret.contains(name)) {
                field.putEmpty(entity, name);
            }
        });
        return entity;
    }

    private static ObjectNode definition(String text) {
        try {
            return YamlDocument.parse(text.getBytes(StandardCharsets.UTF_8)).json();
        } catch (InvalidYamlException e) {
            throw new InvalidInputException("The definition of a pipeline is not valid YAML: " + e.getMessage());
        }
    }
}
