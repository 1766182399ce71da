package io.jenkins.plugins.humanitec.simulator.conformance;

import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.parameters.Parameter;
import io.swagger.v3.parser.OpenAPIV3Parser;
import io.swagger.v3.parser.core.models.ParseOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * An operation of an OpenAPI description.
 *
 * @param method the HTTP method
 * @param path the path, such as {@code /orgs/{orgId}/apps}
 * @param operation the operation as it is described
 * @param api the description
 */
public record ContractOperation(String method, String path, Operation operation, OpenAPI api) {

    /**
     * Reads the operations of a description.
     *
     * @param location its path, or its name on the class path
     * @return the operations in the order of the description
     */
    public static List<ContractOperation> read(String location) {
        ParseOptions options = new ParseOptions();
        options.setResolve(true);
        OpenAPI api =
                new OpenAPIV3Parser().readLocation(location, null, options).getOpenAPI();
        List<ContractOperation> operations = new ArrayList<>();
        api.getPaths()
                .forEach((path, item) -> item.readOperationsMap()
                        .forEach((method, operation) ->
                                operations.add(new ContractOperation(method.name(), path, operation, api))));
        return operations;
    }

    /** @return the ID; null if it has none */
    public String id() {
        return operation.getOperationId();
    }

    /** @return the first tag */
    public String tag() {
        return operation.getTags().get(0);
    }

    /** @return whether it is deprecated */
    public boolean isDeprecated() {
        return Boolean.TRUE.equals(operation.getDeprecated());
    }

    /** @return the parameters, without references */
    public List<Parameter> parameters() {
        return Stream.ofNullable(operation.getParameters())
                .flatMap(List::stream)
                .map(parameter -> parameter.get$ref() == null
                        ? parameter
                        : api.getComponents()
                                .getParameters()
                                .get(parameter
                                        .get$ref()
                                        .substring(parameter.get$ref().lastIndexOf('/') + 1)))
                .toList();
    }

    /** @return the content of the body; empty if there is none */
    public Optional<Content> body() {
        return Optional.ofNullable(operation.getRequestBody()).map(body -> body.getContent());
    }

    /** @return the media type of the body, JSON if it can be; null if there is no body */
    public String bodyType() {
        return body().map(content -> content.containsKey("application/json")
                        ? "application/json"
                        : content.keySet().iterator().next())
                .orElse(null);
    }
}
