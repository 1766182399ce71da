package io.jenkins.plugins.humanitec.simulator.resources;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.jenkins.plugins.humanitec.simulator.contract.ObjectSchema;
import io.jenkins.plugins.humanitec.simulator.contract.ResourceOperation;
import io.jenkins.plugins.humanitec.simulator.operations.Call;
import io.jenkins.plugins.humanitec.simulator.operations.ClassPathFile;
import io.jenkins.plugins.humanitec.simulator.operations.Json;
import io.jenkins.plugins.humanitec.simulator.operations.Problem;
import io.jenkins.plugins.humanitec.simulator.state.SimulatedTime;
import io.undertow.util.PathTemplate;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** Creates resources with the fields that the contract requires, and those that every organization has. */
public final class Resources {

    private static final Pattern PARAMETER = Pattern.compile("\\{(\\w+)}");
    /** The ID of the user who is an administrator of every organization. */
    public static final String ADMINISTRATOR = "u-alice";

    private final ResourceStore store = new ResourceStore();
    /** What every organization has, by identity: a resource that was changed is another object. */
    private final Set<JsonNode> initial = Collections.newSetFromMap(new IdentityHashMap<>());

    private final Map<String, ResourceOperation> byCollection = new HashMap<>();
    private final SimulatedTime time;
    private final JsonNode data = data();

    /**
     * Creates an empty store of resources.
     *
     * @param operations the operations on resources in the contract
     * @param time the time of the simulator
     */
    public Resources(Collection<ResourceOperation> operations, SimulatedTime time) {
        operations.forEach(operation -> byCollection.putIfAbsent(operation.collection(), operation));
        this.time = time;
    }

    private static JsonNode data() {
        String yaml = ClassPathFile.text(Resources.class, "organization.yaml");
        // Not Jackson's own reader, which does not know merge keys.
        return new ObjectMapper().valueToTree(new Yaml(new SafeConstructor(new LoaderOptions())).load(yaml));
    }

    /** @return the stored resources */
    public ResourceStore store() {
        return store;
    }

    /**
     * Adds what every organization has, such as environment types and resource types.
     *
     * @param orgId the ID of the organization
     */
    public void addOrganization(String orgId) {
        initial.add(create("/orgs", Map.of(), ADMINISTRATOR, organization(orgId)));
        data.get("organization")
                .forEachEntry((collection, resources) -> resources.forEach(
                        fields -> initial.add(create(collection, Map.of("orgId", orgId), ADMINISTRATOR, fields))));
    }

    private static ObjectNode organization(String orgId) {
        return Json.object()
                .put("id", orgId)
                .put("name", orgId.substring(0, 1).toUpperCase(Locale.ROOT) + orgId.substring(1));
    }

    /**
     * Creates a resource.
     *
     * @param collection the path of the collection in the contract
     * @param parameters the path parameters
     * @param user the ID of the user who creates it
     * @param input the fields; missing required fields are added
     * @return the stored object
     * @throws Problem with status 409 if the ID exists in the collection
     */
    public ObjectNode create(String collection, Map<String, String> parameters, String user, JsonNode input) {
        ResourceOperation operation = byCollection.get(collection);
        ObjectNode resource = complete(operation.resource(), parameters, user, input);
        String id = operation.idField() == null
                ? UUID.randomUUID().toString()
                : resource.get(operation.idField()).asText();
        String path = Call.path(collection, parameters);
        Problem.conflictIf(store.has(path, id), "'" + id + "' already exists in " + path + ".");
        store.put(path, id, resource);
        return resource;
    }

    /** @return the resources by ID and by the path of their collection, without what every organization has */
    public Map<String, Map<String, ObjectNode>> added() {
        Map<String, Map<String, ObjectNode>> added = new TreeMap<>(store.all());
        added.values().forEach(resources -> resources.values().removeIf(initial::contains));
        added.values().removeIf(Map::isEmpty);
        return added;
    }

    /**
     * Adds a resource, or replaces the one with the same ID.
     *
     * @param path the path of the collection, such as {@code /orgs/acme/agents}
     * @param id the ID
     * @param user the ID of the user who creates it
     * @param input the fields; missing required fields are added
     */
    public void put(String path, String id, String user, JsonNode input) {
        if (!input.isObject()) {
            throw new IllegalArgumentException("'" + id + "' is not an object.");
        }
        ObjectNode fields = input.deepCopy();
        for (ResourceOperation operation : byCollection.values()) {
            Map<String, String> parameters = new HashMap<>();
            if (PathTemplate.create(operation.collection()).matches(path, parameters)) {
                if (operation.idField() != null) {
                    fields.put(operation.idField(), id);
                }
                fields = complete(operation.resource(), parameters, user, fields);
                for (String field : List.of("updated_at", "updated_by")) {
                    if (input.has(field)) {
                        fields.set(field, input.get(field));
                    }
                }
            }
        }
        store.put(path, id, fields);
    }

    /**
     * Returns an object with the fields of an input that a schema has, and with all fields that it requires.
     *
     * @param schema the schema
     * @param parameters the path parameters; {@code orgId} is the value of {@code org_id}
     * @param user the ID of the user who creates or changes the object
     * @param input the fields
     * @return a new object
     */
    public ObjectNode complete(ObjectSchema schema, Map<String, String> parameters, String user, JsonNode input) {
        ObjectNode seen = Json.objectOrEmpty(input).deepCopy();
        String now = time.now().toString();
        for (String field : schema.fields()) {
            if (field.equals("created_at") || field.equals("created_by")) {
                seen.putIfAbsent(field, TextNode.valueOf(field.endsWith("_at") ? now : user));
            } else if (field.equals("updated_at") || field.equals("updated_by")) {
                seen.put(field, field.endsWith("_at") ? now : user);
            }
        }
        return schema.conform(seen, (name, field, empty) -> missing(name, field, empty, parameters));
    }

    private JsonNode missing(String schema, String field, JsonNode empty, Map<String, String> parameters) {
        JsonNode value = data.at("/defaults/" + schema + "/" + field);
        if (value.asText().startsWith("$")) {
            return TextNode.valueOf(parameters.get(value.asText().substring(1)));
        }
        if (!value.isMissingNode()) {
            return value.deepCopy();
        }
        String parameter = parameters.get(camelCase(field));
        if (parameter != null) {
            return TextNode.valueOf(parameter);
        }
        if (field.equals("id")) {
            return TextNode.valueOf(UUID.randomUUID().toString());
        }
        return field.endsWith("_at") && empty.isTextual()
                ? TextNode.valueOf(time.now().toString())
                : empty;
    }

    private static String camelCase(String field) {
        return Pattern.compile("_(\\w)")
                .matcher(field)
                .replaceAll(letter -> letter.group(1).toUpperCase(Locale.ROOT));
    }
}
