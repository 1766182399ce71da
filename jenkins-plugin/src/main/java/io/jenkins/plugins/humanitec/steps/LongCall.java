package io.jenkins.plugins.humanitec.steps;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.model.Computer;
import hudson.model.TaskListener;
import io.jenkins.plugins.humanitec.client.InvalidInputException;
import io.jenkins.plugins.humanitec.client.errors.HumanitecException;
import io.jenkins.plugins.humanitec.client.operations.Watch;
import io.jenkins.plugins.humanitec.session.HumanitecSession;
import java.io.PrintStream;
import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import jenkins.util.Timer;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;

/**
 * Runs a {@link WaitingStep}. Between two looks no thread is held: a timer starts the next one. What is kept over a restart
 * is the step, how it began and its deadline; the rest is made anew.
 */
final class LongCall extends StepExecution {

    private static final long serialVersionUID = 1L;

    private final WaitingStep step;
    private boolean begun;
    private Serializable result;
    private long deadline;

    private volatile String status = "is about to start";
    private transient volatile boolean stopped;
    private transient volatile ScheduledFuture<?> next;
    private transient HumanitecSession session;
    private transient Watch<?> watch;

    LongCall(StepContext context, WaitingStep step) {
        super(context);
        this.step = step;
    }

    @Override
    public boolean start() {
        advanceIn(Duration.ZERO);
        return false;
    }

    @Override
    public void onResume() {
        advanceIn(Duration.ZERO);
    }

    @Override
    public void stop(@NonNull Throwable cause) {
        stopped = true;
        ScheduledFuture<?> pending = next;
        if (pending != null) {
            pending.cancel(false);
        }
        getContext().onFailure(cause);
    }

    @NonNull
    @Override
    public String getStatus() {
        return status;
    }

    /** The timer's few threads are for the whole of Jenkins, so they only hand over to a pool that may wait for answers. */
    private void advanceIn(Duration pause) {
        next = Timer.get()
                .schedule(
                        () -> {
                            Computer.threadPoolForRemoting.execute(this::advance);
                        },
                        pause.toMillis(),
                        TimeUnit.MILLISECONDS);
    }

    private synchronized void advance() {
        if (stopped) {
            return;
        }
        try {
            PrintStream log = getContext().get(TaskListener.class).getLogger();
            if (session == null) {
                session = HumanitecSession.open(getContext(), step.where());
            }
            if (!begun && begin(log)) {
                return;
            }
            look(log);
        } catch (HumanitecException | InvalidInputException e) {
            fail(Failures.abort(step.action(), session, e));
        } catch (Exception e) {
            fail(e);
        }
    }

    /** Returns whether it is over already. */
    private boolean begin(PrintStream log) {
        WaitingStep.Beginning beginning = step.begin(session, log);
        result = beginning.result();
        if (beginning.isOver()) {
            succeed();
            return true;
        }
        deadline = Instant.now().plus(step.patience()).toEpochMilli();
        begun = true;
        getContext().saveState();
        return false;
    }

    private void look(PrintStream log) {
        if (watch == null) {
            watch = step.watch(session, Instant.ofEpochMilli(deadline));
        }
        Watch.Progress<?> progress = watch.poll();
        if (progress.result().isPresent()) {
            step.sayDone(log);
            succeed();
            return;
        }
        status = "is waiting for " + watch.goal() + ": " + progress.status();
        advanceIn(progress.nextPoll());
    }

    private void succeed() {
        if (!stopped) {
            getContext().onSuccess(result);
        }
    }

    private void fail(Throwable cause) {
        if (!stopped) {
            getContext().onFailure(cause);
        }
    }
}
