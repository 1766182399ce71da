package io.jenkins.plugins.humanitec.simulator.contract;

import com.atlassian.oai.validator.OpenApiInteractionValidator;
import com.atlassian.oai.validator.interaction.ApiOperationResolver;
import com.atlassian.oai.validator.model.ApiOperation;
import com.atlassian.oai.validator.model.ApiOperationMatch;
import com.atlassian.oai.validator.model.NormalisedPath;
import com.atlassian.oai.validator.model.Request;
import com.atlassian.oai.validator.model.SimpleRequest;
import com.atlassian.oai.validator.model.SimpleResponse;
import com.atlassian.oai.validator.report.LevelResolver;
import com.atlassian.oai.validator.report.ValidationReport;
import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.humanitec.simulator.operations.Answer;
import io.jenkins.plugins.humanitec.simulator.operations.Problem;
import io.swagger.v3.core.util.Json;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.PathItem;
import io.swagger.v3.oas.models.Paths;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.Schema;
import io.undertow.util.PathTemplateMatcher;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** The OpenAPI contract. Finds operations, and validates requests and answers. */
public final class Contract {

    private static final String JSON = "application/json";

    /** By whether they are strict: simulators of one process share what was prepared. */
    private static final Map<Boolean, Contract> CONTRACTS = new ConcurrentHashMap<>();

    private final OpenAPI api;
    private final boolean strict;
    private final PathTemplateMatcher<String> paths = new PathTemplateMatcher<>();
    private final Map<String, ContractPath> requested = new ConcurrentHashMap<>();

    /** What executes the requests of one path. */
    private record ContractPath(OpenApiInteractionValidator validator, ApiOperationResolver resolver) {}

    private Contract(boolean strict) {
        this.strict = strict;
        this.api = ContractFile.read();
        api.getPaths().keySet().forEach(path -> paths.add(path, path));
    }

    /**
     * Returns the contract. Reads it from the class path at the first call.
     *
     * @param strict whether fields that the contract does not have are errors; the API ignores them
     * @return the contract, which several simulators can use at once
     * @throws IllegalStateException if the contract is not valid
     */
    public static Contract get(boolean strict) {
        return CONTRACTS.computeIfAbsent(strict, Contract::new);
    }

    private ContractPath find(String path) {
        PathTemplateMatcher.PathMatchResult<String> found = paths.match(path);
        if (found == null) {
            throw new Problem(404, "No such path.");
        }
        return requested.computeIfAbsent(found.getValue(), this::prepare);
    }

    /**
     * Prepares for the requests of one path. The libraries compile each path of a contract for each request, so they get a
     * contract with one path, when the path is requested for the first time.
     */
    private ContractPath prepare(String path) {
        PathItem item = api.getPaths().get(path);
        OpenAPI alone = new OpenAPI()
                .info(api.getInfo())
                .components(new Components()
                        .schemas(schemasOf(item))
                        .headers(api.getComponents().getHeaders())
                        .securitySchemes(api.getComponents().getSecuritySchemes()))
                .paths(new Paths().addPathItem(path, item));
        LevelResolver levels = LevelResolver.create()
                .withLevel(
                        "validation.schema.additionalProperties",
                        strict ? ValidationReport.Level.ERROR : ValidationReport.Level.IGNORE)
                .build();
        return new ContractPath(
                OpenApiInteractionValidator.createFor(alone)
                        .withLevelResolver(levels)
                        .build(),
                new ApiOperationResolver(alone, "", true));
    }

    /**
     * Returns the schemas to which a path refers, directly or through other schemas. The validator copies all schemas of its
     * contract for each one that it validates with.
     */
    private Map<String, Schema> schemasOf(PathItem item) {
        Map<String, Schema> needed = new HashMap<>();
        Deque<JsonNode> unread = new ArrayDeque<>(List.of(Json.mapper().valueToTree(item)));
        while (!unread.isEmpty()) {
            for (String reference : unread.pop().findValuesAsText("$ref")) {
                String name = reference.substring(reference.lastIndexOf('/') + 1);
                Schema<?> schema = api.getComponents().getSchemas().get(name);
                if (needed.put(name, schema) == null) {
                    unread.push(Json.mapper().valueToTree(schema));
                }
            }
        }
        return needed;
    }

    /** @return the IDs of all operations */
    public Set<String> operationIds() {
        return api.getPaths().values().stream()
                .flatMap(path -> path.readOperations().stream())
                .map(operation -> operation.getOperationId())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /**
     * Finds an operation.
     *
     * @param path the path, not decoded
     * @param method the HTTP method
     * @return the operation and the path parameters
     * @throws Problem with status 404 if the contract does not have the path, and with status 405 if not with this method
     */
    public Match resolve(String path, String method) {
        ApiOperationMatch match = find(path).resolver().findApiOperation(path, Request.Method.valueOf(method));
        if (!match.isPathFound()) {
            throw new Problem(404, "No such path.");
        }
        if (!match.isOperationAllowed()) {
            throw new Problem(405, "Method not allowed.");
        }
        ApiOperation operation = match.getApiOperation();
        return new Match(
                method, operation.getOperation(), operation.getApiPath().original(), parameters(operation));
    }

    /**
     * A requested operation.
     *
     * @param method the HTTP method
     * @param operation the operation as the contract describes it
     * @param path the path of the operation in the contract, such as {@code /orgs/{orgId}/apps}
     * @param parameters the path parameters by name
     */
    public record Match(String method, Operation operation, String path, Map<String, String> parameters) {

        /** @return the media type of the body of a request; JSON if the operation takes several */
        public String requestType() {
            Content content = operation.getRequestBody() == null
                    ? null
                    : operation.getRequestBody().getContent();
            return content == null || content.isEmpty() || content.containsKey(JSON)
                    ? JSON
                    : content.keySet().iterator().next();
        }

        /** @return whether the operation returns a list page by page */
        public boolean isPaged() {
            return operation.getParameters() != null
                    && operation.getParameters().stream().anyMatch(parameter -> "page".equals(parameter.getName()));
        }
    }

    /** @return the operations on resources that follow from the paths alone */
    public List<ResourceOperation> resourceOperations() {
        return new ResourceFinder(api).find();
    }

    private static Map<String, String> parameters(ApiOperation operation) {
        NormalisedPath requested = operation.getRequestPath();
        Map<String, String> parameters = new HashMap<>();
        for (int i = 0; i < requested.numberOfParts(); i++) {
            operation
                    .getApiPath()
                    .paramValues(i, requested.part(i))
                    .forEach((name, value) -> value.ifPresent(given -> parameters.put(name, given)));
        }
        return parameters;
    }

    /**
     * Validates a request.
     *
     * @param request the request
     * @return an error answer; empty if the request is valid
     */
    public Optional<Answer> check(SimpleRequest request) {
        ValidationReport report = find(request.getPath()).validator().validateRequest(request);
        return report.getMessages().stream()
                .filter(message -> message.getLevel() == ValidationReport.Level.ERROR)
                .findFirst()
                .map(message -> Answer.error(status(message.getKey()), message.getMessage()));
    }

    /** Returns 422 for a body of the wrong structure, and 400 for a field or parameter with a wrong value, as the API does. */
    private static int status(String key) {
        boolean form =
                key.startsWith("validation.request.body") && !key.endsWith(".pattern") && !key.endsWith(".minimum");
        return form || key.startsWith("validation.request.contentType") ? 422 : 400;
    }

    /**
     * Validates an answer of the simulator.
     *
     * @param path the path of the request
     * @param method the HTTP method of the request
     * @param response the answer
     * @throws IllegalStateException if the answer is not valid
     */
    public void requireValid(String path, String method, SimpleResponse response) {
        ValidationReport report =
                find(path).validator().validateResponse(path, Request.Method.valueOf(method), response);
        if (report.hasErrors()) {
            throw new IllegalStateException("The answer of the simulator is not valid: " + report.getMessages());
        }
    }
}
