package io.jenkins.plugins.humanitec.simulator.conformance;

import com.atlassian.oai.validator.OpenApiInteractionValidator;
import com.atlassian.oai.validator.model.Request;
import com.atlassian.oai.validator.model.SimpleRequest;
import com.atlassian.oai.validator.model.SimpleResponse;
import com.atlassian.oai.validator.report.LevelResolver;
import com.atlassian.oai.validator.report.ValidationReport;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.jenkins.plugins.humanitec.simulator.RecordedRequest;
import io.swagger.v3.oas.models.examples.Example;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** The vendor's description: validates answers, and has examples of requests. */
public final class Reference {

    private static final String JSON = "application/json";
    private static final JsonMapper MAPPER = new JsonMapper();

    /** Where the contract differs on purpose, see openapi/README.md. */
    private static final List<String> DIFFERENCES = List.of(
            "DELETE .*/env-types/\\{envTypeId} 204 .*no response body found.*",
            "GET .*/jobs 200 .*missing required properties \\(\\[\"name\"]\\)",
            "GET .*/jobs/\\{jobId} 200 .*failed to match all required schemas.*",
            "GET .*/workload-profiles/\\{profileQid}/versions 200 .*missing required properties \\(\\[\"version\"]\\)",
            // Container and workload differ in their type only, see the constructor.
            ".*/(artefact-versions|artefacts/).* 200 .*match exactly one schema \\(matched 2 out of 2\\)",
            "GET .*/images.* 200 .*/image: .*ECMA 262 regex.*");

    private final List<ContractOperation> operations;
    private final OpenApiInteractionValidator validator;

    /**
     * Reads the description.
     *
     * @param file the file
     */
    public Reference(Path file) {
        operations = ContractOperation.read(file.toString());
        // Schemas with a discriminator that the variants do not declare cannot be validated.
        operations.get(0).api().getComponents().getSchemas().values().forEach(schema -> schema.setDiscriminator(null));
        validator = OpenApiInteractionValidator.createFor(operations.get(0).api())
                .withLevelResolver(LevelResolver.create()
                        .withLevel("validation.schema.additionalProperties", ValidationReport.Level.IGNORE)
                        .build())
                .build();
    }

    /**
     * Validates the answers of successful requests.
     *
     * @param requests the requests
     * @return what is not valid, by method, path of the description and place in the answer
     */
    public Set<String> violations(Collection<RecordedRequest> requests) {
        Set<String> found = new TreeSet<>();
        for (RecordedRequest request : requests) {
            if (request.status() / 100 == 2) {
                validator
                        .validateResponse(request.path(), Request.Method.valueOf(request.method()), response(request))
                        .getMessages()
                        .stream()
                        .filter(message -> message.getLevel() == ValidationReport.Level.ERROR)
                        .map(message -> described(request, message))
                        .filter(message -> DIFFERENCES.stream().noneMatch(message::matches))
                        .forEach(found::add);
            }
        }
        return found;
    }

    /**
     * Returns whether a body is valid against the description. One of its own examples is not: a field is missing.
     *
     * @param method the HTTP method
     * @param path the path of the request
     * @param body the body in JSON
     * @return whether it is valid
     */
    public boolean isValid(String method, String path, String body) {
        SimpleRequest request = new SimpleRequest.Builder(method, path)
                .withContentType(JSON)
                .withBody(body)
                .build();
        return validator.validateRequest(request).getMessages().stream()
                .noneMatch(message -> message.getLevel() == ValidationReport.Level.ERROR
                        && message.getKey().startsWith("validation.request.body"));
    }

    private static SimpleResponse response(RecordedRequest request) {
        SimpleResponse.Builder response = SimpleResponse.Builder.status(request.status());
        if (!request.answer().isEmpty()) {
            String accepted = request.headers().getOrDefault("accept", JSON);
            response.withContentType(accepted.contains("yaml") ? accepted : JSON)
                    .withBody(request.answer());
        }
        return response.build();
    }

    private static String described(RecordedRequest request, ValidationReport.Message message) {
        String path = message.getContext()
                .flatMap(context -> context.getApiOperation())
                .map(operation -> operation.getApiPath().original())
                .orElse(request.path());
        String place = message.getContext()
                .flatMap(context -> context.getPointers())
                .map(pointers -> pointers.getInstance().replaceAll("/\\d+", "/n"))
                .orElse("");
        return request.method() + " " + path + " " + request.status() + " " + place + ": "
                + message.getMessage().replaceAll("\\s+", " ");
    }

    /**
     * An example of a request.
     *
     * @param operation the operation
     * @param body the body in JSON
     */
    public record RequestExample(ContractOperation operation, String body) {

        @Override
        public String toString() {
            return operation.method() + " " + operation.path() + " " + body;
        }
    }

    /** @return the examples of bodies, of media types and of their schemas; without deprecated operations */
    public List<RequestExample> examples() {
        List<RequestExample> examples = new ArrayList<>();
        for (ContractOperation operation : operations) {
            if (operation.isDeprecated()) {
                continue;
            }
            operation
                    .body()
                    .map(content -> content.get(JSON))
                    .ifPresent(json -> bodies(operation, json)
                            .forEach(body -> examples.add(new RequestExample(operation, body.toString()))));
        }
        return examples;
    }

    private static Set<JsonNode> bodies(ContractOperation operation, MediaType json) {
        List<JsonNode> found = new ArrayList<>();
        add(found, json.getExample());
        if (json.getExamples() != null) {
            json.getExamples().values().stream().map(Example::getValue).forEach(value -> add(found, value));
        }
        Schema<?> schema = resolved(operation, json.getSchema());
        if (schema != null) {
            add(found, schema.getExample());
            Schema<?> items = resolved(operation, schema.getItems());
            if (items != null && items.getExample() != null) {
                found.add(MAPPER.createArrayNode().add(MAPPER.<JsonNode>valueToTree(items.getExample())));
            }
        }
        return Set.copyOf(found);
    }

    private static void add(List<JsonNode> found, Object example) {
        if (example != null) {
            found.add(MAPPER.valueToTree(example));
        }
    }

    private static Schema<?> resolved(ContractOperation operation, Schema<?> schema) {
        return schema == null || schema.get$ref() == null
                ? schema
                : operation
                        .api()
                        .getComponents()
                        .getSchemas()
                        .get(schema.get$ref().substring(schema.get$ref().lastIndexOf('/') + 1));
    }
}
