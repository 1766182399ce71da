package io.jenkins.plugins.humanitec.steps;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.humanitec.session.StepRun;
import java.io.IOException;
import java.io.Serializable;

/**
 * What a step says of itself that is over after a few requests. It is kept with the Pipeline, and called again if Jenkins
 * restarts meanwhile.
 */
public interface ShortStep extends Serializable {

    /**
     * Makes the requests. If {@link StepRun#begun} is set, some or all of them may have been made before.
     *
     * @param run what the step works with
     * @return what it returns to the Pipeline
     * @throws IOException if the workspace cannot be read
     * @throws InterruptedException if the build is aborted meanwhile
     */
    @CheckForNull
    Object call(@NonNull StepRun run) throws IOException, InterruptedException;
}
