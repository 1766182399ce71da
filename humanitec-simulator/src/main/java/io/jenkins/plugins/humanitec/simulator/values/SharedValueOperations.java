package io.jenkins.plugins.humanitec.simulator.values;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.humanitec.simulator.operations.Answer;
import io.jenkins.plugins.humanitec.simulator.operations.Call;
import io.jenkins.plugins.humanitec.simulator.operations.OperationTable;
import io.jenkins.plugins.humanitec.simulator.operations.Operations;
import io.jenkins.plugins.humanitec.simulator.operations.Problem;
import io.jenkins.plugins.humanitec.simulator.values.StoredValue.SecretReference;
import io.jenkins.plugins.humanitec.simulator.values.Values.Input;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The operations of the tags SharedValues, ApplicationValueVersions and EnvironmentValueVersions.
 *
 * @param ofApplication returns the shared values of the application in a request
 * @param ofEnvironment returns the shared values of the environment in a request
 */
public record SharedValueOperations(Function<Call, Values> ofApplication, Function<Call, Values> ofEnvironment)
        implements Operations {

    @Override
    public void addTo(OperationTable operations) {
        operations.list("listApplicationValues", call -> values(ofApplication.apply(call)));
        operations.list("listEnvironmentValues", this::listOfEnvironment);
        add(operations, "Application", ofApplication);
        add(operations, "Environment", ofEnvironment);
        addVersions(operations, "Application", ofApplication);
        addVersions(operations, "Environment", ofEnvironment);
    }

    private static void add(OperationTable operations, String noun, Function<Call, Values> owner) {
        operations.put("create" + noun + "Value", call -> {
            Values values = owner.apply(call);
            StoredValue created = values.create(call.text("key", null), complete(call), call.user());
            return Answer.created(values.json(created));
        });
        operations.ok("replace" + noun + "Value", call -> {
            Input input = complete(call);
            return change(
                    owner.apply(call),
                    call,
                    new Input(input.value(), input.description(), isStored(call), input.reference()));
        });
        operations.ok("patch" + noun + "Value", call -> {
            Input input =
                    new Input(patched(call, "value"), patched(call, "description"), isStored(call), reference(call));
            Values values = owner.apply(call);
            values.get(call.parameter("key"));
            Problem.badRequestIf(
                    input.value() == null && input.description() == null && input.reference() == null,
                    "The body must have a value or a description.");
            return change(values, call, input);
        });
        operations.noContent(
                "delete" + noun + "Value", call -> owner.apply(call).delete(call.parameter("key"), call.user()));
        operations.noContent(
                "delete" + noun + "Values", call -> owner.apply(call).deleteAll(call.user()));
    }

    private static ObjectNode change(Values values, Call call, Input input) {
        return values.json(values.change(call.parameter("key"), input, call.user()));
    }

    /** Returns whether the request has a secret to store. */
    private static boolean isStored(Call call) {
        return call.body().path("secret_ref").hasNonNull("value");
    }

    private static Input complete(Call call) {
        SecretReference reference = reference(call);
        String stored = call.body().path("secret_ref").path("value").asText(null);
        String value = stored == null ? call.text("value", "") : stored;
        boolean secret = stored != null || call.body().path("is_secret").asBoolean(false);
        return new Input(reference == null ? value : null, call.text("description", ""), secret, reference);
    }

    private static SecretReference reference(Call call) {
        JsonNode reference = call.body().path("secret_ref");
        if (!reference.hasNonNull("ref")) {
            return null;
        }
        Problem.badRequestIf(reference.hasNonNull("value"), "secret_ref must have either ref or value.");
        String store = reference.path("store").asText("");
        Problem.badRequestIf(
                store.isEmpty() || store.equals(Values.PLATFORM_STORE),
                "secret_ref with ref needs a secret store of the organization in store.");
        return new SecretReference(
                store, reference.get("ref").asText(), reference.path("version").asText(null));
    }

    /** Returns the new value of a field: empty for null in the body, and null if the field is missing and does not change. */
    private static String patched(Call call, String field) {
        String stored = call.body().path("secret_ref").path("value").asText(null);
        if (field.equals("value") && stored != null) {
            return stored;
        }
        return call.body().has(field) ? call.text(field, "") : null;
    }

    private static Stream<ObjectNode> values(Values values) {
        return values.all().stream().map(values::json);
    }

    private Stream<ObjectNode> listOfEnvironment(Call call) {
        Map<String, ObjectNode> seen = new TreeMap<>();
        Stream.concat(values(ofApplication.apply(call)), values(ofEnvironment.apply(call)))
                .forEach(value -> seen.put(value.get("key").asText(), value));
        return seen.values().stream();
    }

    /** Without overrides, an environment has the versions of its application. */
    private void addVersions(OperationTable operations, String noun, Function<Call, Values> owner) {
        Function<Call, Values> shown =
                call -> owner.apply(call).versions().isEmpty() ? ofApplication.apply(call) : owner.apply(call);
        operations.list("list" + noun + "ValueVersions", call -> listVersions(shown.apply(call), call));
        operations.ok("get" + noun + "ValueVersion", call -> {
            Values values = shown.apply(call);
            return values.json(values.version(id(call)));
        });
        operations.ok("restore" + noun + "Values", call -> {
            Values values = owner.apply(call);
            return values.json(values.restore(id(call), comment(call), call.user()));
        });
        operations.ok("restore" + noun + "Value", call -> {
            Values values = owner.apply(call);
            return values.json(values.restore(id(call), call.parameter("key"), comment(call), call.user()));
        });
        operations.noContent(
                "purge" + noun + "Value",
                call -> owner.apply(call).purge(id(call), call.parameter("key"), comment(call), call.user()));
    }

    private static String id(Call call) {
        return call.parameter("valueSetVersionId");
    }

    private static String comment(Call call) {
        return call.bodyOrEmpty().path("comment").asText("");
    }

    private static Stream<ObjectNode> listVersions(Values values, Call call) {
        List<ObjectNode> list = new ArrayList<>();
        values.versions().stream()
                .filter(version -> call.query("key_changed") == null
                        || version.changes().stream().anyMatch(change -> call.wants("key_changed", change.key())))
                .forEach(version -> list.add(0, values.json(version)));
        return list.stream();
    }
}
