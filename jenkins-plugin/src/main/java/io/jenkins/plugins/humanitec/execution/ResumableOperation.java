package io.jenkins.plugins.humanitec.execution;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.humanitec.client.flow.Stage;
import io.jenkins.plugins.humanitec.record.ChangeDraft;
import java.io.IOException;
import java.io.Serializable;

/**
 * A step that waits. It runs in stages. Each stage is saved with the Pipeline before it starts, so the step survives
 * restarts.
 *
 * @param <R> the type of the result of the last stage
 */
public interface ResumableOperation<R extends Serializable> extends StepOperation {

    /**
     * Prepares the context, at each start and also after a restart. A step adds the secrets here that it reads from credentials,
     * so that they are masked.
     *
     * @param run the context of the step
     */
    default void prepare(@NonNull StepRun run) {
        // Most steps need no preparation.
    }

    /**
     * Called when the step has failed, before its failure is recorded. A step records the changes that were made.
     *
     * @param run the context of the step
     * @param problem the reason of the failure
     */
    default void failed(@NonNull StepRun run, @NonNull Throwable problem) {
        // Most steps record one change, which has then failed.
    }

    /**
     * Returns the first stage. Makes no request.
     *
     * @param run the context of the step
     * @return the first stage
     * @throws IOException if the workspace cannot be read
     * @throws InterruptedException if the build is aborted
     */
    @NonNull
    Stage<R> begin(@NonNull StepRun run) throws IOException, InterruptedException;

    /**
     * Returns the change to record when the step starts.
     *
     * @param run the context of the step
     * @return the change; null if the step changes nothing
     */
    @CheckForNull
    default ChangeDraft draft(@NonNull StepRun run) {
        return null;
    }

    /**
     * Returns the change to record when the step succeeds.
     *
     * @param run the context of the step
     * @param result the result of the last stage
     * @return the change; null if nothing was changed
     */
    @CheckForNull
    default Outcome outcome(@NonNull StepRun run, @NonNull R result) {
        return null;
    }

    /**
     * The final state of a change.
     *
     * @param change the change
     * @param status its status in one or two words, such as {@code deleted}
     */
    record Outcome(@NonNull ChangeDraft change, @NonNull String status) {}

    /**
     * Converts the result to a value for the Pipeline.
     *
     * @param run the context of the step
     * @param result the result of the last stage
     * @return the value that the step returns to the Pipeline
     */
    @CheckForNull
    Object result(@NonNull StepRun run, @NonNull R result);
}
