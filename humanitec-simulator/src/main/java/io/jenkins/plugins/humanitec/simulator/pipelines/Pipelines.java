package io.jenkins.plugins.humanitec.simulator.pipelines;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.humanitec.simulator.operations.Problem;
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

    public Pipelines(SimulatedTime time) {
        this.time = time;
    }

    /**
     * @param definition what the author wrote, with a name
     * @return the new pipeline, whose ID is derived from the name
     * @throws Problem 409 if there is one with that ID
     */
    public Pipeline create(JsonNode definition) {
        String id = definition
                .path("name")
                .asText("pipeline")
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^a-z0-9]+", "-");
        if (byId.containsKey(id)) {
            throw Problem.conflict("Pipeline '" + id + "' already exists.");
        }
        Pipeline pipeline = new Pipeline(time, id, definition);
        byId.put(id, pipeline);
        return pipeline;
    }

    /** @return all pipelines */
    public Collection<Pipeline> all() {
        return List.copyOf(byId.values());
    }

    /**
     * @param id a pipeline's ID
     * @return it
     * @throws Problem 404 if there is none
     */
    public Pipeline get(String id) {
        Pipeline pipeline = byId.get(id);
        if (pipeline == null) {
            throw Problem.notFound("Pipeline '" + id + "'");
        }
        return pipeline;
    }

    /** @param id the ID of a pipeline to delete, with its runs */
    public void delete(String id) {
        get(id);
        byId.remove(id);
        runs.removeIf(run -> run.pipeline().id().equals(id));
    }

    /**
     * @param pipeline what to run
     * @param inputs what to start it with
     * @param idempotencyKey a key; with one that was given before, the run of that time is returned; or null
     * @return the run
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
     * @param pipelineId a pipeline's ID
     * @param runId a run's ID
     * @return the run
     * @throws Problem 404 if there is no such run of the pipeline
     */
    public PipelineRun run(String pipelineId, String runId) {
        return runs.stream()
                .filter(run -> run.id().equals(runId) && run.pipeline().id().equals(pipelineId))
                .findFirst()
                .orElseThrow(() -> Problem.notFound("Pipeline run '" + runId + "'"));
    }

    /** @param run a run to delete */
    public void delete(PipelineRun run) {
        runs.remove(run);
    }
}
