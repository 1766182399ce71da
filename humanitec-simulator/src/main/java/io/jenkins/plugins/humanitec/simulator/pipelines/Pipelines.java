package io.jenkins.plugins.humanitec.simulator.pipelines;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.humanitec.simulator.operations.Problem;
import io.jenkins.plugins.humanitec.simulator.resources.Resources;
import io.jenkins.plugins.humanitec.simulator.state.SimulatedTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** The pipelines of an application and their runs. */
public final class Pipelines {

    private final SimulatedTime time;
    private final Map<String, Pipeline> byId = new TreeMap<>();
    private final List<PipelineRun> runs = new ArrayList<>();
    private final Map<String, PipelineRun> byIdempotencyKey = new TreeMap<>();

    /**
     * Creates an empty list of pipelines.
     *
     * @param time the time of the simulator
     */
    public Pipelines(SimulatedTime time) {
        this.time = time;
    }

    /**
     * Creates a pipeline. Its ID is the name in the definition, in lower case with hyphens.
     *
     * @param definition the definition
     * @param text the definition as it was uploaded
     * @param user the ID of the user who uploaded it
     * @return the new pipeline
     * @throws Problem with status 409 if the ID exists
     */
    public Pipeline create(JsonNode definition, String text, String user) {
        String id = definition
                .path("name")
                .asText("pipeline")
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^a-z0-9]+", "-");
        if (byId.containsKey(id)) {
            throw Problem.conflict("Pipeline '" + id + "' already exists.");
        }
        Pipeline pipeline = new Pipeline(time, id, definition, text, user);
        byId.put(id, pipeline);
        return pipeline;
    }

    /**
     * Creates a pipeline from a definition in JSON.
     *
     * @param definition the definition
     * @return the new pipeline
     * @throws Problem with status 409 if the ID exists
     */
    public Pipeline create(JsonNode definition) {
        return create(definition, definition.toString(), Resources.ADMINISTRATOR);
    }

    /** @return all pipelines, ordered by ID */
    public Collection<Pipeline> all() {
        return List.copyOf(byId.values());
    }

    /**
     * Returns a pipeline.
     *
     * @param id the ID
     * @return the pipeline
     * @throws Problem with status 404 if it does not exist
     */
    public Pipeline get(String id) {
        Pipeline pipeline = byId.get(id);
        if (pipeline == null) {
            throw Problem.notFound("Pipeline '" + id + "'");
        }
        return pipeline;
    }

    /**
     * Deletes a pipeline and its runs.
     *
     * @param id the ID of the pipeline
     * @throws Problem with status 404 if it does not exist
     */
    public void delete(String id) {
        get(id);
        byId.remove(id);
        runs.removeIf(run -> run.pipeline().id().equals(id));
    }

    /**
     * Starts a run.
     *
     * @param pipeline the pipeline to run
     * @param inputs the inputs
     * @param idempotencyKey the key of the request; a second request with the same key starts no run. Null for none
     * @return the new run, or the earlier run with the same key
     */
    public PipelineRun run(Pipeline pipeline, JsonNode inputs, String idempotencyKey) {
        PipelineRun earlier = idempotencyKey == null ? null : byIdempotencyKey.get(idempotencyKey);
        if (earlier != null) {
            return earlier;
        }
        PipelineRun run = new PipelineRun(time, pipeline, inputs);
        runs.add(0, run);
        if (idempotencyKey != null) {
            byIdempotencyKey.put(idempotencyKey, run);
        }
        return run;
    }

    /** @return all runs, the newest first */
    public List<PipelineRun> runs() {
        return List.copyOf(runs);
    }

    /**
     * Returns a run.
     *
     * @param pipelineId the ID of the pipeline
     * @param runId the ID of the run
     * @return the run
     * @throws Problem with status 404 if the pipeline does not have the run
     */
    public PipelineRun run(String pipelineId, String runId) {
        return runs.stream()
                .filter(run -> run.id().equals(runId) && run.pipeline().id().equals(pipelineId))
                .findFirst()
                .orElseThrow(() -> Problem.notFound("Pipeline run '" + runId + "'"));
    }

    /**
     * Deletes a run.
     *
     * @param run the run
     */
    public void delete(PipelineRun run) {
        runs.remove(run);
    }
}
