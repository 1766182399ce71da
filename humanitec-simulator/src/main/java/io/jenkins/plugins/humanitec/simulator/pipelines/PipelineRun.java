package io.jenkins.plugins.humanitec.simulator.pipelines;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.humanitec.simulator.deployments.Deployment;
import io.jenkins.plugins.humanitec.simulator.operations.Answer;
import io.jenkins.plugins.humanitec.simulator.operations.Json;
import io.jenkins.plugins.humanitec.simulator.operations.Problem;
import io.jenkins.plugins.humanitec.simulator.state.SimulatedTime;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

/**
 * A run of a pipeline. It is queued for the first quarter of the settling time, and while another run of its concurrency group is
 * executed. Then it executes its jobs. It fails if a job fails, or if one of its inputs is {@value #BROKEN_INPUT}. A run can be
 * cancelled before it is complete.
 */
public final class PipelineRun extends Execution {

    /** The value of an input with which a run fails. */
    public static final String BROKEN_INPUT = "broken";

    private static final int TIMEOUT_SECONDS = 3600;

    private final Pipelines pipelines;
    private final String id = UUID.randomUUID().toString();
    private final Pipeline pipeline;
    private final Pipeline.Version version;
    private final Request request;
    private final Instant createdAt;
    private final String concurrencyGroup;
    private final Map<String, PipelineJob> jobs = new LinkedHashMap<>();
    private final List<Approval> approvals = new CopyOnWriteArrayList<>();
    private final Set<String> environments = new LinkedHashSet<>();
    private Instant executingAt;

    /**
     * What starts a run.
     *
     * @param trigger the trigger, such as {@code pipeline_call}
     * @param inputs the inputs
     * @param user the ID of the user who starts it
     * @param deployment the deployment that is requested; null if there is none
     */
    public record Request(String trigger, ObjectNode inputs, String user, Deployment deployment) {}

    PipelineRun(Pipelines pipelines, Pipeline pipeline, Request request) {
        this.pipelines = pipelines;
        this.pipeline = pipeline;
        this.version = pipeline.version(null);
        this.request = request;
        this.createdAt = time().now();
        addEnvironment(request.inputs().path("env_id"));
        version.definition().path("jobs").forEachEntry((name, job) -> jobs.put(name, new PipelineJob(this, name, job)));
        this.concurrencyGroup = group();
    }

    private String group() {
        try {
            return Expression.resolve(version.definition().at("/concurrency/group"), context(List.of()))
                    .asText();
        } catch (Problem e) {
            return "";
        }
    }

    /** Starts the jobs, unless another run of the concurrency group is executed. */
    void start() {
        if (isQueued() && !pipelines.isBusy(concurrencyGroup)) {
            setStatus("executing");
            executingAt = time().now();
            advance();
        }
    }

    /** Starts the jobs as {@link #start} does, if the run has been queued for long enough. */
    void startIfDue() {
        if (time().isReached(time().startOf(createdAt))) {
            start();
        }
    }

    /** Starts the jobs that can start, and completes the run after the last one. */
    void advance() {
        if (isOver()) {
            return;
        }
        for (PipelineJob job : List.copyOf(jobs.values())) {
            if (job.isQueued() && needs(job).allMatch(PipelineJob::isOver)) {
                if (needs(job).allMatch(PipelineJob::isPassed)) {
                    job.start();
                } else {
                    job.end("cancelled", "A job that it needs has not succeeded.");
                }
            }
        }
        if (isOver() || jobs.values().stream().anyMatch(job -> !job.isQueued() && !job.isOver())) {
            return;
        }
        if (jobs.values().stream().anyMatch(job -> !job.isOver())) {
            // Otherwise one of them would have started.
            complete("failed", "The jobs need each other.");
        } else {
            Optional<PipelineJob> failed = jobs.values().stream()
                    .filter(job -> job.status().equals("failed") && !job.isIgnoredIfFailed())
                    .findFirst();
            complete(
                    failed.isPresent() ? "failed" : "succeeded",
                    failed.map(PipelineJob::message).orElse(""));
        }
    }

    private Stream<PipelineJob> needs(PipelineJob job) {
        return job.needs().stream().map(jobs::get);
    }

    private void complete(String newStatus, String newMessage) {
        setEnd(newStatus, newMessage);
        jobs.values().forEach(job -> job.end("cancelled", ""));
        requestedDeployment()
                .ifPresent(deployment -> deployment.fail(
                        newMessage.isEmpty() ? "The pipeline run did not start the deployment." : newMessage));
        pipelines.startNext(concurrencyGroup);
    }

    /** Cancels the run. Has no effect if the run is complete. */
    public void cancel() {
        if (!isOver()) {
            complete("cancelled", "The run was cancelled.");
        }
    }

    /**
     * Answers the approval that the run waits for, which must exist.
     *
     * @param approved whether to approve the run; otherwise it is denied
     */
    public void answer(boolean approved) {
        approvals.stream().filter(Approval::isWaiting).findFirst().orElseThrow().answer(approved, user());
    }

    void add(Approval approval) {
        approvals.add(approval);
    }

    /** What the expressions of a job can name, without its steps. */
    ObjectNode context(List<String> needs) {
        ObjectNode context = Json.object();
        context.set("inputs", request.inputs());
        ObjectNode about = context.putObject("pipeline").put("id", pipeline.id());
        about.putObject("org").put("id", pipelines.owner().orgId());
        about.putObject("app").put("id", pipelines.owner().appId());
        about.putObject("run").put("id", id);
        context.putObject("app").set("values", actions().values());
        ObjectNode others = context.putObject("needs");
        needs.forEach(need -> others.set(need, jobs.get(need).result()));
        return context;
    }

    void addEnvironment(JsonNode envId) {
        if (envId.isTextual()) {
            environments.add(envId.asText());
        }
    }

    boolean isIn(String group) {
        return !group.isEmpty() && concurrencyGroup.equals(group);
    }

    boolean isExecuting() {
        return executingAt != null && !isOver();
    }

    @Override
    SimulatedTime time() {
        return pipelines.owner().time();
    }

    PipelineActions actions() {
        return pipelines.owner().actions();
    }

    PipelineJob job(String jobId) {
        return Problem.requireFound(jobs.get(jobId), "Job '" + jobId + "'");
    }

    /** Returns all jobs, in the order of the definition. */
    List<PipelineJob> jobs() {
        return List.copyOf(jobs.values());
    }

    /** @return the approvals that the run has requested, the oldest first */
    public List<Approval> approvals() {
        return List.copyOf(approvals);
    }

    /** @return the requested deployment, if it is not started */
    Optional<Deployment> requestedDeployment() {
        return Optional.ofNullable(request.deployment()).filter(Deployment::isRequested);
    }

    @Override
    public String status() {
        boolean waiting = !isOver() && jobs.values().stream().anyMatch(PipelineJob::isWaiting);
        return waiting ? "waiting" : super.status();
    }

    /** @return the ID */
    public String id() {
        return id;
    }

    /** @return the pipeline */
    public Pipeline pipeline() {
        return pipeline;
    }

    /** @return what has started the run */
    public Request request() {
        return request;
    }

    /** @return the inputs */
    public JsonNode inputs() {
        return request.inputs();
    }

    /** @return the ID of the user whose permissions the run has */
    public String user() {
        String runAs = version.definition().at("/permissions/run-as").asText("inherit");
        return runAs.equals("inherit") ? request.user() : runAs;
    }

    /** @return the IDs of the environments in the inputs and in the steps so far */
    public List<String> environments() {
        return List.copyOf(environments);
    }

    /** @return the time of the creation */
    public Instant createdAt() {
        return createdAt;
    }

    /** Returns the ETag, which changes with the status. */
    String etag() {
        return id.substring(0, 8) + "-" + status();
    }

    /**
     * Writes the run.
     *
     * @param httpStatus the HTTP status of the answer
     * @return the answer
     */
    public Answer answer(int httpStatus) {
        return new Answer(httpStatus, json()).with("ETag", etag());
    }

    /** Writes the run as the JSON of the contract. */
    ObjectNode json() {
        ObjectNode json = addStatus(common())
                .put("id", id)
                .put("trigger", request.trigger())
                .put("run_as", user())
                .put("created_by", request.user())
                .put("created_at", createdAt.toString())
                .put("timeout_seconds", TIMEOUT_SECONDS);
        environments.forEach(json.putArray("env_ids")::add);
        json.set("inputs", request.inputs());
        if (!concurrencyGroup.isEmpty()) {
            json.put("concurrency_group", concurrencyGroup);
        }
        ObjectNode waitingFor = json.putObject("waiting_for");
        approvals.stream()
                .filter(Approval::isWaiting)
                .forEach(approval -> waitingFor.put(approval.jobId(), "approval"));
        return executingAt == null ? json : json.put("executing_at", executingAt.toString());
    }

    /** Returns a new object with the fields that the run and its jobs have in common. */
    ObjectNode common() {
        return place().put("etag", etag()).put("pipeline_version", version.id());
    }

    /** Returns a new object with the fields of the application and the pipeline. */
    ObjectNode place() {
        return pipelines.owner().json().put("pipeline_id", pipeline.id());
    }
}
