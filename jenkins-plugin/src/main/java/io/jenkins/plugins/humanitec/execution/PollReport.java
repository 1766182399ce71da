package io.jenkins.plugins.humanitec.execution;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.humanitec.client.polling.PollListener;
import java.util.function.Consumer;

/** Shows the progress of a poller in the log and the record of a build, and passes on its result. */
final class PollReport<T> implements PollListener<T> {

    private final String goal;
    private final StepRun run;
    private final String change;
    private final Consumer<String> status;
    private final Consumer<T> result;
    private final Consumer<RuntimeException> problem;
    private String lastStatus = "";

    /**
     * Creates a listener.
     *
     * @param goal what the poller waits for
     * @param run the context of the step
     * @param change the ID of the record; null if there is none
     * @param status receives the status of the step, with masked secrets
     * @param result receives the result
     * @param problem receives the problem that stopped polling
     */
    PollReport(
            @NonNull String goal,
            @NonNull StepRun run,
            @CheckForNull String change,
            @NonNull Consumer<String> status,
            @NonNull Consumer<T> result,
            @NonNull Consumer<RuntimeException> problem) {
        this.goal = goal;
        this.run = run;
        this.change = change;
        this.status = status;
        this.result = result;
        this.problem = problem;
    }

    @Override
    public void progressed(String seen) {
        status.accept(run.secrets().mask("waiting for " + goal + ": " + seen));
        run.recorder().progress(change, seen);
        if (!seen.equals(lastStatus)) {
            lastStatus = seen;
            run.say(goal + ": " + seen);
        }
    }

    @Override
    public void done(T found) {
        result.accept(found);
    }

    @Override
    public void failed(RuntimeException cause) {
        problem.accept(cause);
    }
}
