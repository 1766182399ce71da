package io.jenkins.plugins.humanitec.simulator.values;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.humanitec.simulator.operations.Answer;
import io.jenkins.plugins.humanitec.simulator.operations.Call;
import io.jenkins.plugins.humanitec.simulator.operations.Operations;
import io.jenkins.plugins.humanitec.simulator.operations.Problem;
import io.jenkins.plugins.humanitec.simulator.values.StoredValue.SecretReference;
import io.jenkins.plugins.humanitec.simulator.values.Values.Input;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/** The operations of the tags SharedValues, ApplicationValueVersions and EnvironmentValueVersions. */
public final class SharedValueOperations implements Operations {

    private final Function<Call, Values> ofApplication;
    private final Function<Call, Values> ofEnvironment;

    /**
     * Creates the operations.
     *
     * @param ofApplication returns the shared values of the application in a request
     * @param ofEnvironment returns the shared values of the environment in a request
     */
    public SharedValueOperations(Function<Call, Values> ofApplication, Function<Call, Values> ofEnvironment) {
        this.ofApplication = ofApplication;
        this.ofEnvironment = ofEnvironment;
    }

    @Override
    public void addTo(Map<String, Function<Call, Answer>> operations) {
        operations.put("listApplicationValues", this::listOfApplication);
        operations.put("listEnvironmentValues", this::listOfEnvironment);
        add(operations, "Application", ofApplication);
        add(operations, "Environment", ofEnvironment);
        addVersions(operations, "Application", ofApplication);
        addVersions(operations, "Environment", ofEnvironment);
    }

    private static void add(Map<String, Function<Call, Answer>> operations, String noun, Function<Call, Values> owner) {
        operations.put("create" + noun + "Value", call -> {
            Values values = owner.apply(call);
            StoredValue created = values.create(call.text("key", null), complete(call), call.user());
            return Answer.created(SharedValueJson.value(created, values.level()));
        });
        operations.put("replace" + noun + "Value", call -> {
            Input input = complete(call);
            return change(
                    owner.apply(call),
                    call,
                    new Input(input.value(), input.description(), isStored(call), input.reference()));
        });
        operations.put("patch" + noun + "Value", call -> {
            Input input =
                    new Input(patched(call, "value"), patched(call, "description"), isStored(call), reference(call));
            Values values = owner.apply(call);
            values.get(call.parameter("key"));
            if (input.value() == null && input.description() == null && input.reference() == null) {
                throw Problem.badRequest("The body must have a value or a description.");
            }
            return change(values, call, input);
        });
        operations.put("delete" + noun + "Value", call -> {
            owner.apply(call).delete(call.parameter("key"), call.user());
            return Answer.noContent();
        });
        operations.put("delete" + noun + "Values", call -> {
            owner.apply(call).deleteAll(call.user());
            return Answer.noContent();
        });
    }

    private static Answer change(Values values, Call call, Input input) {
        StoredValue changed = values.change(call.parameter("key"), input, call.user());
        return Answer.ok(SharedValueJson.value(changed, values.level()));
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
        if (reference.hasNonNull("value")) {
            throw Problem.badRequest("secret_ref must have either ref or value.");
        }
        String store = reference.path("store").asText("");
        if (store.isEmpty() || store.equals(Values.PLATFORM_STORE)) {
            throw Problem.badRequest("secret_ref with ref needs a secret store of the organization in store.");
        }
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

    private Answer listOfApplication(Call call) {
        ArrayNode list = JsonNodeFactory.instance.arrayNode();
        ofApplication.apply(call).all().forEach(value -> list.add(SharedValueJson.value(value, "app")));
        return Answer.ok(list);
    }

    private Answer listOfEnvironment(Call call) {
        Map<String, ObjectNode> seen = new TreeMap<>();
        ofApplication.apply(call).all().forEach(value -> seen.put(value.key(), SharedValueJson.value(value, "app")));
        ofEnvironment.apply(call).all().forEach(value -> seen.put(value.key(), SharedValueJson.value(value, "env")));
        return Answer.ok(JsonNodeFactory.instance.arrayNode().addAll(seen.values()));
    }

    /** Without overrides, an environment has the versions of its application. */
    private void addVersions(
            Map<String, Function<Call, Answer>> operations, String noun, Function<Call, Values> owner) {
        Function<Call, Values> shown =
                call -> owner.apply(call).versions().isEmpty() ? ofApplication.apply(call) : owner.apply(call);
        operations.put("list" + noun + "ValueVersions", call -> listVersions(shown.apply(call), call));
        operations.put("get" + noun + "ValueVersion", call -> {
            Values values = shown.apply(call);
            return Answer.ok(SharedValueJson.version(values, values.version(id(call))));
        });
        operations.put("restore" + noun + "Values", call -> {
            Values values = owner.apply(call);
            return Answer.ok(SharedValueJson.version(values, values.restore(id(call), comment(call), call.user())));
        });
        operations.put("restore" + noun + "Value", call -> {
            Values values = owner.apply(call);
            return Answer.ok(SharedValueJson.version(
                    values, values.restore(id(call), call.parameter("key"), comment(call), call.user())));
        });
        operations.put("purge" + noun + "Value", call -> {
            owner.apply(call).purge(id(call), call.parameter("key"), comment(call), call.user());
            return Answer.noContent();
        });
    }

    private static String id(Call call) {
        return call.parameter("valueSetVersionId");
    }

    private static String comment(Call call) {
        return call.bodyOrEmpty().path("comment").asText("");
    }

    private static Answer listVersions(Values values, Call call) {
        String key = call.query("key_changed");
        ArrayNode list = JsonNodeFactory.instance.arrayNode();
        values.versions().stream()
                .filter(version -> key == null
                        || version.changes().stream()
                                .anyMatch(change -> change.key().equals(key)))
                .forEach(version -> list.insert(0, SharedValueJson.version(values, version)));
        return Answer.ok(list);
    }
}
