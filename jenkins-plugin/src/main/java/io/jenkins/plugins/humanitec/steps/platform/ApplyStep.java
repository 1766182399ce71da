package io.jenkins.plugins.humanitec.steps.platform;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.Util;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.humanitec.client.InvalidInputException;
import io.jenkins.plugins.humanitec.client.flow.Stage;
import io.jenkins.plugins.humanitec.client.manifests.Manifest;
import io.jenkins.plugins.humanitec.client.platform.AppliedChange;
import io.jenkins.plugins.humanitec.client.platform.ApplyFailedException;
import io.jenkins.plugins.humanitec.client.platform.ApplyResult;
import io.jenkins.plugins.humanitec.client.platform.Plan;
import io.jenkins.plugins.humanitec.client.platform.Platform;
import io.jenkins.plugins.humanitec.client.platform.Platform.OnFailure;
import io.jenkins.plugins.humanitec.execution.ResumableOperation;
import io.jenkins.plugins.humanitec.execution.StepRun;
import io.jenkins.plugins.humanitec.record.ChangeDraft;
import io.jenkins.plugins.humanitec.steps.Messages;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/** Applies manifests, or a plan that was shown before. */
public class ApplyStep extends ManifestStep implements ResumableOperation<ApplyResult> {

    private static final long serialVersionUID = 1L;

    private String onFailure = word(OnFailure.STOP);
    private Plan plan;
    private ArrayList<String> refusedPlan = new ArrayList<>();
    /** The credentials that the manifests name. They are masked again after a restart. */
    private TreeSet<String> secretIds = new TreeSet<>();

    /** Creates a step. The files are no argument, since they can be a text or a list. */
    @DataBoundConstructor
    public ApplyStep() {}

    public String getOnFailure() {
        return onFailure;
    }

    @DataBoundSetter
    public void setOnFailure(@CheckForNull String onFailure) {
        String given = Util.fixEmptyAndTrim(onFailure);
        this.onFailure = given == null ? word(OnFailure.STOP) : given;
    }

    /** {@return nothing: a plan comes from a variable of the script, which forms do not know} */
    @CheckForNull
    public Object getPlan() {
        return null;
    }

    @DataBoundSetter
    public void setPlan(@CheckForNull Object plan) {
        refusedPlan.clear();
        try {
            this.plan = plan == null ? null : PlanChanges.read(plan);
        } catch (InvalidInputException e) {
            refusedPlan.add(e.getMessage());
        }
    }

    private static String word(OnFailure choice) {
        return choice.name().toLowerCase(Locale.ROOT);
    }

    private OnFailure choice() {
        for (OnFailure choice : OnFailure.values()) {
            if (word(choice).equals(onFailure)) {
                return choice;
            }
        }
        throw new InvalidInputException("'" + onFailure + "' is not valid as onFailure. Use 'stop' or 'continue'.");
    }

    @NonNull
    @Override
    public String action() {
        return plan == null ? named("apply", fileNames()) : "apply the plan";
    }

    @Override
    public void check() {
        choice();
        if (!refusedPlan.isEmpty()) {
            throw new InvalidInputException(refusedPlan.get(0));
        }
        if (hasFiles() == (plan != null)) {
            throw new InvalidInputException(
                    "Give either 'files', for instance files: 'humanitec/**/*.yaml', or 'plan' with"
                            + " what humanitecPlan returned.");
        }
        super.check();
    }

    @Override
    public void prepare(@NonNull StepRun run) {
        secretIds.forEach(id -> BuildCredentials.mask(run, id));
    }

    @NonNull
    @Override
    public Stage<ApplyResult> begin(@NonNull StepRun run) throws IOException, InterruptedException {
        Platform platform = run.client().platform(run.session().organization());
        List<Manifest> manifests = plan == null ? manifests(run) : plan.manifests();
        manifests.forEach(manifest -> secretIds.addAll(manifest.credentials().values()));
        prepare(run);
        return plan == null
                ? platform.applyStage(manifests, options(run), choice())
                : platform.applyStage(plan, options(run), choice());
    }

    @NonNull
    @Override
    public ChangeDraft draft(@NonNull StepRun run) {
        return ChangeDraft.of("platform: " + (plan == null ? fileNames() : plan.summary()), null);
    }

    /** Records each change. The record of the step itself is then removed. */
    @Override
    public Outcome outcome(@NonNull StepRun run, @NonNull ApplyResult result) {
        record(run, result);
        run.say("applied: " + result.summary());
        return null;
    }

    @Override
    public void failed(@NonNull StepRun run, @NonNull Throwable problem) {
        if (problem instanceof ApplyFailedException failure) {
            record(run, failure.result());
        }
    }

    private static void record(StepRun run, ApplyResult result) {
        result.changes().stream()
                .filter(change -> change.outcome() == AppliedChange.Outcome.DONE)
                .limit(PlanStep.MOST_RECORDS)
                .forEach(change -> run.changed(
                        PlanChanges.draft(run.session().organization(), change.object(), change.fields()),
                        switch (change.action()) {
                            case CREATE -> "created";
                            case CHANGE -> "changed";
                            case DELETE -> "deleted";
                        }));
    }

    @Override
    public Object result(@NonNull StepRun run, @NonNull ApplyResult result) {
        List<Map<String, Object>> changes = new ArrayList<>();
        result.changes().forEach(change -> {
            Map<String, Object> plain = new LinkedHashMap<>();
            plain.put("action", change.action().verb());
            plain.put("kind", change.object().kind());
            plain.put("id", change.object().id());
            plain.putAll(change.object().owners());
            changes.add(plain);
        });
        return changes;
    }

    @Extension
    public static class DescriptorImpl extends ManifestStepDescriptor {

        public DescriptorImpl() {
            super("humanitecApply", Messages._ApplyStep_displayName());
        }

        public ListBoxModel doFillOnFailureItems() {
            ListBoxModel items = new ListBoxModel();
            items.add(Messages.ApplyStep_stop(), word(OnFailure.STOP));
            items.add(Messages.ApplyStep_continue(), word(OnFailure.CONTINUE));
            return items;
        }
    }
}
