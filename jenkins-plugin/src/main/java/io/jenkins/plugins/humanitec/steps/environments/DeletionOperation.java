package io.jenkins.plugins.humanitec.steps.environments;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.humanitec.execution.ResumableOperation;
import io.jenkins.plugins.humanitec.execution.StepRun;
import io.jenkins.plugins.humanitec.record.ChangeDraft;

/** What the steps that delete an application or an environment record and return. */
interface DeletionOperation extends ResumableOperation<Boolean> {

    /** {@return whether the step waits until the object no longer exists} */
    boolean isWait();

    @NonNull
    @Override
    ChangeDraft draft(@NonNull StepRun run);

    @CheckForNull
    @Override
    default Outcome outcome(@NonNull StepRun run, @NonNull Boolean existed) {
        return existed ? new Outcome(draft(run), isWait() ? "deleted" : "being deleted") : null;
    }

    @Override
    default Object result(@NonNull StepRun run, @NonNull Boolean existed) {
        return existed;
    }
}
