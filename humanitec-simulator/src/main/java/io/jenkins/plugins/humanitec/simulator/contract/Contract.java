package io.jenkins.plugins.humanitec.simulator.contract;

import com.atlassian.oai.validator.OpenApiInteractionValidator;
import com.atlassian.oai.validator.interaction.ApiOperationResolver;
import com.atlassian.oai.validator.model.ApiOperation;
import com.atlassian.oai.validator.model.ApiOperationMatch;
import com.atlassian.oai.validator.model.NormalisedPath;
import com.atlassian.oai.validator.model.Request;
import com.atlassian.oai.validator.model.SimpleRequest;
import com.atlassian.oai.validator.model.SimpleResponse;
import com.atlassian.oai.validator.report.ValidationReport;
import io.jenkins.plugins.humanitec.simulator.operations.Answer;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.parser.OpenAPIV3Parser;
import io.swagger.v3.parser.core.models.ParseOptions;
import io.swagger.v3.parser.core.models.SwaggerParseResult;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Knows from the contract which requests and answers there can be. */
public final class Contract {

    private static final String RESOURCE = "openapi/humanitec.yaml";

    private final OpenAPI api;
    private final OpenApiInteractionValidator validator;
    private final ApiOperationResolver resolver;

    public Contract() {
        ParseOptions options = new ParseOptions();
        options.setResolve(true);
        options.setResolveResponses(true);
        SwaggerParseResult result = new OpenAPIV3Parser().readLocation(RESOURCE, null, options);
        if (result.getOpenAPI() == null || !result.getMessages().isEmpty()) {
            throw new IllegalStateException("The contract cannot be read: " + result.getMessages());
        }
        api = result.getOpenAPI();
        validator = OpenApiInteractionValidator.createFor(api).build();
        resolver = new ApiOperationResolver(api, "", true);
    }

    /** The operations that there are, by their IDs. */
    public Set<String> operationIds() {
        return api.getPaths().values().stream()
                .flatMap(path -> path.readOperations().stream())
                .map(operation -> operation.getOperationId())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /**
     * @param path the raw path
     * @param method the HTTP method
     * @return the operation and the path parameters
     * @throws NoSuchOperation if there is no such path, or not for this method
     */
    public Match resolve(String path, String method) throws NoSuchOperation {
        ApiOperationMatch match = resolver.findApiOperation(path, Request.Method.valueOf(method));
        if (!match.isPathFound()) {
            throw new NoSuchOperation(404, "No such path.");
        }
        if (!match.isOperationAllowed()) {
            throw new NoSuchOperation(405, "Method not allowed.");
        }
        ApiOperation operation = match.getApiOperation();
        return new Match(operation.getOperation(), parameters(operation));
    }

    /**
     * An operation that a request asks for.
     *
     * @param operation what the contract says of it
     * @param parameters the path parameters by name
     */
    public record Match(Operation operation, Map<String, String> parameters) {}

    /** Answers with the contract's own examples. */
    public Examples examples() {
        return new Examples(api);
    }

    private static Map<String, String> parameters(ApiOperation operation) {
        NormalisedPath requested = operation.getRequestPath();
        Map<String, String> parameters = new HashMap<>();
        for (int i = 0; i < requested.numberOfParts(); i++) {
            for (Map.Entry<String, Optional<String>> parameter :
                    operation.getApiPath().paramValues(i, requested.part(i)).entrySet()) {
                parameter.getValue().ifPresent(value -> parameters.put(parameter.getKey(), value));
            }
        }
        return parameters;
    }

    /** What is wrong with a request, as the answer to it; empty if it is as the contract says. */
    public Optional<Answer> check(SimpleRequest request) {
        ValidationReport report = validator.validateRequest(request);
        return report.getMessages().stream()
                .filter(message -> message.getLevel() == ValidationReport.Level.ERROR)
                .findFirst()
                .map(message -> Answer.error(status(message.getKey()), message.getMessage()));
    }

    /** A body that is no object of the right form is unprocessable; a field or parameter with a bad value is a bad request. */
    private static int status(String key) {
        boolean form =
                key.startsWith("validation.request.body") && !key.endsWith(".pattern") && !key.endsWith(".minimum");
        return form || key.startsWith("validation.request.contentType") ? 422 : 400;
    }

    /** Fails loudly if the simulator itself answers something else than the contract says. */
    public void requireValid(String path, String method, SimpleResponse response) {
        ValidationReport report = validator.validateResponse(path, Request.Method.valueOf(method), response);
        if (report.hasErrors()) {
            throw new IllegalStateException("The simulator broke the contract: " + report.getMessages());
        }
    }

    /** There is no operation for a path and method. */
    public static final class NoSuchOperation extends Exception {

        private static final long serialVersionUID = 1L;

        private final int status;

        NoSuchOperation(int status, String message) {
            super(message);
            this.status = status;
        }

        public Answer answer() {
            return Answer.error(status, getMessage());
        }
    }
}
