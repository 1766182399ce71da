package io.jenkins.plugins.humanitec.execution;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.model.Computer;
import io.jenkins.plugins.humanitec.client.LogSanitizer;
import io.jenkins.plugins.humanitec.client.SecretMasker;
import io.jenkins.plugins.humanitec.client.errors.OperationTimeoutException;
import io.jenkins.plugins.humanitec.client.flow.Next;
import io.jenkins.plugins.humanitec.client.flow.OperationContext;
import io.jenkins.plugins.humanitec.client.flow.Stage;
import io.jenkins.plugins.humanitec.client.polling.SharedPoller;
import io.jenkins.plugins.humanitec.record.FailureDetails;
import io.jenkins.plugins.humanitec.session.SharedServices;
import io.jenkins.plugins.humanitec.session.TargetSettings;
import java.io.IOException;
import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;

/**
 * Runs a {@link ResumableOperation}. Uses no thread while it waits. Saves each stage with the Pipeline before the stage
 * starts, and repeats the stage after a restart.
 */
public final class ResumableExecution extends StepExecution {

    private static final long serialVersionUID = 1L;

    private static final Logger LOGGER = Logger.getLogger(ResumableExecution.class.getName());

    /** Saving normally takes less than a second. After this time, the step continues with an unsaved stage. */
    private static final int SAVE_TIMEOUT_SECONDS = 60;

    private final TargetSettings where;
    private final String action;
    private final String name;
    private final ResumableOperation<?> step;
    private volatile Stage<?> stage;
    private volatile String change;
    private volatile String status = "starting";
    private transient volatile boolean stopped;
    /** Whether a stage was entered, also before a restart, so that there may have been requests. */
    private transient volatile boolean isBegun;

    private transient volatile boolean hasEnded;
    private transient volatile Stage<?> abandoned;
    private transient volatile SharedPoller.Subscription subscription;
    private transient volatile SecretMasker secrets;
    private transient volatile StepRun run;
    private transient volatile OperationContext operation;

    /**
     * Creates an execution.
     *
     * @param context the step's context
     * @param step the step
     */
    public ResumableExecution(@NonNull StepContext context, @NonNull ResumableOperation<?> step) {
        super(context);
        this.where = step.targetSettings();
        this.action = step.action();
        this.name = step.functionName();
        this.step = step;
    }

    @Override
    public boolean start() {
        onWorker(() -> begin(false));
        return false;
    }

    @Override
    public void onResume() {
        isBegun = true;
        onWorker(() -> begin(true));
    }

    @NonNull
    @Override
    public String getStatus() {
        return status;
    }

    /** Aborts the step on another thread, because it makes requests and must not delay the end of the Pipeline. */
    @Override
    public void stop(@NonNull Throwable cause) {
        stopped = true;
        keep(subscription);
        Computer.threadPoolForRemoting.execute(() -> {
            try {
                leave();
            } finally {
                hasEnded = true;
                getContext().onFailure(cause);
            }
        });
    }

    /** Gives up the current stage, once. After a request that the abort did not end, the build's log may be closed. */
    private synchronized void abandon() {
        Stage<?> current = stage;
        if (!isBegun || current == null || current == abandoned) {
            return;
        }
        abandoned = current;
        String state;
        try {
            if (operation == null) {
                open();
            }
            state = current.abandon(operation);
        } catch (Exception | Error e) {
            state = "The state of the operation in Humanitec is unknown: "
                    + Objects.requireNonNullElse(e.getMessage(), e.getClass().getSimpleName());
        }
        if (hasEnded || run == null) {
            LOGGER.info(name + " was aborted. " + LogSanitizer.indented(masker().mask(state)));
        } else {
            run.say(state);
        }
    }

    private interface Work {
        void run() throws Exception;
    }

    private void onWorker(Work work) {
        Computer.threadPoolForRemoting.execute(() -> {
            try {
                if (!stopped) {
                    work.run();
                }
            } catch (Throwable e) {
                fail(e);
            } finally {
                if (stopped) {
                    leave();
                }
            }
        });
    }

    /** Called after an abort, and after a task that was running then and may have changed the stage or the context. */
    private void leave() {
        try {
            abandon();
            ChangeRecords.stop(run, change);
        } finally {
            close();
        }
    }

    private void close() {
        if (operation != null) {
            operation.close();
        }
    }

    /** Returns the masker; one that masks nothing before the secrets are known. */
    private SecretMasker masker() {
        return secrets == null ? new SecretMasker() : secrets;
    }

    private void open() throws IOException, InterruptedException {
        secrets = StepRunFactory.secrets(getContext(), step.secrets());
        run = StepRunFactory.open(getContext(), where, name, secrets);
        operation = run.operation(() -> change);
        step.prepare(run);
    }

    private void begin(boolean resumed) throws Exception {
        open();
        if (stage == null && !stopped) {
            stage = step.begin(run);
            change = ChangeRecords.begin(step, run);
            save();
        }
        if (stopped) {
            return;
        }
        isBegun = true;
        operation.setRepeated(resumed);
        Next<?> next = stage.enter(operation);
        operation.setRepeated(false);
        proceed(next);
    }

    private void proceed(Next<?> first) throws Exception {
        Next<?> next = first;
        while (next instanceof Next.Then<?> then) {
            stage = then.stage();
            save();
            if (stopped) {
                return;
            }
            next = stage.enter(operation);
        }
        if (stopped) {
            return;
        }
        if (next instanceof Next.Done<?> done) {
            succeed(step, done.result());
        } else if (next instanceof Next.Await<?, ?> await) {
            await(await);
        } else if (next instanceof Next.Queue<?> queue) {
            await(queue);
        }
    }

    /** Saves the Pipeline, including this execution, and waits until it is on disk or the timeout passes. */
    private void save() throws Exception {
        try {
            getContext().saveState().get(SAVE_TIMEOUT_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException | CancellationException e) {
            run.say("the state of the Pipeline could not be saved in time");
        }
    }

    private <T> void await(Next.Await<?, T> await) {
        String goal = await.poller().goal();
        status = secrets.mask("waiting for " + goal);
        PollReport<T> report = new PollReport<>(
                goal,
                run,
                change,
                seen -> status = seen,
                result -> onWorker(() -> proceed(await.then().apply(result))),
                problem -> onWorker(() -> {
                    throw problem;
                }));
        keep(SharedServices.get().poller().subscribe(await.poller(), report));
    }

    /** Stores what an abort cancels. */
    private void keep(@CheckForNull SharedPoller.Subscription pending) {
        subscription = pending;
        if (stopped && pending != null) {
            pending.cancel();
        }
    }

    private void await(Next.Queue<?> queue) {
        CompletableFuture<?> position = queue.isFirst().toCompletableFuture();
        if (!position.isDone()) {
            status = secrets.mask("waiting for " + queue.goal());
            run.recorder().progress(change, "waiting for " + queue.goal());
            run.say("waiting for " + queue.goal());
        }
        Duration left = Duration.between(Instant.now(), queue.deadline());
        CompletableFuture<Boolean> isFirst =
                position.thenApply(done -> true).completeOnTimeout(false, left.toMillis(), TimeUnit.MILLISECONDS);
        keep(() -> isFirst.cancel(false));
        isFirst.thenAccept(first -> onWorker(() -> {
            if (!first) {
                throw new OperationTimeoutException(queue.goal(), "other deployments are ahead of it");
            }
            proceed(queue.then().get());
        }));
    }

    @SuppressWarnings("unchecked")
    private <R extends Serializable> void succeed(ResumableOperation<R> typed, Object result) {
        ChangeRecords.succeed(typed, run, change, (R) result);
        Object value = typed.result(run, (R) result);
        close();
        if (!stopped) {
            getContext().onSuccess(value);
        }
    }

    /** Fails the step, unless it was aborted. Ends it in any case, so that the build does not wait forever. */
    private void fail(Throwable problem) {
        if (stopped) {
            LOGGER.log(Level.FINE, StepFailures.masked(masker(), problem), () -> name + " failed after an abort");
            return;
        }
        Throwable cause = new HumanitecStepException(
                "Humanitec: cannot " + action + ". The Jenkins log contains the reason.", FailureDetails.none());
        try {
            if (problem instanceof OperationTimeoutException) {
                abandon();
            }
            Throwable failure = stage != null && problem instanceof RuntimeException e ? stage.failure(e) : problem;
            ChangeRecords.fail(step, run, change, failure);
            cause = StepFailures.of(action, run, masker(), failure);
        } finally {
            close();
            getContext().onFailure(cause);
        }
    }
}
