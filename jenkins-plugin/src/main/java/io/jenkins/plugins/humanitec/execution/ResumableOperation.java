package io.jenkins.plugins.humanitec.steps;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.humanitec.client.flow.Stage;
import io.jenkins.plugins.humanitec.record.ChangeDraft;
import io.jenkins.plugins.humanitec.session.StepRun;
import java.io.IOException;
import java.io.Serializable;

/**
 * What a step says of itself that takes long. It can be kept with the Pipeline.
 *
 * @param <R> what its operation returns
 */
public interface LongStep<R extends Serializable> extends Serializable {

    /**
     * @param run what the step works with
     * @return the operation; nothing of it has been done yet
     * @throws IOException if the workspace cannot be read
     * @throws InterruptedException if the build is aborted meanwhile
     */
    @NonNull
    Stage<R> begin(@NonNull StepRun run) throws IOException, InterruptedException;

    /**
     * @param run what the step works with
     * @return what it is about to change; null if it changes nothing
     */
    @CheckForNull
    default ChangeDraft draft(@NonNull StepRun run) {
        return null;
    }

    /**
     * @param run what the step works with
     * @param result what the operation returned
     * @return what has come of it; null if nothing was changed
     */
    @CheckForNull
    default Outcome outcome(@NonNull StepRun run, @NonNull R result) {
        return null;
    }

    /**
     * What has come of an operation.
     *
     * @param change what was changed
     * @param status how it ended, in a word
     */
    record Outcome(@NonNull ChangeDraft change, @NonNull String status) {}

    /**
     * @param run what the step works with
     * @param result what the operation returned
     * @return what the step returns to the Pipeline
     */
    @CheckForNull
    Object result(@NonNull StepRun run, @NonNull R result);
}
