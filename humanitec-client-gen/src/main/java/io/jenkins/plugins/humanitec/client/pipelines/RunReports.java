package io.jenkins.plugins.humanitec.client.pipelines;

import io.jenkins.plugins.humanitec.client.EnvRef;
import io.jenkins.plugins.humanitec.client.InvalidInputException;
import io.jenkins.plugins.humanitec.client.diagnostics.Diagnostics;
import io.jenkins.plugins.humanitec.client.diagnostics.FailureReport;
import io.jenkins.plugins.humanitec.client.flow.OperationContext;
import java.util.Optional;

/** Reads why the deployments of failed pipeline runs have failed. */
public final class RunReports {

    private RunReports() {}

    /**
     * Reads and logs why the deployment of a failed run has failed, or its pods are not ready. This is the last deployment to the
     * environment of the step that has failed; if the step names no environment, the last deployment of the run.
     *
     * @param operation the context of the operation
     * @param run the run
     * @return the report; empty if the run has not deployed to the environment
     */
    public static Optional<FailureReport> read(OperationContext operation, PipelineRunResult run) {
        Optional<String> failedEnv = run.failedStep().map(RunStep::envId);
        return run.steps().stream()
                .filter(RunStep::hasDeployed)
                .filter(step -> failedEnv.isEmpty() || failedEnv.get().equals(step.envId()))
                .reduce((earlier, later) -> later)
                .flatMap(step -> read(operation, run, step));
    }

    private static Optional<FailureReport> read(OperationContext operation, PipelineRunResult run, RunStep step) {
        String envId = step.envId();
        String deploymentId = step.deploymentId();
        if (envId == null || deploymentId == null) {
            return Optional.empty();
        }
        EnvRef env;
        try {
            env = run.app().env(envId);
        } catch (InvalidInputException e) {
            return Optional.empty();
        }
        FailureReport report = new Diagnostics(operation.client()).ofDeployment(env, deploymentId);
        operation.log("problems of deployment " + deploymentId + " to " + env + ":");
        report.log(operation);
        return Optional.of(report);
    }
}
