package io.jenkins.plugins.humanitec.client.pipelines;

import io.jenkins.plugins.humanitec.client.AppRef;
import io.jenkins.plugins.humanitec.client.InvalidInputException;
import io.jenkins.plugins.humanitec.client.polling.Poller;
import java.io.Serializable;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A request to run a pipeline.
 *
 * @param app the application that the pipeline belongs to
 * @param pipelineId the ID of the pipeline
 * @param inputs the inputs that the pipeline's definition declares; the values are serializable
 * @param waits whether the operation waits until the run has ended
 * @param isApproved whether the operation gives all approvals that the run asks for, as the owner of the token
 * @param timeout how long to wait, more than zero
 * @param idempotencyKey the key by which the API recognizes a repeated request
 */
public record PipelineRunRequest(
        AppRef app,
        String pipelineId,
        LinkedHashMap<String, Object> inputs,
        boolean waits,
        boolean isApproved,
        Duration timeout,
        String idempotencyKey)
        implements Serializable {

    private static final long serialVersionUID = 1L;

    /**
     * Checks the components.
     *
     * @throws InvalidInputException if the ID of the pipeline is missing or the timeout is not positive
     */
    public PipelineRunRequest {
        if (pipelineId == null || pipelineId.isBlank()) {
            throw new InvalidInputException("The ID of the pipeline is missing.");
        }
        Poller.requireTimeout(timeout);
    }

    /**
     * {@return a request with a new idempotency key}
     *
     * @param app the application that the pipeline belongs to
     * @param pipelineId the ID of the pipeline
     * @param inputs the inputs that the pipeline's definition declares, or null for none
     * @param waits whether the operation waits until the run has ended
     * @param timeout how long to wait, more than zero
     * @throws InvalidInputException if the ID of the pipeline is missing or the timeout is not positive
     */
    public static PipelineRunRequest of(
            AppRef app, String pipelineId, @Nullable Map<String, ?> inputs, boolean waits, Duration timeout) {
        LinkedHashMap<String, Object> copy = new LinkedHashMap<>(inputs == null ? Map.of() : inputs);
        return new PipelineRunRequest(
                app, pipelineId, copy, waits, false, timeout, UUID.randomUUID().toString());
    }

    /**
     * {@return a copy of this request with or without approval} Without waiting, no approval is given.
     *
     * @param approved whether the operation gives all approvals that the run asks for, as the owner of the token; false by default
     */
    public PipelineRunRequest withApproval(boolean approved) {
        return new PipelineRunRequest(app, pipelineId, inputs, waits, approved, timeout, idempotencyKey);
    }
}
