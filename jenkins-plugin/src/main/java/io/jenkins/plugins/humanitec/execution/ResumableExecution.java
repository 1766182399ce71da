package io.jenkins.plugins.humanitec.steps;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.model.Computer;
import io.jenkins.plugins.humanitec.client.InvalidInputException;
import io.jenkins.plugins.humanitec.client.SecretMasker;
import io.jenkins.plugins.humanitec.client.errors.HumanitecException;
import io.jenkins.plugins.humanitec.client.errors.OperationTimeoutException;
import io.jenkins.plugins.humanitec.client.flow.OperationContext;
import io.jenkins.plugins.humanitec.client.flow.Next;
import io.jenkins.plugins.humanitec.client.flow.Stage;
import io.jenkins.plugins.humanitec.client.polling.PollListener;
import io.jenkins.plugins.humanitec.client.polling.SharedPoller;
import io.jenkins.plugins.humanitec.session.Choice;
import io.jenkins.plugins.humanitec.session.StepRun;
import io.jenkins.plugins.humanitec.session.Waiting;
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
 * Runs a {@link LongStep}. While it waits no thread is held. A stage is kept with the Pipeline before it is entered, so that a
 * restart at any point leads back into it.
 */
final class LongCall extends StepExecution {

    private static final long serialVersionUID = 1L;

    /** To keep a Pipeline is a matter of moments; if it takes longer, the step had better go on. */
    private static final int KEEPING_SECONDS = 60;

    private final Choice where;
    private final String action;
    private final String name;
    private final LongStep<?> step;
    private volatile Stage<?> stage;
    private volatile String change;

    private volatile String status = "is about to start";
    private transient volatile boolean stopped;
    private transient volatile SharedPoller.Subscription subscription;
    private transient volatile SecretMasker secrets;
    private transient volatile StepRun run;
    private transient volatile OperationContext operation;

    LongCall(StepContext context, HumanitecStep settings, LongStep<?> step) {
        super(context);
        this.where = settings.choice();
        this.action = settings.action();
        this.name = settings.functionName();
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

    /** Others end the Pipeline meanwhile, so what is left in Humanitec is found out on another thread. */
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
                Records.stop(run, change);
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
                run.say("What this leaves in Humanitec is not known: " + e.getMessage());
            }
        }
    }

    private void close() {
        OperationContext open = operation;
        if (open != null) {
            open.close();
        }
    }

    /** Work that may fail, on a thread that may wait for answers. */
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
                Records.fail(run, change, e);
                fail(Failures.abort(action, run.session(), masker(), e));
            } catch (HumanitecException | InvalidInputException e) {
                Records.fail(run, change, e);
                fail(Failures.abort(action, run == null ? null : run.session(), masker(), e));
            } catch (Exception e) {
                Records.fail(run, change, e);
                fail(masker().mask(e));
            }
        });
    }

    /** One that knows nothing until it is found out what is secret. */
    private SecretMasker masker() {
        SecretMasker known = secrets;
        return known == null ? new SecretMasker() : known;
    }

    private void begin(boolean resumed) throws Exception {
        secrets = StepRuns.secrets(getContext(), ((HumanitecStep) step).secrets());
        run = StepRuns.open(getContext(), where, name, secrets);
        operation = run.operation();
        if (stage == null) {
            stage = step.begin(run);
            change = Records.begin(step, run);
            keep();
        }
        operation.setRepeated(resumed);
        Next<?> next = stage.enter(operation);
        operation.setRepeated(false);
        goOn(next);
    }

    private void goOn(Next<?> first) throws Exception {
        Next<?> next = first;
        while (next instanceof Next.Then<?> then) {
            stage = then.stage();
            keep();
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

    /** Returns when the Pipeline, and this with it, is on the disk. */
    private void keep() throws Exception {
        try {
            getContext().saveState().get(KEEPING_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException | CancellationException e) {
            run.say("the state of the Pipeline could not be saved in time");
        }
    }

    private <T> void await(Next.Await<?, T> await) {
        String goal = await.poller().goal();
        status = secrets.mask("is waiting for " + goal);
        subscription = Waiting.get().poller().subscribe(await.poller(), new PollListener<T>() {

            private String told = "";

            @Override
            public void progressed(String seen) {
                status = secrets.mask("is waiting for " + goal + ": " + seen);
                run.scribe().progress(change, seen);
                if (!seen.equals(told)) {
                    told = seen;
                    run.say(goal + ": " + seen);
                }
            }

            @Override
            public void done(T result) {
                onWorker(() -> goOn(await.then().apply(result)));
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
        CompletableFuture<?> turn = queue.isFirst().toCompletableFuture();
        if (!turn.isDone()) {
            status = secrets.mask("is waiting for " + queue.goal());
            run.scribe().progress(change, "waits for " + queue.goal());
            run.say("waits for " + queue.goal());
        }
        long millis =
                Math.max(0, Duration.between(Instant.now(), queue.deadline()).toMillis());
        CompletableFuture<Boolean> inTime =
                turn.thenApply(done -> true).completeOnTimeout(false, millis, TimeUnit.MILLISECONDS);
        inTime.thenAccept(isOurs -> onWorker(() -> {
            if (!isOurs) {
                throw new OperationTimeoutException(queue.goal(), "other deployments are before it");
            }
            goOn(queue.then().get());
        }));
    }

    @SuppressWarnings("unchecked")
    private <R extends Serializable> void succeed(LongStep<R> typed, Object result) {
        Records.succeed(typed, run, change, (R) result);
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
