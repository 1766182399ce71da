package io.jenkins.plugins.humanitec.simulator.deployments;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.jenkins.plugins.humanitec.simulator.operations.Answer;
import io.jenkins.plugins.humanitec.simulator.operations.Call;
import io.jenkins.plugins.humanitec.simulator.operations.Operations;
import java.util.Map;
import java.util.function.Function;

/** The operations of the tags Deltas and Sets. */
public final class DeltaOperations implements Operations {

    private final Function<Call, Deltas> deltas;
    private final Function<Call, Sets> sets;

    /**
     * Creates the operations.
     *
     * @param deltas returns the deltas of the application in a request
     * @param sets returns the deployment sets of the application in a request
     */
    public DeltaOperations(Function<Call, Deltas> deltas, Function<Call, Sets> sets) {
        this.deltas = deltas;
        this.sets = sets;
    }

    @Override
    public void addTo(Map<String, Function<Call, Answer>> operations) {
        operations.put("listDeltas", this::list);
        operations.put("createDelta", call -> Answer.ok(deltas(call).create(call.body(), call.user())));
        operations.put("getDelta", call -> Answer.ok(deltas(call).get(id(call))));
        operations.put("replaceDelta", call -> {
            deltas(call).replace(id(call), call.body());
            return Answer.noContent();
        });
        operations.put("patchDelta", call -> Answer.ok(deltas(call).merge(id(call), call.body())));
        operations.put("archiveDelta", call -> setMetadata(call, "archived"));
        operations.put("setDeltaEnvironment", call -> setMetadata(call, "env_id"));
        operations.put("setDeltaName", call -> setMetadata(call, "name"));
        operations.put("listSets", this::listSets);
        operations.put("getSet", this::getSet);
        operations.put(
                "applyDelta",
                call -> Answer.ok(TextNode.valueOf(sets(call).apply(call.parameter("setId"), call.body()))));
        operations.put(
                "getSetDifference",
                call -> Answer.ok(sets(call).difference(call.parameter("sourceSetId"), call.parameter("setId"))));
    }

    private Deltas deltas(Call call) {
        return deltas.apply(call);
    }

    private Sets sets(Call call) {
        return sets.apply(call);
    }

    private static String id(Call call) {
        return call.parameter("deltaId");
    }

    private Answer list(Call call) {
        ArrayNode list = JsonNodeFactory.instance.arrayNode();
        String env = call.query("env");
        for (ObjectNode delta : deltas(call).all()) {
            boolean archived = delta.path("metadata").path("archived").asBoolean();
            if (archived == call.asks("archived")
                    && (env == null
                            || env.equals(delta.path("metadata").path("env_id").asText()))) {
                list.add(delta);
            }
        }
        return Answer.ok(list);
    }

    private Answer setMetadata(Call call, String field) {
        deltas(call).setMetadata(id(call), field, call.body());
        return Answer.noContent();
    }

    private Answer listSets(Call call) {
        ArrayNode list = JsonNodeFactory.instance.arrayNode();
        sets(call).all().forEach(list::add);
        return Answer.ok(list);
    }

    private Answer getSet(Call call) {
        String from = call.query("diff");
        String id = call.parameter("setId");
        return Answer.ok(from == null ? sets(call).get(id) : sets(call).difference(from, id));
    }
}
