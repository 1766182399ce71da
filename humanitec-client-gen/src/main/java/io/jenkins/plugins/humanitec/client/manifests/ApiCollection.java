package io.jenkins.plugins.humanitec.client.manifests;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.humanitec.client.contract.Contract;
import io.jenkins.plugins.humanitec.client.contract.Operation;
import io.jenkins.plugins.humanitec.client.contract.Schema;
import io.jenkins.plugins.humanitec.client.errors.UnreadableResponseException;
import java.net.HttpURLConnection;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A collection of the API that has objects of a kind, with its operations. Immutable. */
public final class ApiCollection {

    private static final Pattern PARAMETER = Pattern.compile("\\{(\\w+)}");
    private static final String ORGANIZATION = "orgId";

    private final Kind kind;
    private final JsonNode data;
    private final String path;
    private final Operation list;
    private final @Nullable Operation create;
    private final Map<String, Operation> onItem;
    private final String itemParameter;
    private final Schema request;
    private final Schema response;

    ApiCollection(Kind kind, String path, JsonNode data) {
        Contract contract = Contract.get();
        this.kind = kind;
        this.data = data;
        this.path = path;
        Map<String, Operation> onCollection = contract.operationsOn(path);
        this.list = operation(contract.operationsOn(data.path("list").asText(path)), "GET", path);
        this.create = onCollection.get("POST");
        String itemPath = data.path("item").asText("");
        this.onItem = itemPath.isEmpty() ? contract.operationsBelow(path) : contract.operationsOn(itemPath);
        List<String> parameters = parameters(onItem.values().iterator().next().path());
        this.itemParameter = parameters.get(parameters.size() - 1);
        this.request = create().or(this::change).flatMap(Operation::bodySchema).orElseThrow();
        this.response = list.answerSchema().flatMap(Schema::items).orElseThrow();
    }

    private static Operation operation(Map<String, Operation> operations, String method, String path) {
        return Optional.ofNullable(operations.get(method))
                .orElseThrow(() -> new IllegalStateException("The API description has no " + method + " " + path));
    }

    private static List<String> parameters(String path) {
        List<String> names = new ArrayList<>();
        Matcher matcher = PARAMETER.matcher(path);
        while (matcher.find()) {
            names.add(matcher.group(1));
        }
        return names;
    }

    /** {@return the kind of the objects} */
    public Kind kind() {
        return kind;
    }

    /**
     * {@return the names in the metadata of a manifest by the path parameter that they stand for, such as {@code app_id} by
     * {@code appId}; without the organization}
     */
    public Map<String, String> owners() {
        Map<String, String> fields = Kind.texts(data.path("owners"));
        Map<String, String> owners = new LinkedHashMap<>();
        parameters(path).stream()
                .filter(name -> !name.equals(ORGANIZATION))
                .forEach(name -> owners.put(name, fields.getOrDefault(name, snakeCase(name))));
        return owners;
    }

    private static String snakeCase(String name) {
        return name.replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
    }

    /**
     * {@return the owners of an object, with those that only the object names}
     *
     * @param element the object in a response
     * @param owners the owners of the list
     */
    public Map<String, String> ownersOf(JsonNode element, Map<String, String> owners) {
        Map<String, String> all = new LinkedHashMap<>(owners);
        Kind.texts(data.path("owners"))
                .values()
                .forEach(field -> all.put(field, element.path(field).asText()));
        return all;
    }

    /**
     * {@return the path parameters of the collection of an object}
     *
     * @param orgId the ID of the organization
     * @param owners the metadata of the object without its ID
     */
    public Map<String, String> parameters(String orgId, Map<String, String> owners) {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put(ORGANIZATION, orgId);
        owners().forEach((parameter, name) -> parameters.put(parameter, owners.getOrDefault(name, "")));
        return parameters;
    }

    /**
     * {@return the path parameters of an object}
     *
     * @param orgId the ID of the organization
     * @param owners the metadata of the object without its ID
     * @param apiId the ID of the object in paths
     */
    public Map<String, String> parameters(String orgId, Map<String, String> owners, String apiId) {
        Map<String, String> parameters = parameters(orgId, owners);
        boolean isQualified = data.path("qualified").asBoolean() && !apiId.contains("/");
        parameters.put(itemParameter, isQualified ? orgId + "/" + apiId : apiId);
        return parameters;
    }

    /** {@return the operation that lists the objects} */
    public Operation list() {
        return list;
    }

    /**
     * {@return the parameters of the operation that lists the objects}
     *
     * @param parameters the path parameters of the collection
     */
    public Map<String, String> listParameters(Map<String, String> parameters) {
        Map<String, String> needed = new LinkedHashMap<>(Kind.texts(data.path("query")));
        parameters(list.path()).forEach(name -> needed.put(name, parameters.getOrDefault(name, "")));
        return needed;
    }

    /**
     * {@return whether an element of the list is an object of this collection that the organization may change}
     *
     * @param element the element
     * @param parameters the path parameters of the collection
     */
    public boolean contains(JsonNode element, Map<String, String> parameters) {
        if (!isElement(element, parameters)) {
            return false;
        }
        if (!hasValues(element, "own", parameters)) {
            return false;
        }
        for (JsonNode foreign : data.path("foreign")) {
            if (element.hasNonNull(foreign.asText())) {
                return false;
            }
        }
        return true;
    }

    /**
     * {@return whether an element of the list is in this collection; the list can have objects of other collections too}
     *
     * @param element the element
     * @param parameters the path parameters of the collection
     */
    public boolean isElement(JsonNode element, Map<String, String> parameters) {
        Map<String, String> owners = Kind.texts(data.path("owners"));
        return owners.entrySet().stream()
                        .allMatch(
                                owner -> element.path(owner.getValue()).asText().equals(parameters.get(owner.getKey())))
                && hasValues(element, "where", parameters);
    }

    private boolean hasValues(JsonNode element, String rule, Map<String, String> parameters) {
        String scope = parameters.containsKey("envId") ? "env" : "app";
        return Kind.texts(data.path(rule)).entrySet().stream().allMatch(field -> {
            String wanted = field.getValue()
                    .replace("$org", parameters.getOrDefault(ORGANIZATION, ""))
                    .replace("$scope", scope);
            String value = element.path(field.getKey()).asText();
            return wanted.endsWith("/") ? value.startsWith(wanted) : value.equals(wanted);
        });
    }

    /** {@return the operation that creates an object; empty if the API has none} */
    public Optional<Operation> create() {
        return Optional.ofNullable(create);
    }

    /** {@return the operation that replaces an object, or else changes fields of it; empty if the API has none} */
    public Optional<Operation> change() {
        Operation patch = onItem.get("PATCH");
        return Optional.ofNullable(
                data.path("change").asText().equals("PATCH") ? patch : onItem.getOrDefault("PUT", patch));
    }

    /** {@return the operation that changes plain fields of an object that is otherwise replaced; empty if there is none} */
    public Optional<Operation> patch() {
        return Optional.ofNullable(data.path("patch").asBoolean() ? onItem.get("PATCH") : null);
    }

    /** {@return the operation that reads an object; empty if the API has none} */
    public Optional<Operation> read() {
        return Optional.ofNullable(onItem.get("GET"));
    }

    /** {@return the operation that deletes an object; empty if the API has none} */
    public Optional<Operation> delete() {
        return Optional.ofNullable(onItem.get("DELETE"));
    }

    /** {@return whether the content of an object is a text in YAML, which another operation returns} */
    public boolean hasText() {
        return create != null && create.bodies().keySet().stream().allMatch(type -> type.endsWith("yaml"));
    }

    /** {@return the schema of an object in responses} */
    public Schema response() {
        return response;
    }

    /** {@return the schema of an object in the request that creates it; that of the change if objects cannot be created} */
    public Schema request() {
        return request;
    }

    /**
     * {@return the fields by name that a new object must have and the API does not return, such as the credentials of an account}
     */
    public Map<String, Schema> requiredWriteOnly() {
        Map<String, Schema> fields = new LinkedHashMap<>();
        Map<String, Schema> returned = response.properties();
        request.properties().forEach((name, field) -> {
            boolean isReturned = returned.containsKey(name) || kind.renamed().containsKey(name);
            if (request.requires(name) && !isReturned && !name.equals(kind.idField())) {
                fields.put(name, field);
            }
        });
        return fields;
    }

    /**
     * {@return the ID of an object in paths}
     *
     * @param element the object in a response
     * @throws UnreadableResponseException if it has no ID
     */
    public String apiId(JsonNode element) {
        return id(element, data.path("apiId").asText(responseField(kind.idField())));
    }

    /**
     * {@return the ID of an object in manifests}
     *
     * @param element the object in a response
     * @throws UnreadableResponseException if it has no ID
     */
    public String manifestId(JsonNode element) {
        return id(element, responseField(kind.idField()));
    }

    private String id(JsonNode element, String field) {
        String id = element.path(field).asText("");
        if (id.isEmpty()) {
            throw UnreadableResponseException.of(
                    list.method(),
                    list.path(),
                    HttpURLConnection.HTTP_OK,
                    "a " + kind + " without '" + field + "'",
                    null);
        }
        return id;
    }

    private String responseField(String requestField) {
        return kind.renamed().getOrDefault(requestField, requestField);
    }

    /** {@return the path} */
    @Override
    public String toString() {
        return path;
    }
}
