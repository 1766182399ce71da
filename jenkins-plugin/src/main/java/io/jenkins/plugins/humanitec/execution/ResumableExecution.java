package io.jenkins.plugins.humanitec.execution;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.model.Computer;
import io.jenkins.plugins.humanitec.client.InvalidInputException;
import io.jenkins.plugins.humanitec.client.SecretMasker;
import io.jenkins.plugins.humanitec.client.errors.HumanitecException;
import io.jenkins.plugins.humanitec.client.errors.OperationTimeoutException;
import io.jenkins.plugins.humanitec.client.flow.Next;
import io.jenkins.plugins.humanitec.client.flow.OperationContext;
import io.jenkins.plugins.humanitec.client.flow.Stage;
import io.jenkins.plugins.humanitec.client.polling.PollListener;
import io.jenkins.plugins.humanitec.client.polling.SharedPoller;
import io.jenkins.plugins.humanitec.session.SharedServices;
import io.jenkins.plugins.humanitec.session.TargetSettings;
import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;

/**
 * Runs a {@link ResumableOperation}. Uses no thread while it waits. Saves each stage with the Pipeline before the stage
 * starts, and repeats the stage after a restart.
 */
public final class ResumableExecution extends StepExecution {

    private static final long serialVersionUID = 1L;

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
        SharedPoller.Subscription pending = subscription;
        if (pending != null) {
            pending.cancel();
        }
        Computer.threadPoolForRemoting.execute(() -> {
            try {
                abandon();
            } finally {
                ChangeRecords.stop(run, change);
                close();
                getContext().onFailure(cause);
            }
        });
    }

    private void abandon() {
        if (stage != null && operation != null) {
            try {
                run.say(stage.abandon(operation));
            } catch (RuntimeException e) {
                run.say("It is not known in what state this leaves Humanitec: " + e.getMessage());
            }
        }
    }

    private void close() {
        OperationContext open = operation;
        if (open != null) {
            open.close();
        }
    }

    /** A task that may make requests and may fail. */
    private interface Work {
        void run() throws Exception;
    }

    private void onWorker(Work work) {
        Computer.threadPoolForRemoting.execute(() -> {
            if (stopped) {
                return;
            }
            try {
                work.run();
            } catch (OperationTimeoutException e) {
                abandon();
                ChangeRecords.fail(run, change, e);
                fail(StepFailures.abort(action, run.session(), masker(), e));
            } catch (HumanitecException | InvalidInputException e) {
                ChangeRecords.fail(run, change, e);
                fail(StepFailures.abort(action, run == null ? null : run.session(), masker(), e));
            } catch (Exception e) {
                ChangeRecords.fail(run, change, e);
                fail(masker().mask(e));
            }
        });
    }

    /** Returns the masker; one that masks nothing before the secrets are known. */
    private SecretMasker masker() {
        SecretMasker known = secrets;
        return known == null ? new SecretMasker() : known;
    }

    private void begin(boolean resumed) throws Exception {
        secrets = StepRunFactory.secrets(getContext(), step.secrets());
        run = StepRunFactory.open(getContext(), where, name, secrets);
        operation = run.operation();
        if (stage == null) {
            stage = step.begin(run);
            change = ChangeRecords.begin(step, run);
            save();
        }
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
        subscription = SharedServices.get().poller().subscribe(await.poller(), new PollListener<T>() {

            private String lastStatus = "";

            @Override
            public void progressed(String seen) {
                status = secrets.mask("waiting for " + goal + ": " + seen);
                run.recorder().progress(change, seen);
                if (!seen.equals(lastStatus)) {
                    lastStatus = seen;
                    run.say(goal + ": " + seen);
                }
            }

            @Override
            public void done(T result) {
                onWorker(() -> proceed(await.then().apply(result)));
            }

            @Override
            public void failed(RuntimeException problem) {
                onWorker(() -> {
                    throw problem;
                });
            }
        });
    }

    private void await(Next.Queue<?> queue) {
        CompletableFuture<?> position = queue.isFirst().toCompletableFuture();
        if (!position.isDone()) {
            status = secrets.mask("waiting for " + queue.goal());
            run.recorder().progress(change, "waiting for " + queue.goal());
            run.say("waiting for " + queue.goal());
        }
        long millis =
                Math.max(0, Duration.between(Instant.now(), queue.deadline()).toMillis());
        CompletableFuture<Boolean> isFirst =
                position.thenApply(done -> true).completeOnTimeout(false, millis, TimeUnit.MILLISECONDS);
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

    private void fail(Throwable cause) {
        close();
        if (!stopped) {
            getContext().onFailure(cause);
        }
    }
}
