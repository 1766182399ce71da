package io.jenkins.plugins.humanitec.steps;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.humanitec.session.StepRun;
import java.io.IOException;

/** What a step says of itself that is over after a few requests. */
public interface ShortStep {

    /**
     * Makes the requests.
     *
     * @param run what the step works with
     * @return what it returns to the Pipeline
     * @throws IOException if the workspace cannot be read
     * @throws InterruptedException if the build is aborted meanwhile
     */
    @CheckForNull
    Object call(@NonNull StepRun run) throws IOException, InterruptedException;
}
