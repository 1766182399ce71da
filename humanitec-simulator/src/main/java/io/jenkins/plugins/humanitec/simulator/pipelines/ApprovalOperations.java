package io.jenkins.plugins.humanitec.simulator.pipelines;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.humanitec.simulator.operations.Answer;
import io.jenkins.plugins.humanitec.simulator.operations.Call;
import io.jenkins.plugins.humanitec.simulator.operations.Operations;
import io.jenkins.plugins.humanitec.simulator.operations.Problem;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** The operations of the tag Approvals. */
public final class ApprovalOperations implements Operations {

    private final Function<Call, Pipelines> pipelines;

    /**
     * Creates the operations.
     *
     * @param pipelines returns the pipelines of the application in a request
     */
    public ApprovalOperations(Function<Call, Pipelines> pipelines) {
        this.pipelines = pipelines;
    }

    @Override
    public void addTo(Map<String, Function<Call, Answer>> operations) {
        operations.put("listApprovals", this::list);
        operations.put("getApproval", call -> Answer.ok(json(call, run(call), approval(call))));
        operations.put("approve", call -> answer(call, true));
        operations.put("deny", call -> answer(call, false));
    }

    private PipelineRun run(Call call) {
        return pipelines.apply(call).run(call.parameter("pipelineId"), call.parameter("runId"));
    }

    private Approval approval(Call call) {
        return run(call).approvals().stream()
                .filter(approval -> approval.id().equals(call.parameter("approvalId")))
                .findFirst()
                .orElseThrow(() -> Problem.notFound("Approval '" + call.parameter("approvalId") + "'"));
    }

    private Answer answer(Call call, boolean approved) {
        Approval approval = approval(call);
        if (!approval.status().equals("waiting")) {
            throw Problem.badRequest("Approval '" + approval.id() + "' is " + approval.status() + ".");
        }
        approval.answer(approved, call.user());
        return Answer.ok(json(call, run(call), approval));
    }

    private Answer list(Call call) {
        ArrayNode list = JsonNodeFactory.instance.arrayNode();
        List<String> runs = call.query().getOrDefault("run", List.of());
        List<String> wanted = call.query().getOrDefault("pipeline", List.of());
        String status = call.query("status");
        pipelines.apply(call).runs().stream()
                .filter(run -> runs.isEmpty() || runs.contains(run.id()))
                .filter(run ->
                        wanted.isEmpty() || wanted.contains(run.pipeline().id()))
                .forEach(run -> run.approvals().stream()
                        .filter(approval -> status == null || status.equals(approval.status()))
                        .forEach(approval -> list.add(json(call, run, approval))));
        return Answer.ok(list);
    }

    private static ObjectNode json(Call call, PipelineRun run, Approval approval) {
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("id", approval.id())
                .put("org_id", call.parameter("orgId"))
                .put("app_id", call.parameter("appId"))
                .put("pipeline_id", run.pipeline().id())
                .put("run_id", run.id())
                .put("job_id", approval.jobId())
                .put("env_id", approval.envId())
                .put("message", approval.message())
                .put("created_at", approval.createdAt().toString())
                .put("status", approval.status());
        approval.answeredAt()
                .ifPresent(at -> json.put("approved_at", at.toString()).put("approved_by", approval.answeredBy()));
        return json;
    }
}
