package io.jenkins.plugins.humanitec.client.deployments;

import io.jenkins.plugins.humanitec.client.EnvRef;
import io.jenkins.plugins.humanitec.client.diagnostics.Diagnostics;
import io.jenkins.plugins.humanitec.client.diagnostics.FailureReport;
import io.jenkins.plugins.humanitec.client.flow.DeploymentQueue;
import io.jenkins.plugins.humanitec.client.flow.Next;
import io.jenkins.plugins.humanitec.client.flow.OperationContext;
import io.jenkins.plugins.humanitec.client.flow.Stage;
import io.jenkins.plugins.humanitec.client.pipelines.FollowedRun;
import io.jenkins.plugins.humanitec.client.pipelines.PipelineRunFailedException;
import io.jenkins.plugins.humanitec.client.pipelines.PipelineRunResult;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The stage that follows the pipeline run that takes a deployment request: first until the run has started a deployment, and
 * again after the end of the deployment, until the end of the run.
 *
 * @param request the request
 * @param position the position in the deployment queue, held until the deployment has ended, or null
 * @param run the run
 * @param deadline when to stop waiting
 * @param failed the failed deployment that this one rolls back, or null
 * @param deployed the deployment of the run, which has succeeded; null if none has ended yet
 */
record RunStage(
        DeploymentRequest request,
        DeploymentQueue.@Nullable Position position,
        FollowedRun run,
        Instant deadline,
        @Nullable DeploymentResult failed,
        @Nullable DeploymentResult deployed)
        implements Stage<DeploymentResult> {

    private static final long serialVersionUID = 1L;

    @Override
    public Next<DeploymentResult> enter(OperationContext operation) {
        if (position != null) {
            // After a restart, the queue must know about this deployment again.
            operation.tryEnterQueue(request.env(), position);
        }
        return new Next.Await<>(
                run.poller(operation, deadline, this::isEnough),
                state -> deployed == null ? started(operation, state) : end(operation, state, deployed));
    }

    private boolean isEnough(FollowedRun.State state) {
        return deployed == null
                && (deployment(state).isPresent() || !request.options().waits() && state.isWaiting());
    }

    /** Returns the deployment that the run has started to the environment. It can also deploy to others. */
    private Optional<String> deployment(FollowedRun.State state) {
        return state.steps().deploymentTo(request.env().envId());
    }

    private Next<DeploymentResult> started(OperationContext operation, FollowedRun.State state) {
        Deployments deployments = new Deployments(operation.client());
        EnvRef env = request.env();
        Optional<String> id =
                deployment(state).or(() -> state.isOver() ? deployments.ofRun(env, run.id()) : Optional.empty());
        if (id.isPresent()) {
            operation.log("deployment " + id.get() + " to " + env + " has started");
            return request.options().waits()
                    ? new Next.Then<>(new FollowStage(request, position, id.get(), deadline, failed, run))
                    : new Next.Done<>(DeploymentResult.of(request, id.get(), deployments.get(env, id.get()), null));
        }
        PipelineRunResult result = state.result();
        operation.log(run + ": " + result.status());
        if (state.isOver() && !state.hasSucceeded()) {
            PipelineRunFailedException refusal = new PipelineRunFailedException(
                    result, state.steps().report(operation, env.app()).orElse(null));
            throw failed == null
                    ? refusal
                    : new DeploymentFailedException(failed, "It was not rolled back: " + refusal.getMessage());
        }
        String nothing = "pipeline " + result.pipelineId() + " has not deployed anything to " + env;
        if (failed != null) {
            throw new DeploymentFailedException(failed, "It was not rolled back: " + nothing + ".");
        }
        if (state.isOver()) {
            operation.log(nothing);
        }
        return new Next.Done<>(DeploymentResult.of(request, result));
    }

    private Next<DeploymentResult> end(
            OperationContext operation, FollowedRun.State state, DeploymentResult succeeded) {
        Optional<String> newer = deployment(state).filter(id -> !id.equals(succeeded.id()));
        if (newer.isPresent()) {
            // The run has deployed to the environment again.
            operation.log("deployment " + newer.get() + " to " + request.env() + " has started");
            return new Next.Then<>(new FollowStage(request, position, newer.get(), deadline, failed, run));
        }
        if (!state.hasSucceeded()) {
            return failed(operation, state, succeeded);
        }
        return new Next.Done<>(succeeded);
    }

    private Next<DeploymentResult> failed(
            OperationContext operation, FollowedRun.State state, DeploymentResult succeeded) {
        Optional<String> elsewhere = elsewhere(operation, state);
        DeploymentResult deployment = succeeded.withFailure(report(operation, state, elsewhere.isPresent()));
        if (!request.options().rollsBack()) {
            throw new DeploymentFailedException(deployment, "");
        }
        if (elsewhere.isPresent()) {
            throw new DeploymentFailedException(
                    deployment,
                    "It was not rolled back: the step that has failed is for environment " + elsewhere.get() + ".");
        }
        if (state.result().status().equals("cancelled")) {
            throw new DeploymentFailedException(deployment, "It was not rolled back: the run was cancelled.");
        }
        return new Next.Then<>(new RollbackStage(request, position, null, deployment));
    }

    /** Returns the environment of the step that has failed, or of the approval that was denied, if it is another one. */
    private Optional<String> elsewhere(OperationContext operation, FollowedRun.State state) {
        return state.steps()
                .failedEnv()
                .or(() -> run.deniedEnv(operation))
                .filter(env -> !env.equals(request.env().envId()));
    }

    /** Returns why the run has failed after the deployment. */
    private FailureReport report(OperationContext operation, FollowedRun.State state, boolean isElsewhere) {
        String message = new PipelineRunFailedException(state.result()).getMessage();
        String sentence = message.endsWith(".") ? message : message + ".";
        if (isElsewhere) {
            return state.steps()
                    .report(operation, request.env().app())
                    .map(report -> report.after(sentence
                            + (report.problems().isEmpty()
                                    ? ""
                                    : " Errors of deployment " + report.deploymentId() + " to " + report.env() + ":")))
                    .orElseGet(() -> FailureReport.of(request.env(), sentence));
        }
        // A step after the deployment can wait for pods.
        FailureReport report = new Diagnostics(operation.client()).ofWorkloads(request.env(), List.of());
        report.log(operation);
        return report.after(sentence);
    }

    @Override
    public String abandon(OperationContext operation) {
        return run.cancel(operation);
    }

    @Override
    public RuntimeException failure(RuntimeException problem) {
        return DeploymentFailedException.ofRollback(failed, problem);
    }
}
