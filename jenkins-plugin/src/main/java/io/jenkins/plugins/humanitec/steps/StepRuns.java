package io.jenkins.plugins.humanitec.steps;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.EnvVars;
import hudson.FilePath;
import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.humanitec.record.Scribe;
import io.jenkins.plugins.humanitec.session.Choice;
import io.jenkins.plugins.humanitec.session.HumanitecSession;
import io.jenkins.plugins.humanitec.session.Secrets;
import io.jenkins.plugins.humanitec.session.StepRun;
import java.io.IOException;
import org.jenkinsci.plugins.workflow.steps.EnvironmentExpander;
import org.jenkinsci.plugins.workflow.steps.StepContext;

/** Finds out what a step in a Pipeline works with. */
final class StepRuns {

    private StepRuns() {}

    /**
     * @param context where the step runs
     * @param where what the step says of where to go
     * @param step the step's name
     * @return what it works with
     * @throws io.jenkins.plugins.humanitec.client.InvalidInputException if it cannot go there
     */
    @NonNull
    static StepRun open(@NonNull StepContext context, @NonNull Choice where, @NonNull String step)
            throws IOException, InterruptedException {
        Run<?, ?> run = context.get(Run.class);
        TaskListener listener = context.get(TaskListener.class);
        if (run == null || listener == null) {
            throw new IOException("The step does not run in a build.");
        }
        EnvVars variables = context.get(EnvVars.class);
        EnvVars known = variables == null ? new EnvVars() : variables;
        HumanitecSession session = HumanitecSession.open(run, context.get(Choice.class), where);
        return new StepRun(
                session,
                run,
                known,
                context.get(FilePath.class),
                listener.getLogger(),
                new Scribe(run, step, session, Secrets.of(context.get(EnvironmentExpander.class), known)));
    }
}
