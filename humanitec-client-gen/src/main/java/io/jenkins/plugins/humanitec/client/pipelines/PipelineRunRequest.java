package io.jenkins.plugins.humanitec.client.pipelines;

import io.jenkins.plugins.humanitec.client.AppRef;
import io.jenkins.plugins.humanitec.client.InvalidInputException;
import io.jenkins.plugins.humanitec.client.polling.Poller;
import java.io.Serializable;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/**
 * Which pipeline is to be run, and how.
 *
 * @param app the application that the pipeline belongs to
 * @param pipelineId the pipeline
 * @param inputs what it is started with, as the pipeline's definition asks for; the values are serializable
 * @param waits whether the operation goes on until the run is over
 * @param timeout how long to wait, longer than nothing
 * @param idempotencyKey by which the API knows a request that is made again
 */
public record PipelineRunRequest(
        AppRef app,
        String pipelineId,
        LinkedHashMap<String, Object> inputs,
        boolean waits,
        Duration timeout,
        String idempotencyKey)
        implements Serializable {

    private static final long serialVersionUID = 1L;

    /** @throws InvalidInputException if no pipeline is given or the timeout is not positive */
    public PipelineRunRequest {
        if (pipelineId == null || pipelineId.isBlank()) {
            throw new InvalidInputException("No pipeline is given.");
        }
        Poller.requireTimeout(timeout);
    }

    /**
     * @param app the application that the pipeline belongs to
     * @param pipelineId the pipeline
     * @param inputs what it is started with, or null for nothing
     * @param waits whether the operation goes on until the run is over
     * @param timeout how long to wait, longer than nothing
     * @return a request with a key of its own
     * @throws InvalidInputException if no pipeline is given or the timeout is not positive
     */
    public static PipelineRunRequest of(
            AppRef app, String pipelineId, Map<String, ?> inputs, boolean waits, Duration timeout) {
        LinkedHashMap<String, Object> copy = new LinkedHashMap<>(inputs == null ? Map.of() : inputs);
        return new PipelineRunRequest(
                app, pipelineId, copy, waits, timeout, UUID.randomUUID().toString());
    }
}
