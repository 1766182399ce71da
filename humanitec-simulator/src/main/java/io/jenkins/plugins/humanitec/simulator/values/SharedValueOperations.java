package io.jenkins.plugins.humanitec.simulator.values;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.humanitec.simulator.operations.Answer;
import io.jenkins.plugins.humanitec.simulator.operations.Call;
import io.jenkins.plugins.humanitec.simulator.operations.Problem;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/** The operations of the tag SharedValues, for applications and environments. */
public final class SharedValueOperations {

    private static final String APP = "app";
    private static final String ENV = "env";

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

    /**
     * Adds the operations by their IDs.
     *
     * @param operations the map to add to
     */
    public void addTo(Map<String, Function<Call, Answer>> operations) {
        operations.put("listApplicationValues", this::listOfApplication);
        operations.put("listEnvironmentValues", this::listOfEnvironment);
        add(operations, "ApplicationValue", APP, ofApplication);
        add(operations, "EnvironmentValue", ENV, ofEnvironment);
    }

    private static void add(
            Map<String, Function<Call, Answer>> operations, String noun, String source, Function<Call, Values> owner) {
        operations.put("create" + noun, call -> Answer.created(json(create(owner.apply(call), call), source)));
        operations.put("replace" + noun, call -> {
            StoredValue value = owner.apply(call).get(call.parameter("key"));
            value.change(call.text("value", ""), call.text("description", ""));
            return Answer.ok(json(value, source));
        });
        operations.put("patch" + noun, call -> {
            StoredValue value = owner.apply(call).get(call.parameter("key"));
            if (!call.body().has("value") && !call.body().has("description")) {
                throw Problem.badRequest("The body must have a value or a description.");
            }
            value.change(patched(call, "value"), patched(call, "description"));
            return Answer.ok(json(value, source));
        });
        operations.put("delete" + noun, call -> {
            owner.apply(call).delete(call.parameter("key"));
            return Answer.noContent();
        });
    }

    /** Returns the new value of a field: empty for null in the body, and null if the field is missing and does not change. */
    private static String patched(Call call, String field) {
        return call.body().has(field) ? call.text(field, "") : null;
    }

    private static StoredValue create(Values values, Call call) {
        boolean secret = call.body().path("is_secret").asBoolean(false);
        return values.create(call.text("key", null), call.text("value", ""), call.text("description", ""), secret);
    }

    private Answer listOfApplication(Call call) {
        ArrayNode list = JsonNodeFactory.instance.arrayNode();
        ofApplication.apply(call).all().forEach(value -> list.add(json(value, APP)));
        return Answer.ok(list);
    }

    private Answer listOfEnvironment(Call call) {
        Map<String, ObjectNode> seen = new TreeMap<>();
        ofApplication.apply(call).all().forEach(value -> seen.put(value.key(), json(value, APP)));
        ofEnvironment.apply(call).all().forEach(value -> seen.put(value.key(), json(value, ENV)));
        return Answer.ok(JsonNodeFactory.instance.arrayNode().addAll(seen.values()));
    }

    private static ObjectNode json(StoredValue value, String source) {
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("key", value.key())
                .put("value", value.isSecret() ? "" : value.value())
                .put("is_secret", value.isSecret())
                .put("description", value.description())
                .put("source", source)
                .put("created_at", value.createdAt().toString())
                .put("updated_at", value.updatedAt().toString());
        return value.isSecret()
                ? json.put("secret_store_id", "humanitec")
                        .put("secret_key", "values/" + value.key())
                        .put("secret_version", String.valueOf(value.version()))
                : json.putNull("secret_store_id").putNull("secret_key").putNull("secret_version");
    }
}
