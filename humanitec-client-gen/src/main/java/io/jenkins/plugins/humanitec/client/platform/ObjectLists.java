package io.jenkins.plugins.humanitec.client.platform;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.humanitec.client.context.ClientContext;
import io.jenkins.plugins.humanitec.client.contract.AnyList;
import io.jenkins.plugins.humanitec.client.contract.AnyRequest;
import io.jenkins.plugins.humanitec.client.json.Json;
import io.jenkins.plugins.humanitec.client.manifests.ApiCollection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads each list of an organization once. */
final class ObjectLists {

    private final ClientContext client;
    private final String orgId;
    private final Map<List<Object>, List<JsonNode>> lists = new HashMap<>();

    ObjectLists(ClientContext client, String orgId) {
        this.client = client;
        this.orgId = orgId;
    }

    /** Returns the objects of a collection, also those that belong to the platform. */
    List<JsonNode> all(ApiCollection collection, Map<String, String> owners) {
        Map<String, String> parameters = collection.parameters(orgId, owners);
        Map<String, String> needed = collection.listParameters(parameters);
        List<Object> key = List.of(collection.list().id(), needed);
        List<JsonNode> list = lists.get(key);
        if (list == null) {
            list = AnyList.read(client, collection.list().id(), needed);
            lists.put(key, list);
        }
        return list;
    }

    /** Returns the objects of a collection that the organization may change. */
    List<JsonNode> own(ApiCollection collection, Map<String, String> owners) {
        Map<String, String> parameters = collection.parameters(orgId, owners);
        return all(collection, owners).stream()
                .filter(element -> collection.contains(element, parameters))
                .toList();
    }

    /** Returns the definition of a pipeline as it was uploaded. */
    String text(ApiCollection collection, Map<String, String> owners, String apiId) {
        Object text = AnyRequest.of("getPipelineDefinition", collection.parameters(orgId, owners, apiId), null)
                .send(client);
        // A definition that was uploaded as JSON, which is YAML too, may come back as such.
        return text instanceof String yaml
                ? yaml
                : Json.MAPPER.valueToTree(text).toString();
    }
}
