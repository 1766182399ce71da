package io.jenkins.plugins.humanitec.steps;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.Util;
import io.jenkins.plugins.humanitec.client.AppRef;
import io.jenkins.plugins.humanitec.client.EnvRef;
import io.jenkins.plugins.humanitec.client.Identifiers;
import io.jenkins.plugins.humanitec.client.InvalidInputException;
import io.jenkins.plugins.humanitec.client.model.Environment;
import io.jenkins.plugins.humanitec.client.operations.Creation;
import io.jenkins.plugins.humanitec.client.operations.EnvironmentSpec;
import io.jenkins.plugins.humanitec.client.operations.PreviewId;
import io.jenkins.plugins.humanitec.preview.Preview;
import io.jenkins.plugins.humanitec.preview.Previews;
import io.jenkins.plugins.humanitec.record.ChangeDraft;
import io.jenkins.plugins.humanitec.session.StepRun;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/** Gives the branch or change request of a job an environment of its own, which goes with the job. */
public class PreviewEnvStep extends AppStep implements ShortStep {

    private static final long serialVersionUID = 1L;

    private final String base;
    private String branch;
    private String type;

    /** @param base the ID of the environment that a new one begins as */
    @DataBoundConstructor
    public PreviewEnvStep(String base) {
        this.base = Util.fixEmptyAndTrim(base);
    }

    public String getBase() {
        return base;
    }

    @CheckForNull
    public String getBranch() {
        return branch;
    }

    @DataBoundSetter
    public void setBranch(@CheckForNull String branch) {
        this.branch = Util.fixEmptyAndTrim(branch);
    }

    @CheckForNull
    public String getType() {
        return type;
    }

    @DataBoundSetter
    public void setType(@CheckForNull String type) {
        this.type = Util.fixEmptyAndTrim(type);
    }

    @NonNull
    @Override
    public String action() {
        return "provide a preview environment";
    }

    @Override
    public void check() {
        Identifiers.requireId("environment", base);
    }

    @Override
    public Object call(@NonNull StepRun run) throws IOException {
        AppRef owner = run.session().app();
        String change = branch == null ? Util.fixEmptyAndTrim(run.variables().get("CHANGE_ID")) : null;
        String head = branch == null ? Util.fixEmptyAndTrim(run.variables().get("BRANCH_NAME")) : branch;
        if (change == null && head == null) {
            throw new InvalidInputException(
                    "The job is not that of a branch or change request. Say which 'branch' it is for.");
        }
        EnvRef env = owner.env(change == null ? PreviewId.ofBranch(head) : PreviewId.ofChangeRequest(change));
        String name = change == null ? "Preview of " + head : "Preview of change request " + change;
        requireOurs(run, env, name);
        if (!run.session().isDryRun()) {
            Previews.get()
                    .add(new Preview(
                            run.session().connectionName(),
                            run.session().credentialsId(),
                            env,
                            run.run().getParent().getFullName()));
        }
        Creation<Environment> done =
                run.client().environments().create(env, new EnvironmentSpec(name, type, base, null));
        Creation<Environment> creation = done.resumed(run.begun(), done.found().getCreatedAt());
        run.say("preview environment " + env + ": " + creation.word());
        if (creation.isCreated()) {
            run.changed(new ChangeDraft("preview environment", env, null, name), creation.word());
        }
        String page = run.session().page(env);
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("id", env.envId());
        result.put("url", page);
        result.put("created", creation.isCreated());
        result.put("markdown", "[" + name.replaceAll("[\\[\\]\\\\<>\\r\\n]", "_") + "](" + page + ")");
        return result;
    }

    /** What is deleted with the job must not be somebody else's. */
    private static void requireOurs(StepRun run, EnvRef env, String name) {
        Optional<Environment> found = run.client().environments().find(env);
        if (found.isPresent() && !name.equals(found.get().getName())) {
            throw new InvalidInputException(
                    "There is an environment " + env + ", but it is not this preview: its name is '"
                            + found.get().getName() + "' and not '" + name + "'. Delete or rename it.");
        }
    }

    @Extension
    public static class DescriptorImpl extends HumanitecStepDescriptor {
        public DescriptorImpl() {
            super("humanitecPreviewEnv", Messages._PreviewEnvStep_displayName());
        }
    }
}
