package io.jenkins.plugins.humanitec.client.pipelines;

import io.jenkins.plugins.humanitec.client.AppRef;
import io.jenkins.plugins.humanitec.client.api.PipelineRunsApi;
import io.jenkins.plugins.humanitec.client.api.PipelinesApi;
import io.jenkins.plugins.humanitec.client.context.WriteRequests;
import io.jenkins.plugins.humanitec.client.flow.Next;
import io.jenkins.plugins.humanitec.client.flow.OperationContext;
import io.jenkins.plugins.humanitec.client.flow.Stage;
import io.jenkins.plugins.humanitec.client.guard.ProtectedAction;
import io.jenkins.plugins.humanitec.client.model.PipelineRun;
import io.jenkins.plugins.humanitec.client.model.PipelineRunCreate;
import java.util.List;
import java.util.TreeMap;

/** The stage that starts a run. The API recognizes a repeated request by its idempotency key. */
record RunStartStage(PipelineRunRequest request) implements Stage<PipelineRunResult> {

    private static final long serialVersionUID = 1L;

    @Override
    public Next<PipelineRunResult> enter(OperationContext operation) {
        AppRef app = request.app();
        if (request.isApproved()) {
            operation.client().guard().check(ProtectedAction.APPROVAL, app);
        }
        if (operation.client().isDryRun()) {
            // Fails if the pipeline does not exist.
            operation
                    .client()
                    .api(PipelinesApi.class)
                    .getPipeline(app.orgId(), app.appId(), request.pipelineId(), (String) null);
            operation.log("would run pipeline " + request.pipelineId()
                    + (request.inputs().isEmpty() ? "" : " with " + request.inputs()));
            return new Next.Done<>(
                    new PipelineRunResult(app, request.pipelineId(), null, "dry run", "", new TreeMap<>()));
        }
        PipelineRun run = operation
                .client()
                .api(PipelineRunsApi.class)
                .createPipelineRun(
                        app.orgId(),
                        app.appId(),
                        request.pipelineId(),
                        new PipelineRunCreate().inputs(request.inputs()),
                        request.idempotencyKey(),
                        (Boolean) null);
        WriteRequests.due(run, PipelineRun::getId, app, "/pipelines/" + request.pipelineId() + "/runs");
        operation.log("run " + run.getId() + " of pipeline " + request.pipelineId() + " has started");
        if (!request.waits()) {
            return new Next.Done<>(PipelineRuns.result(app, request.pipelineId(), run.getId(), run, List.of()));
        }
        FollowedRun followed = new FollowedRun(
                app, request.pipelineId(), run.getId(), request.idempotencyKey(), false, request.isApproved(), true);
        return new Next.Then<>(new RunFollowStage(followed, operation.now().plus(request.timeout())));
    }

    @Override
    public String abandon(OperationContext operation) {
        return "It is unknown whether a run of pipeline " + request.pipelineId() + " has started.";
    }
}
