package io.jenkins.plugins.humanitec.steps;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.humanitec.client.operations.Watch;
import io.jenkins.plugins.humanitec.session.Choice;
import io.jenkins.plugins.humanitec.session.HumanitecSession;
import java.io.PrintStream;
import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;

/**
 * What a step says of itself that begins something and then waits for it. {@link LongCall} runs it. Implementations are
 * steps, so that they can be kept with the Pipeline.
 */
interface WaitingStep extends Serializable {

    /**
     * How a step began.
     *
     * @param isOver whether there is nothing to wait for
     * @param result what to return in the end; kept with the Pipeline
     */
    record Beginning(boolean isOver, @CheckForNull Serializable result) {}

    /** @return what the step is about, as an infinitive */
    @NonNull
    String action();

    /** @return what the step says of where to go */
    @NonNull
    Choice where();

    /** @return how long it may wait */
    @NonNull
    Duration patience();

    /** Makes the requests that begin it. After a restart in the midst of them they are made again. */
    @NonNull
    Beginning begin(@NonNull HumanitecSession session, @NonNull PrintStream log);

    /** @return what to wait for */
    @NonNull
    Watch<?> watch(@NonNull HumanitecSession session, @NonNull Instant deadline);

    /** Writes into the log that it has come about. */
    void sayDone(@NonNull PrintStream log);
}
