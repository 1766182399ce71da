package io.jenkins.plugins.humanitec.simulator.pipelines;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.humanitec.simulator.operations.Call;
import io.jenkins.plugins.humanitec.simulator.operations.OperationTable;
import io.jenkins.plugins.humanitec.simulator.operations.Operations;
import io.jenkins.plugins.humanitec.simulator.operations.Problem;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The operations of the tag Approvals.
 *
 * @param pipelines returns the pipelines of the application in a request
 */
public record ApprovalOperations(Function<Call, Pipelines> pipelines) implements Operations {

    @Override
    public void addTo(OperationTable operations) {
        operations.list("listApprovals", this::list);
        operations.ok("getApproval", call -> approval(call).json());
        operations.ok("approve", call -> answer(call, true));
        operations.ok("deny", call -> answer(call, false));
    }

    private Approval approval(Call call) {
        String id = call.parameter("approvalId");
        return pipelines.apply(call).run(call).approvals().stream()
                .filter(approval -> approval.id().equals(id))
                .findFirst()
                .orElseThrow(() -> Problem.notFound("Approval '" + id + "'"));
    }

    private ObjectNode answer(Call call, boolean approved) {
        Approval approval = approval(call);
        Problem.badRequestIf(!approval.isWaiting(), "Approval '" + approval.id() + "' is " + approval.status() + ".");
        approval.answer(approved, call.user());
        return approval.json();
    }

    private Stream<ObjectNode> list(Call call) {
        return pipelines.apply(call).runs().stream()
                .filter(run -> call.wants("run", run.id()))
                .filter(run -> call.wants("pipeline", run.pipeline().id()))
                .flatMap(run -> run.approvals().stream())
                .filter(approval -> call.wants("status", approval.status()))
                .map(Approval::json);
    }
}
