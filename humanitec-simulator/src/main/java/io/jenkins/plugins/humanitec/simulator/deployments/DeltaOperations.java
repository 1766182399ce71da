package io.jenkins.plugins.humanitec.simulator.deployments;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.jenkins.plugins.humanitec.simulator.operations.Call;
import io.jenkins.plugins.humanitec.simulator.operations.OperationTable;
import io.jenkins.plugins.humanitec.simulator.operations.Operations;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The operations of the tags Deltas and Sets.
 *
 * @param deltas returns the deltas of the application in a request
 * @param sets returns the deployment sets of the application in a request
 */
public record DeltaOperations(Function<Call, Deltas> deltas, Function<Call, Sets> sets) implements Operations {

    @Override
    public void addTo(OperationTable operations) {
        operations.list("listDeltas", this::list);
        operations.ok("createDelta", call -> deltas(call).create(call.body(), call.user()));
        operations.ok("getDelta", call -> deltas(call).get(id(call)));
        operations.noContent("replaceDelta", call -> deltas(call).replace(id(call), call.body()));
        operations.ok("patchDelta", call -> deltas(call).merge(id(call), call.body()));
        Map.of("archiveDelta", "archived", "setDeltaEnvironment", "env_id", "setDeltaName", "name")
                .forEach((id, field) ->
                        operations.noContent(id, call -> deltas(call).setMetadata(id(call), field, call.body())));
        operations.list("listSets", call -> sets(call).all().stream());
        operations.ok("getSet", call -> {
            String from = call.query("diff");
            String id = call.parameter("setId");
            return from == null ? sets(call).get(id) : sets(call).difference(from, id);
        });
        operations.ok("applyDelta", call -> TextNode.valueOf(sets(call).apply(call.parameter("setId"), call.body())));
        operations.ok(
                "getSetDifference",
                call -> sets(call).difference(call.parameter("sourceSetId"), call.parameter("setId")));
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

    private Stream<ObjectNode> list(Call call) {
        return deltas(call).all().stream()
                .filter(delta -> delta.at("/metadata/archived").asBoolean() == call.asks("archived"))
                .filter(delta -> call.wants("env", delta.at("/metadata/env_id").asText()));
    }
}
