package io.jenkins.plugins.humanitec.execution;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import java.io.IOException;

/**
 * A step that makes a few requests and does not wait. It is saved with the Pipeline, and runs again if Jenkins restarts
 * during the step.
 */
public interface ShortOperation extends StepOperation {

    /**
     * Makes the requests. If {@link StepRun#begun} is set, some or all of them may already have been made before a
     * restart.
     *
     * @param run the context of the step
     * @return the value that the step returns to the Pipeline
     * @throws IOException if the workspace cannot be read
     * @throws InterruptedException if the build is aborted
     */
    @CheckForNull
    Object call(@NonNull StepRun run) throws IOException, InterruptedException;
}
