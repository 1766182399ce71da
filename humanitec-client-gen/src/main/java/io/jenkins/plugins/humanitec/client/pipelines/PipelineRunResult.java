package io.jenkins.plugins.humanitec.client.pipelines;

import io.jenkins.plugins.humanitec.client.AppRef;
import java.io.Serializable;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The state of a pipeline run.
 *
 * @param app the application
 * @param pipelineId the ID of the pipeline
 * @param id the run's ID; null in a dry run
 * @param status {@code queued}, {@code executing}, {@code waiting}, {@code succeeded}, {@code failed}, {@code cancelled},
 *     any other status of the API, or {@code dry run}
 * @param message the API's message about the status
 * @param outputs the related entities of the run's steps, such as {@code deployment_id}, by the API's names; if several
 *     steps have an entity of the same name, the value of the last step
 * @param steps the steps so far that name an environment or have failed, in the order of the API; unmodifiable
 */
public record PipelineRunResult(
        AppRef app,
        String pipelineId,
        @Nullable String id,
        String status,
        String message,
        TreeMap<String, String> outputs,
        List<RunStep> steps)
        implements Serializable {

    private static final long serialVersionUID = 1L;

    /** Copies the list, which is missing if another version of this class has stored the object. */
    public PipelineRunResult {
        steps = steps == null ? List.of() : List.copyOf(steps);
    }

    /**
     * {@return the ID of the last deployment that a step has started to an environment; empty if there is none}
     *
     * @param envId the ID of the environment
     */
    public Optional<String> deploymentTo(String envId) {
        return steps.stream()
                .filter(step -> step.hasDeployed() && envId.equals(step.envId()))
                .reduce((earlier, later) -> later)
                .map(RunStep::deploymentId);
    }

    /** {@return the last step that has failed, if there is one} */
    public Optional<RunStep> failedStep() {
        return steps.stream().filter(RunStep::hasFailed).reduce((earlier, later) -> later);
    }
}
