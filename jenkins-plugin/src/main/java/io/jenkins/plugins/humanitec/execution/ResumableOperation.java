package io.jenkins.plugins.humanitec.execution;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.humanitec.client.flow.Stage;
import io.jenkins.plugins.humanitec.record.ChangeDraft;
import java.io.IOException;
import java.io.Serializable;

/**
 * A step that waits. It runs in stages, each of which is saved with the Pipeline before it starts, so that the step survives restarts.
 *
 * @param <R> the result of its stages
 */
public interface ResumableOperation<R extends Serializable> extends StepOperation {

    /**
     * Returns the first stage. Makes no request.
     *
     * @param run what the step needs in this process
     * @return the first stage
     * @throws IOException if the workspace cannot be read
     * @throws InterruptedException if the build is aborted meanwhile
     */
    @NonNull
    Stage<R> begin(@NonNull StepRun run) throws IOException, InterruptedException;

    /**
     * @param run what the step needs in this process
     * @return the change that is recorded when the step starts; null if it changes nothing
     */
    @CheckForNull
    default ChangeDraft draft(@NonNull StepRun run) {
        return null;
    }

    /**
     * @param run what the step needs in this process
     * @param result the result of the stages
     * @return the change that is recorded at the end; null if nothing was changed
     */
    @CheckForNull
    default Outcome outcome(@NonNull StepRun run, @NonNull R result) {
        return null;
    }

    /**
     * How a change ended.
     *
     * @param change the change
     * @param status its status, in a word
     */
    record Outcome(@NonNull ChangeDraft change, @NonNull String status) {}

    /**
     * @param run what the step needs in this process
     * @param result the result of the stages
     * @return the value that the step returns to the Pipeline
     */
    @CheckForNull
    Object result(@NonNull StepRun run, @NonNull R result);
}
