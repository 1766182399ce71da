package io.jenkins.plugins.humanitec.client.pipelines;

import io.jenkins.plugins.humanitec.client.AppRef;
import java.io.Serializable;
import java.util.TreeMap;

/**
 * A pipeline run as far as it has got.
 *
 * @param app the application
 * @param pipelineId the pipeline
 * @param id the run's ID; null in a dry run, which makes none
 * @param status {@code queued}, {@code executing}, {@code waiting}, {@code succeeded}, {@code failed}, {@code cancelled},
 *     whatever else the API may say, or {@code dry run}
 * @param message what the API says about the status
 * @param outputs what the run's steps created or worked with, such as {@code deployment_id}, by the names that the API gives
 *     them; where several steps have one of a name, that of the last
 */
public record PipelineRunResult(
        AppRef app, String pipelineId, String id, String status, String message, TreeMap<String, String> outputs)
        implements Serializable {

    private static final long serialVersionUID = 1L;
}
