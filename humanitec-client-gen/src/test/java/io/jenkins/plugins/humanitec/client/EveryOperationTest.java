package io.jenkins.plugins.humanitec.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonNode;
import feign.Param;
import feign.QueryMap;
import io.jenkins.plugins.humanitec.client.generated.ApiClient;
import io.jenkins.plugins.humanitec.client.http.Json;
import io.jenkins.plugins.humanitec.simulator.Fault;
import io.jenkins.plugins.humanitec.simulator.RecordedRequest;
import io.swagger.v3.oas.models.Operation;
import java.io.File;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Calls the generated method of every operation with the contract's examples, and reads what the simulator answers. */
class EveryOperationTest {

    private static final Pattern TIME = Pattern.compile("\\d{4}-\\d\\d-\\d\\dT.*Z");

    @RegisterExtension
    final TestHumanitec humanitec = new TestHumanitec();

    @TempDir
    Path files;

    private StoredObjects stored;

    private final ContractExamples contract = new ContractExamples();

    @TestFactory
    Stream<DynamicTest> everyOperation() {
        List<Operation> operations = contract.operations();
        assertThat(operations).hasSize(219);
        return operations.stream()
                .map(operation -> DynamicTest.dynamicTest(operation.getOperationId(), () -> check(operation)));
    }

    /** Unknown fields, unknown values of enumerations, and no optional fields at all. */
    @TestFactory
    Stream<DynamicTest> everyAnswerOfAnotherVersion() {
        return contract.operations().stream()
                .filter(operation -> contract.answerOfALaterVersion(operation).isPresent())
                .map(operation -> DynamicTest.dynamicTest(operation.getOperationId(), () -> checkReader(operation)));
    }

    private void checkReader(Operation operation) throws Exception {
        stored = new StoredObjects(humanitec.world(), operation.getOperationId());
        JsonNode later = contract.answerOfALaterVersion(operation).orElseThrow();
        for (String body : List.of(later.toString(), later.isArray() ? "[{}]" : "{}")) {
            humanitec.fail(Fault.status(200).body("application/json", body));

            assertThat(call(method(operation), operation)).as(body).isNotNull();
        }
    }

    private void check(Operation operation) throws Exception {
        stored = new StoredObjects(humanitec.world(), operation.getOperationId());
        Method method = method(operation);

        Object result = call(method, operation);

        RecordedRequest request = humanitec
                .simulator()
                .requests()
                .get(humanitec.simulator().requests().size() - 1);
        assertThat(request.status()).as(request.answer()).isBetween(200, 299);
        if (request.answer().isEmpty()) {
            assertThat(result).isNull();
        } else {
            JsonNode sent = Json.MAPPER.readTree(request.answer());
            assertThat(text(Json.MAPPER.valueToTree(result))).isEqualTo(text(expected(operation, sent)));
        }
    }

    /** Of a new delta the client keeps what both forms of the answer have in common. */
    private static JsonNode expected(Operation operation, JsonNode sent) {
        return operation.getOperationId().equals("createDelta") && sent.isObject() ? sent.get("id") : sent;
    }

    private static Method method(Operation operation) throws ClassNotFoundException {
        Class<?> api = Class.forName(
                "io.jenkins.plugins.humanitec.client.api." + operation.getTags().get(0) + "Api");
        return Arrays.stream(api.getMethods())
                .filter(method -> method.getName().equals(operation.getOperationId()))
                .filter(method -> Arrays.stream(method.getParameters())
                        .noneMatch(parameter -> parameter.isAnnotationPresent(QueryMap.class)))
                .findFirst()
                .orElseThrow();
    }

    private Object call(Method method, Operation operation) throws Exception {
        Object[] arguments = new Object[method.getParameterCount()];
        for (int i = 0; i < arguments.length; i++) {
            arguments[i] = argument(method.getParameters()[i], operation);
        }
        Object api = humanitec.client().api(method.getDeclaringClass().asSubclass(ApiClient.Api.class));
        try {
            return method.invoke(api, arguments);
        } catch (InvocationTargetException e) {
            throw (Exception) e.getCause();
        }
    }

    private Object argument(Parameter parameter, Operation operation) throws IOException {
        if (parameter.getType() == File.class) {
            return Files.writeString(files.resolve("chart.tgz"), "a chart").toFile();
        }
        Param param = parameter.getAnnotation(Param.class);
        JsonNode example = param == null ? contract.body(operation) : contract.parameter(operation, param.value());
        JavaType type = Json.MAPPER.constructType(parameter.getParameterizedType());
        String name = param == null ? "" : param.value();
        return Json.MAPPER.convertValue(stored.inPlaceOfExamples(name, example), type);
    }

    /** One text for what means the same to a reader: null and left out, any order of fields, and a time in any precision. */
    private static String text(JsonNode json) {
        if (json.isObject()) {
            return json.properties().stream()
                    .filter(field -> !field.getValue().isNull())
                    .map(field -> field.getKey() + ": " + text(field.getValue()))
                    .sorted()
                    .collect(Collectors.joining(",\n", "{\n", "\n}"));
        }
        if (json.isArray()) {
            return StreamSupport.stream(json.spliterator(), false)
                    .map(EveryOperationTest::text)
                    .collect(Collectors.joining(",\n", "[\n", "\n]"));
        }
        return json.isTextual() && TIME.matcher(json.asText()).matches()
                ? Instant.parse(json.asText()).toString()
                : json.toString();
    }
}
