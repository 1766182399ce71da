package io.jenkins.plugins.humanitec.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import io.jenkins.plugins.humanitec.client.json.Json;
import io.jenkins.plugins.humanitec.client.testing.ContractExamples;
import io.jenkins.plugins.humanitec.client.testing.OperationCall;
import io.jenkins.plugins.humanitec.client.testing.StoredObjects;
import io.jenkins.plugins.humanitec.client.testing.TestHumanitec;
import io.jenkins.plugins.humanitec.simulator.Fault;
import io.jenkins.plugins.humanitec.simulator.RecordedRequest;
import io.swagger.v3.oas.models.Operation;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Calls the generated method of every operation with the contract's examples, and reads what the simulator answers. */
@Order(1)
class EveryOperationTest {

    /** Times as they were read: the client itself would write no more than their milliseconds. */
    private static final JsonMapper EXACT = Json.MAPPER
            .rebuild()
            .addModule(new SimpleModule("exact").addSerializer(OffsetDateTime.class, new ToStringSerializer()))
            .build();

    private static final Pattern TIME = Pattern.compile("\\d{4}-\\d\\d-\\d\\dT.*Z");

    @RegisterExtension
    final TestHumanitec humanitec = new TestHumanitec();

    @TempDir
    Path files;

    private final ContractExamples contract = new ContractExamples();
    private final HumanitecClient client = humanitec.client();

    @TestFactory
    Stream<DynamicTest> everyOperation() {
        List<Operation> operations = contract.operations();
        assertThat(operations).hasSize(219);
        return operations.stream()
                .map(operation -> DynamicTest.dynamicTest(operation.getOperationId(), () -> check(operation)));
    }

    /** Unknown fields, unknown values of enumerations, and no optional fields at all. */
    @TestFactory
    Stream<DynamicTest> everyAnswerOfAnotherVersion() throws Exception {
        // Only their IDs are of interest: the answer is given.
        StoredObjects stored = new StoredObjects(humanitec.world(), "any");
        return contract.operations().stream()
                .filter(operation -> contract.answerOfALaterVersion(operation).isPresent())
                .map(operation ->
                        DynamicTest.dynamicTest(operation.getOperationId(), () -> checkReader(operation, stored)));
    }

    private Object call(Operation operation, StoredObjects stored) throws Exception {
        return new OperationCall(operation, contract, stored, files).on(client);
    }

    private void checkReader(Operation operation, StoredObjects stored) throws Exception {
        JsonNode later = contract.answerOfALaterVersion(operation).orElseThrow();
        for (String body : List.of(later.toString(), later.isArray() ? "[{}]" : "{}")) {
            humanitec.fail(Fault.status(200).body("application/json", body));

            assertThat(call(operation, stored)).as(body).isNotNull();
        }
    }

    private void check(Operation operation) throws Exception {
        Object result = call(operation, new StoredObjects(humanitec.world(), operation.getOperationId()));

        RecordedRequest request = humanitec
                .simulator()
                .requests()
                .get(humanitec.simulator().requests().size() - 1);
        assertThat(request.status()).as(request.answer()).isBetween(200, 299);
        if (request.answer().isEmpty()) {
            assertThat(result).isNull();
        } else {
            JsonNode sent = Json.MAPPER.readTree(request.answer());
            assertThat(text(EXACT.valueToTree(result))).isEqualTo(text(expected(operation, sent)));
        }
    }

    /** Of a new delta the client keeps what both forms of the answer have in common. */
    private static JsonNode expected(Operation operation, JsonNode sent) {
        return operation.getOperationId().equals("createDelta") && sent.isObject() ? sent.get("id") : sent;
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
                ? OffsetDateTime.parse(json.asText()).toInstant().toString()
                : json.toString();
    }
}
