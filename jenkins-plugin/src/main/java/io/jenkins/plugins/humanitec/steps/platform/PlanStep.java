package io.jenkins.plugins.humanitec.steps.platform;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import io.jenkins.plugins.humanitec.client.InvalidInputException;
import io.jenkins.plugins.humanitec.client.manifests.Manifest;
import io.jenkins.plugins.humanitec.client.platform.Plan;
import io.jenkins.plugins.humanitec.execution.ShortOperation;
import io.jenkins.plugins.humanitec.execution.StepRun;
import io.jenkins.plugins.humanitec.steps.Messages;
import java.io.IOException;
import java.util.List;
import org.kohsuke.stapler.DataBoundConstructor;

/** Compares manifests with the organization. Changes nothing. */
public class PlanStep extends ManifestStep implements ShortOperation {

    private static final long serialVersionUID = 1L;

    /** More changes would make the page of the build hard to read. */
    static final int MOST_RECORDS = 200;

    /** Creates a step. The files are no argument, since they can be a text or a list. */
    @DataBoundConstructor
    public PlanStep() {}

    @NonNull
    @Override
    public String action() {
        return named("plan", fileNames());
    }

    @Override
    public void check() {
        if (!hasFiles()) {
            throw new InvalidInputException("Name the files with 'files', for instance files: 'humanitec/**/*.yaml'.");
        }
        super.check();
    }

    @Override
    public Object call(@NonNull StepRun run) throws IOException, InterruptedException {
        List<Manifest> manifests = manifests(run);
        manifests.forEach(manifest -> manifest.credentials().values().forEach(id -> BuildCredentials.mask(run, id)));
        Plan plan = run.client().platform(run.session().organization()).plan(manifests, options(run));
        run.say("plan for " + fileNames() + "\n" + plan.text());
        plan.changes().stream()
                .limit(MOST_RECORDS)
                .forEach(change -> run.recorder()
                        .done(
                                PlanChanges.draft(run.session().organization(), change.object(), change.fields()),
                                "planned: " + change.action().verb()));
        return new PlanChanges(plan);
    }

    @Extension
    public static class DescriptorImpl extends ManifestStepDescriptor {
        public DescriptorImpl() {
            super("humanitecPlan", Messages._PlanStep_displayName());
        }
    }
}
