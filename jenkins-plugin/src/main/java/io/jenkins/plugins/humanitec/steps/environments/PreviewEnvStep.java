package io.jenkins.plugins.humanitec.steps.environments;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.Util;
import io.jenkins.plugins.humanitec.client.AppRef;
import io.jenkins.plugins.humanitec.client.EnvRef;
import io.jenkins.plugins.humanitec.client.Identifiers;
import io.jenkins.plugins.humanitec.client.InvalidInputException;
import io.jenkins.plugins.humanitec.client.environments.Creation;
import io.jenkins.plugins.humanitec.client.environments.EnvironmentSpec;
import io.jenkins.plugins.humanitec.client.environments.PreviewId;
import io.jenkins.plugins.humanitec.client.model.Environment;
import io.jenkins.plugins.humanitec.execution.ShortOperation;
import io.jenkins.plugins.humanitec.execution.StepRun;
import io.jenkins.plugins.humanitec.preview.Preview;
import io.jenkins.plugins.humanitec.preview.Previews;
import io.jenkins.plugins.humanitec.record.ChangeDraft;
import io.jenkins.plugins.humanitec.steps.AppStep;
import io.jenkins.plugins.humanitec.steps.HumanitecStepDescriptor;
import io.jenkins.plugins.humanitec.steps.Messages;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import jenkins.model.Jenkins;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/** Creates a preview environment for a branch or change request. It is deleted when the job is deleted. */
public class PreviewEnvStep extends AppStep implements ShortOperation {

    private static final long serialVersionUID = 1L;

    private final String base;
    private String branch;
    private String prefix;
    private String type;

    /**
     * Creates a step.
     *
     * @param base the ID of the environment from which a new preview environment is created
     */
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
    public String getPrefix() {
        return prefix;
    }

    @DataBoundSetter
    public void setPrefix(@CheckForNull String prefix) {
        this.prefix = Util.fixEmptyAndTrim(prefix);
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
        if (prefix != null) {
            PreviewId.requirePrefix(prefix);
        }
    }

    @Override
    public Object call(@NonNull StepRun run) throws IOException, InterruptedException {
        AppRef owner = run.session().app();
        String change = branch == null ? Util.fixEmptyAndTrim(run.variables().get("CHANGE_ID")) : null;
        String head = branch == null ? Util.fixEmptyAndTrim(run.variables().get("BRANCH_NAME")) : branch;
        if (change == null && head == null) {
            throw new InvalidInputException(
                    "The job is not that of a branch or change request. Say which 'branch' it is for.");
        }
        EnvRef env = owner.env(
                change == null ? PreviewId.ofBranch(prefix, head) : PreviewId.ofChangeRequest(prefix, change));
        String title = change == null ? "Preview of " + head : "Preview of change request " + change;
        Creation<Environment> creation = create(run, env, title + " (" + owner(run) + ")");
        run.say("preview environment " + env + ": " + creation.word());
        if (creation.isCreated()) {
            run.changed(new ChangeDraft("preview environment", env, null, title), creation.word());
        }
        String page = run.session().webPages().of(env);
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("id", env.envId());
        result.put("url", page);
        result.put("created", creation.isCreated());
        result.put("markdown", "[" + title.replaceAll("[\\[\\]\\\\<>\\r\\n]", "_") + "](" + page + ")");
        return result;
    }

    /**
     * Returns the owner for the name of the environment; with the Jenkins URL, as others may have jobs of the same
     * name.
     */
    private static String owner(StepRun run) {
        String job = run.run().getParent().getFullName();
        String jenkins = Jenkins.get().getRootUrl();
        return jenkins == null
                ? job
                : job + " on " + jenkins.replaceFirst("^https?://", "").replaceFirst("/+$", "");
    }

    /** Creates the environment. Checks that it does not belong to another job, because it is deleted with this job. */
    private Creation<Environment> create(StepRun run, EnvRef env, String name)
            throws IOException, InterruptedException {
        Preview preview = new Preview(
                run.session().connectionName(),
                run.session().credentialsId(),
                env,
                name,
                run.run().getParent().getFullName());
        Previews previews = Previews.get();
        Optional<String> called = run.client().environments().find(env).map(Environment::getName);
        previews.check(preview, called.orElse(null));
        boolean isKept = !run.session().isDryRun();
        if (isKept) {
            // Saved with the current name, so that the environment is recognized even if renaming it fails.
            previews.add(called.map(preview::called).orElse(preview));
        }
        Creation<Environment> creation = run.finish(run.client()
                .environments()
                .create(
                        env,
                        new EnvironmentSpec(name, type, base, null),
                        found -> previews.check(preview, found.getName())));
        if (isKept && creation.isChanged()) {
            previews.add(preview);
        }
        return creation.resumed(run.begun(), creation.found().getCreatedAt());
    }

    @Extension
    public static class DescriptorImpl extends HumanitecStepDescriptor {
        public DescriptorImpl() {
            super("humanitecPreviewEnv", Messages._PreviewEnvStep_displayName());
        }
    }
}
