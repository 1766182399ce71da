package io.jenkins.plugins.humanitec.simulator.pipelines;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.humanitec.simulator.artefacts.Artefacts;
import io.jenkins.plugins.humanitec.simulator.operations.Call;
import io.jenkins.plugins.humanitec.simulator.operations.Json;
import io.jenkins.plugins.humanitec.simulator.operations.Problem;
import io.jenkins.plugins.humanitec.simulator.resources.Resources;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;

/** The pipelines of an application and their runs. */
public final class Pipelines {

    private final PipelineOwner owner;
    private final Map<String, Pipeline> byId = new TreeMap<>();
    /** Java code can read them without the monitor of the data. */
    private final List<PipelineRun> runs = new CopyOnWriteArrayList<>();

    private final Map<String, PipelineRun> byIdempotencyKey = new TreeMap<>();

    /**
     * Creates an empty list of pipelines.
     *
     * @param owner the application
     */
    public Pipelines(PipelineOwner owner) {
        this.owner = owner;
    }

    /**
     * Creates a pipeline. Its ID is in the definition; without one, it is a UUID.
     *
     * @param definition the definition
     * @param text the definition as it was uploaded
     * @param user the ID of the user who uploaded it
     * @return the new pipeline
     * @throws Problem with status 400 if the definition is not valid, and with status 409 if the ID exists
     */
    public Pipeline create(JsonNode definition, String text, String user) {
        PipelineDefinition.require(definition);
        String id = definition.path("id").asText(UUID.randomUUID().toString());
        Problem.conflictIf(byId.containsKey(id), "Pipeline '" + id + "' already exists.");
        Pipeline pipeline = new Pipeline(owner, id, definition, text, user);
        byId.put(id, pipeline);
        return pipeline;
    }

    /**
     * Creates a pipeline.
     *
     * @param text the definition in YAML or JSON
     * @return the new pipeline
     * @throws Problem with status 400 if the definition is not valid, and with status 409 if the ID exists
     * @throws IllegalArgumentException if the text is not valid YAML
     */
    public Pipeline create(String text) {
        return create(PipelineDefinition.parse(text), text, Resources.ADMINISTRATOR);
    }

    /**
     * Creates a pipeline from a definition in JSON.
     *
     * @param definition the definition
     * @return the new pipeline
     * @throws Problem with status 400 if the definition is not valid, and with status 409 if the ID exists
     */
    public Pipeline create(JsonNode definition) {
        return create(definition, definition.toString(), Resources.ADMINISTRATOR);
    }

    /**
     * Creates a pipeline, or changes the one with the same ID.
     *
     * @param text the definition in YAML or JSON, with an ID
     * @throws Problem with status 400 if the definition is not valid
     * @throws IllegalArgumentException if the text is not valid YAML
     */
    public void replace(String text) {
        JsonNode definition = PipelineDefinition.parse(text);
        Pipeline existing = byId.get(definition.path("id").asText());
        if (existing == null) {
            create(definition, text, Resources.ADMINISTRATOR);
        } else if (!existing.definition().equals(definition)) {
            existing.change(definition, text, Resources.ADMINISTRATOR);
        }
    }

    /**
     * Finds a pipeline.
     *
     * @param id the ID
     * @return the pipeline; null if it does not exist
     */
    public Pipeline find(String id) {
        return byId.get(id);
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
        return Problem.requireFound(byId.get(id), "Pipeline '" + id + "'");
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
        runs.stream().filter(run -> run.pipeline().id().equals(id)).forEach(PipelineRun::cancel);
        runs.removeIf(run -> run.pipeline().id().equals(id));
        byIdempotencyKey.values().retainAll(runs);
    }

    /**
     * Starts a run that was called.
     *
     * @param pipeline the pipeline to run
     * @param inputs the inputs
     * @param idempotencyKey the key of the request; a second request with the same key starts no run. Null for none
     * @return the new run, or the earlier run with the same key
     */
    public PipelineRun run(Pipeline pipeline, JsonNode inputs, String idempotencyKey) {
        ObjectNode values = Json.objectOrEmpty(inputs).deepCopy();
        return run(
                pipeline,
                new PipelineRun.Request("pipeline_call", values, Resources.ADMINISTRATOR, null),
                idempotencyKey);
    }

    /**
     * Starts a run.
     *
     * @param pipeline the pipeline to run
     * @param request what starts the run
     * @param idempotencyKey the key of the request; a second request with the same key starts no run. Null for none
     * @return the new run, or the earlier run with the same key
     */
    public PipelineRun run(Pipeline pipeline, PipelineRun.Request request, String idempotencyKey) {
        String key = pipeline.id() + " " + idempotencyKey;
        PipelineRun earlier = idempotencyKey == null ? null : byIdempotencyKey.get(key);
        if (earlier != null) {
            return earlier;
        }
        PipelineRun run = new PipelineRun(this, pipeline, request);
        runs.add(0, run);
        if (idempotencyKey != null) {
            byIdempotencyKey.put(key, run);
        }
        owner.time().at(owner.time().startOf(run.createdAt()), run::start);
        return run;
    }

    /**
     * Starts the pipelines that are triggered by a version of an artefact.
     *
     * @param version the new version
     */
    public void versionRegistered(JsonNode version) {
        for (Pipeline pipeline : all()) {
            if (PipelineDefinition.isStartedBy(pipeline.definition(), version)) {
                String type = version.get("type").asText();
                ObjectNode inputs = Json.object();
                inputs.putArray(type + "_artefacts").add(Artefacts.nameOf(version));
                String user = version.get("created_by").asText();
                run(pipeline, new PipelineRun.Request("artefact", inputs, user, null), null);
            }
        }
    }

    /** Returns whether a run of a concurrency group is executed. */
    boolean isBusy(String group) {
        return !group.isEmpty() && runs.stream().anyMatch(run -> run.isIn(group) && run.isExecuting());
    }

    /** Starts the oldest queued run of a concurrency group. Those after it do not start then, because the group is busy. */
    void startNext(String group) {
        for (int i = runs.size() - 1; i >= 0; i--) {
            if (runs.get(i).isIn(group)) {
                runs.get(i).startIfDue();
            }
        }
    }

    PipelineOwner owner() {
        return owner;
    }

    /** Cancels all runs. */
    public void cancelAll() {
        runs.forEach(PipelineRun::cancel);
    }

    /** @return all runs, the newest first */
    public List<PipelineRun> runs() {
        return List.copyOf(runs);
    }

    /** Returns the run in a request; throws a problem with status 404 if its pipeline does not have it. */
    PipelineRun run(Call call) {
        String id = call.parameter("runId");
        return runs.stream()
                .filter(run -> run.id().equals(id) && run.pipeline().id().equals(call.parameter("pipelineId")))
                .findFirst()
                .orElseThrow(() -> Problem.notFound("Pipeline run '" + id + "'"));
    }

    /**
     * Deletes a run.
     *
     * @param run the run
     */
    public void delete(PipelineRun run) {
        runs.remove(run);
        byIdempotencyKey.values().remove(run);
    }
}
