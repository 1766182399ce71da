package io.jenkins.plugins.humanitec.client.pipelines;

import io.jenkins.plugins.humanitec.client.AppRef;
import io.jenkins.plugins.humanitec.client.EnvRef;
import io.jenkins.plugins.humanitec.client.InvalidInputException;
import io.jenkins.plugins.humanitec.client.context.ApiText;
import io.jenkins.plugins.humanitec.client.diagnostics.Diagnostics;
import io.jenkins.plugins.humanitec.client.diagnostics.FailureReport;
import io.jenkins.plugins.humanitec.client.flow.OperationContext;
import io.jenkins.plugins.humanitec.client.model.PipelineJob;
import io.jenkins.plugins.humanitec.client.model.PipelineStep;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BinaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What the steps of a pipeline run have done so far: to which environments they have deployed, and which one has failed.
 *
 * @param all the steps that name an environment or have failed, in the order of the API; unmodifiable
 */
public record RunSteps(List<Step> all) implements Serializable {

    private static final long serialVersionUID = 1L;

    private static final String FAILED = "failed";

    /**
     * A step.
     *
     * @param envId the ID of the environment that it names; null if it names none
     * @param deploymentId the ID of the deployment to the environment that it has started; null if it has started none
     * @param hasFailed whether its job has failed because of it
     */
    public record Step(@Nullable String envId, @Nullable String deploymentId, boolean hasFailed)
            implements Serializable {

        private static final long serialVersionUID = 1L;

        private boolean hasDeployed() {
            return envId != null && deploymentId != null;
        }
    }

    /** Copies the list. */
    public RunSteps {
        all = List.copyOf(all);
    }

    static RunSteps of(List<PipelineJob> jobs) {
        List<Step> steps = new ArrayList<>();
        for (PipelineJob job : jobs) {
            List<PipelineStep> ofJob = job.getSteps() == null ? List.of() : job.getSteps();
            Optional<PipelineStep> failed = failed(job, ofJob);
            for (PipelineStep step : ofJob) {
                Map<String, String> entities = step.getRelatedEntities() == null ? Map.of() : step.getRelatedEntities();
                // A step that copies an environment names its origin and its target.
                String env = ApiText.or(
                        entities.get(FollowedRun.ENVIRONMENT), ApiText.or(entities.get(FollowedRun.TARGET), ""));
                String deployment = ApiText.or(entities.get(FollowedRun.DEPLOYMENT), "");
                boolean hasFailed = failed.filter(step::equals).isPresent();
                if (!env.isEmpty() || hasFailed) {
                    steps.add(
                            new Step(env.isEmpty() ? null : env, deployment.isEmpty() ? null : deployment, hasFailed));
                }
            }
        }
        return new RunSteps(steps);
    }

    /** Returns the step for which a job has failed: the last one if none has, for instance because the job timed out. */
    private static Optional<PipelineStep> failed(PipelineJob job, List<PipelineStep> steps) {
        if (!FAILED.equals(job.getStatus())) {
            return Optional.empty();
        }
        return steps.stream()
                .filter(step -> FAILED.equals(step.getStatus()))
                .reduce(last())
                .or(() -> steps.stream().reduce(last()));
    }

    private static <T> BinaryOperator<T> last() {
        return (earlier, later) -> later;
    }

    /**
     * {@return the ID of the last deployment that a step has started to an environment; empty if there is none}
     *
     * @param envId the ID of the environment
     */
    public Optional<String> deploymentTo(String envId) {
        return all.stream()
                .filter(step -> step.hasDeployed() && envId.equals(step.envId()))
                .reduce(last())
                .map(Step::deploymentId);
    }

    /** {@return the ID of the environment that the last failed step names; empty if no step has failed, or it names none} */
    public Optional<String> failedEnv() {
        return all.stream().filter(Step::hasFailed).reduce(last()).map(Step::envId);
    }

    /**
     * Reads and logs why the deployment of a failed run has failed, or its pods are not ready. This is the last deployment to the
     * environment of the step that has failed; if the step names no environment, the last deployment of the run.
     *
     * @param operation the context of the operation
     * @param app the application
     * @return the report; empty if the run has not deployed to the environment
     */
    public Optional<FailureReport> report(OperationContext operation, AppRef app) {
        Optional<String> failedEnv = failedEnv();
        return all.stream()
                .filter(step -> step.hasDeployed()
                        && (failedEnv.isEmpty() || failedEnv.get().equals(step.envId())))
                .reduce(last())
                .flatMap(step -> report(operation, app, step.envId(), step.deploymentId()));
    }

    private static Optional<FailureReport> report(
            OperationContext operation, AppRef app, @Nullable String envId, @Nullable String deploymentId) {
        if (envId == null || deploymentId == null) {
            return Optional.empty();
        }
        EnvRef env;
        try {
            env = app.env(envId);
        } catch (InvalidInputException e) {
            return Optional.empty();
        }
        FailureReport report = new Diagnostics(operation.client()).ofDeployment(env, deploymentId);
        operation.log("problems of deployment " + deploymentId + " to " + env + ":");
        report.log(operation);
        return Optional.of(report);
    }
}
