package io.jenkins.plugins.humanitec.client.pipelines;

import io.jenkins.plugins.humanitec.client.AppRef;
import io.jenkins.plugins.humanitec.client.InvalidInputException;
import io.jenkins.plugins.humanitec.client.context.ApiText;
import io.jenkins.plugins.humanitec.client.errors.ApiException;
import io.jenkins.plugins.humanitec.client.errors.BadRequestException;
import io.jenkins.plugins.humanitec.client.errors.ConflictException;
import io.jenkins.plugins.humanitec.client.errors.ForbiddenException;
import io.jenkins.plugins.humanitec.client.errors.HumanitecException;
import io.jenkins.plugins.humanitec.client.errors.NotFoundException;
import io.jenkins.plugins.humanitec.client.errors.UnreadableResponseException;
import io.jenkins.plugins.humanitec.client.flow.OperationContext;
import io.jenkins.plugins.humanitec.client.flow.PendingApproval;
import io.jenkins.plugins.humanitec.client.flow.StartedDeployment;
import io.jenkins.plugins.humanitec.client.guard.ProtectedException;
import io.jenkins.plugins.humanitec.client.model.Approval;
import io.jenkins.plugins.humanitec.client.model.PipelineJob;
import io.jenkins.plugins.humanitec.client.model.PipelineRun;
import io.jenkins.plugins.humanitec.client.polling.Poller;
import java.io.Serializable;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A pipeline run whose steps and approvals are logged. It remembers what was logged, also when it is stored and used again in
 * another process.
 */
public final class FollowedRun implements Serializable {

    private static final long serialVersionUID = 1L;

    /** The names of related entities of a step. */
    static final String DEPLOYMENT = "deployment_id";

    static final String ENVIRONMENT = "env_id";

    static final String TARGET = "to_env_id";

    private final AppRef app;
    private final String pipelineId;
    private final String id;
    private final String key;
    private final boolean isOneOfSeveral;
    private final boolean isApproved;
    private final boolean isTellingDeployments;
    private final RunLog log = new RunLog();

    /** The approvals that the API has refused once. */
    private final Set<String> refused = ConcurrentHashMap.newKeySet();

    /** The jobs that have ended. Not stored: another process reads them again. */
    private transient @Nullable Map<String, PipelineJob> ended;

    /**
     * Creates an object for a run that is followed alone, and whose deployment is the result of an operation.
     *
     * @param app the application
     * @param pipelineId the ID of the pipeline
     * @param id the ID of the run
     * @param key a unique text, so that no other operation shares the requests, which also write the log
     */
    public FollowedRun(AppRef app, String pipelineId, String id, String key) {
        this(app, pipelineId, id, key, false, false, false);
    }

    /**
     * {@return a new object for the same run, which gives all approvals that the run asks for, as the owner of the token}
     *
     * @param isApproved whether it gives them
     */
    public FollowedRun withApproval(boolean isApproved) {
        return new FollowedRun(app, pipelineId, id, key, isOneOfSeveral, isApproved, isTellingDeployments);
    }

    /**
     * Creates an object for a run. If it is one of several, each line of the log names application and pipeline, and the
     * deployments of the run are logged.
     */
    FollowedRun(
            AppRef app,
            String pipelineId,
            String id,
            String key,
            boolean isOneOfSeveral,
            boolean isApproved,
            boolean isTellingDeployments) {
        this.app = app;
        this.pipelineId = pipelineId;
        this.id = id;
        this.key = key;
        this.isOneOfSeveral = isOneOfSeveral;
        this.isApproved = isApproved;
        this.isTellingDeployments = isTellingDeployments;
    }

    /**
     * The state of a run.
     *
     * @param result the state, with the related entities of the steps so far
     * @param steps the steps so far
     * @param isOver whether the run has ended
     * @param isWaiting whether the run waits for an approval that somebody must give
     */
    public record State(PipelineRunResult result, RunSteps steps, boolean isOver, boolean isWaiting)
            implements Serializable {

        private static final long serialVersionUID = 1L;

        /** {@return whether the run has ended with success} */
        public boolean hasSucceeded() {
            return isOver && "succeeded".equals(result.status());
        }
    }

    /**
     * Polls the run, and logs the new events of its steps and the approvals that it waits for.
     *
     * @param operation the context of the operation
     * @param deadline when to stop waiting
     * @param isEnough whether a state ends the poller, in addition to the end of the run
     * @return the poller
     */
    public Poller<State> poller(OperationContext operation, Instant deadline, Predicate<State> isEnough) {
        return new PipelineRuns(operation.pollingClient())
                .poller(
                        this.toString(),
                        List.of(app, pipelineId, id, key),
                        () -> fetch(operation),
                        state -> new Poller.State<>(
                                state.isOver() || isEnough.test(state) ? Optional.of(state) : Optional.empty(),
                                state.result().status()),
                        deadline);
    }

    /** Tells of a deployment that a step of the run has started. */
    void tell(OperationContext operation, String envId, String deploymentId, String status, boolean isOver) {
        if (isTellingDeployments) {
            try {
                operation.deployment(
                        new StartedDeployment(app.env(envId), deploymentId, this.toString(), status, isOver));
            } catch (InvalidInputException e) {
                // An environment whose ID is not valid does not concern the run.
            }
        }
    }

    /** Reads the run once, and logs its new events. */
    State fetch(OperationContext operation) {
        PipelineRuns runs = new PipelineRuns(operation.pollingClient());
        // Read the run first: if it has ended, the logs that are read afterwards are complete.
        PipelineRun run = runs.get(app, pipelineId, id);
        List<PipelineJob> jobs = runs.jobs(app, pipelineId, id, endedJobs());
        log.logSteps(operation, this, jobs);
        boolean isOver = PipelineRuns.isOver(run);
        List<PendingApproval> pending = List.of();
        if (!isOver) {
            List<Approval> waiting = runs.approvals(app, pipelineId, id, "waiting");
            log.logApprovals(operation, this, waiting);
            pending = waiting.stream().map(this::pending).toList();
            if (isApproved) {
                pending.forEach(approval -> approve(operation, approval));
                pending = List.of();
            }
        }
        operation.approvals(id, pending);
        // A run can also wait for a deployment. An approval can be newer than the status.
        boolean isWaiting = "waiting".equals(run.getStatus()) && !pending.isEmpty();
        return new State(PipelineRuns.result(app, pipelineId, id, run, jobs), RunSteps.of(jobs), isOver, isWaiting);
    }

    private Map<String, PipelineJob> endedJobs() {
        Map<String, PipelineJob> known = ended;
        if (known == null) {
            known = new ConcurrentHashMap<>();
            ended = known;
        }
        return known;
    }

    /** Returns whether the run is found. */
    boolean exists(OperationContext operation) {
        try {
            new PipelineRuns(operation.pollingClient()).get(app, pipelineId, id);
            return true;
        } catch (NotFoundException e) {
            return false;
        }
    }

    /**
     * Reads for which environment an approval of the run was denied.
     *
     * @param operation the context of the operation
     * @return the ID of the environment; empty if none was denied, or if the approvals cannot be read
     */
    public Optional<String> deniedEnv(OperationContext operation) {
        try {
            return new PipelineRuns(operation.client())
                    .approvals(app, pipelineId, id, "denied").stream()
                            .map(Approval::getEnvId)
                            .filter(env -> !ApiText.isMissing(env))
                            .findFirst();
        } catch (HumanitecException e) {
            return Optional.empty();
        }
    }

    private PendingApproval pending(Approval approval) {
        return new PendingApproval(
                app,
                pipelineId,
                id,
                ApiText.or(approval.getJobId(), ""),
                ApiText.or(approval.getId(), ""),
                ApiText.or(approval.getMessage(), ""),
                approval.getEnvId());
    }

    private void approve(OperationContext operation, PendingApproval approval) {
        try {
            new PipelineRuns(operation.client()).approve(approval);
            log(operation, "job " + approval.jobId() + " is approved");
        } catch (BadRequestException | ConflictException | NotFoundException e) {
            // Somebody else may have answered it since it was read. Then it is not among the next ones.
            if (!refused.add(approval.id())) {
                log(operation, cancel(operation));
                throw e;
            }
        } catch (ForbiddenException | ProtectedException e) {
            // Nobody follows the run any more, so it must not deploy later.
            log(operation, cancel(operation));
            throw e;
        }
    }

    /**
     * Cancels the run.
     *
     * @param operation the context of the operation
     * @return the resulting state, as a sentence
     */
    public String cancel(OperationContext operation) {
        try {
            new PipelineRuns(operation.client()).cancel(app, pipelineId, id);
            return "Run " + id + " of pipeline " + pipelineId + " is being cancelled.";
        } catch (UnreadableResponseException e) {
            return "It is unknown whether " + this + " is being cancelled: " + e.getMessage();
        } catch (ApiException e) {
            return "Run " + id + " of pipeline " + pipelineId + " could not be cancelled: " + e.getMessage();
        } catch (HumanitecException e) {
            return "It is unknown whether " + this + " is being cancelled: " + e.getMessage();
        }
    }

    /** Logs an event of the run. */
    void log(OperationContext operation, String event) {
        operation.log(isOneOfSeveral ? app + "/" + pipelineId + ": " + event : event);
    }

    boolean isOneOfSeveral() {
        return isOneOfSeveral;
    }

    AppRef app() {
        return app;
    }

    String pipelineId() {
        return pipelineId;
    }

    /** {@return the ID of the run} */
    public String id() {
        return id;
    }

    /** {@return the run and its pipeline, in readable form} */
    @Override
    public String toString() {
        return "run " + id + " of pipeline " + pipelineId;
    }
}
