package io.jenkins.plugins.humanitec.execution;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.humanitec.record.ChangeDraft;
import java.io.Serializable;

/** Records the changes of a {@link ResumableOperation} while it runs. */
final class ChangeRecords {

    private ChangeRecords() {}

    /** Records the start of a change. Returns the ID of the record; null if there is nothing to record. */
    @CheckForNull
    static String begin(@NonNull ResumableOperation<?> step, @NonNull StepRun run) {
        ChangeDraft draft = run.session().isDryRun() ? null : step.draft(run);
        return draft == null ? null : run.recorder().begin(draft);
    }

    static <R extends Serializable> void succeed(
            @NonNull ResumableOperation<R> step, @NonNull StepRun run, @CheckForNull String id, @NonNull R result) {
        ResumableOperation.Outcome outcome = step.outcome(run, result);
        run.recorder()
                .end(
                        id,
                        outcome == null ? null : outcome.change(),
                        outcome == null ? "unchanged" : outcome.status(),
                        false);
    }

    static void fail(
            @NonNull ResumableOperation<?> step,
            @CheckForNull StepRun run,
            @CheckForNull String id,
            @NonNull Throwable cause) {
        if (run != null) {
            step.failed(run, cause);
            run.recorder().failed(id, cause);
        }
    }

    static void stop(@CheckForNull StepRun run, @CheckForNull String id) {
        if (run != null) {
            run.recorder().end(id, null, "aborted", true);
        }
    }
}
