package io.jenkins.plugins.humanitec.client.pipelines;

import io.jenkins.plugins.humanitec.client.AppRef;
import java.io.Serializable;
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
 */
public record PipelineRunResult(
        AppRef app,
        String pipelineId,
        @Nullable String id,
        String status,
        String message,
        TreeMap<String, String> outputs)
        implements Serializable {

    private static final long serialVersionUID = 1L;
}
