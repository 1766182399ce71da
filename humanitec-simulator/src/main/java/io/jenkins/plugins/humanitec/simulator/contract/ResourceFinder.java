package io.jenkins.plugins.humanitec.simulator.contract;

import io.jenkins.plugins.humanitec.simulator.contract.ResourceOperation.Kind;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.PathItem;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.parameters.Parameter;
import io.swagger.v3.oas.models.responses.ApiResponse;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Finds the operations on resources by their paths: {@code /orgs/{orgId}/agents} is a collection if it can be listed, or if
 * the contract has a path {@code /orgs/{orgId}/agents/{agentId}}.
 */
record ResourceFinder(OpenAPI api) {

    private static final String JSON = "application/json";

    List<ResourceOperation> find() {
        Map<String, String> idParameters = new TreeMap<>();
        api.getPaths().keySet().stream().filter(path -> path.endsWith("}")).forEach(path -> {
            int end = path.lastIndexOf('/');
            idParameters.put(path.substring(0, end), path.substring(end + 2, path.length() - 1));
        });
        List<ResourceOperation> found = new ArrayList<>();
        Stream.concat(api.getPaths().keySet().stream(), idParameters.keySet().stream())
                .filter(path -> !path.endsWith("}"))
                .distinct()
                .forEach(collection -> add(found, collection, idParameters.get(collection)));
        return found;
    }

    private void add(List<ResourceOperation> found, String collection, String idParameter) {
        PathItem all = api.getPaths().getOrDefault(collection, new PathItem());
        PathItem one = api.getPaths().getOrDefault(collection + "/{" + idParameter + "}", new PathItem());
        Optional<ObjectSchema> resource = Stream.of(one.getGet(), all.getGet(), all.getPost())
                .filter(Objects::nonNull)
                .flatMap(operation -> answer(operation).stream())
                .findFirst();
        if (resource.isEmpty() || all.getGet() == null && idParameter == null) {
            return;
        }
        Map<Kind, Operation> operations = new EnumMap<>(Kind.class);
        operations.put(Kind.LIST, all.getGet());
        operations.put(Kind.CREATE, all.getPost());
        operations.put(Kind.GET, one.getGet());
        operations.put(Kind.REPLACE, one.getPut());
        operations.put(Kind.PATCH, one.getPatch());
        operations.put(Kind.DELETE, one.getDelete());
        operations.values().removeIf(Objects::isNull);
        operations.forEach((kind, operation) -> found.add(new ResourceOperation(
                kind,
                operation.getOperationId(),
                collection,
                idParameter,
                idField(idParameter, resource.get()),
                Integer.parseInt(success(operation).getKey()),
                resource.get(),
                answer(operation).orElse(null),
                filters(operation, resource.get()))));
    }

    /** Most resources have an ID. A key has its fingerprint instead, and a resource type its type. */
    private static String idField(String idParameter, ObjectSchema resource) {
        return Stream.of(String.valueOf(idParameter), "id", "type")
                .filter(resource.fields()::contains)
                .findFirst()
                .orElse(null);
    }

    private static Set<String> filters(Operation operation, ObjectSchema resource) {
        return Optional.ofNullable(operation.getParameters()).orElse(List.of()).stream()
                .filter(parameter -> "query".equals(parameter.getIn()))
                .map(Parameter::getName)
                .filter(resource.fields()::contains)
                .collect(Collectors.toSet());
    }

    /** Returns the lowest status of a success that has a body if any has one: a deletion can be complete or accepted. */
    private static Map.Entry<String, ApiResponse> success(Operation operation) {
        List<Map.Entry<String, ApiResponse>> successes = new TreeMap<>(operation.getResponses())
                .entrySet().stream()
                        .filter(response -> response.getKey().startsWith("2"))
                        .toList();
        return successes.stream()
                .filter(response -> response.getValue().getContent() != null)
                .findFirst()
                .orElse(successes.get(successes.size() - 1));
    }

    private Optional<ObjectSchema> answer(Operation operation) {
        return Optional.ofNullable(success(operation).getValue().getContent())
                .map(content -> content.get(JSON))
                .map(MediaType::getSchema)
                .flatMap(schema -> ObjectSchema.of(api, schema));
    }
}
