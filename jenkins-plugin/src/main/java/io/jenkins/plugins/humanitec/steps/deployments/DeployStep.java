package io.jenkins.plugins.humanitec.steps.deployments;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.Util;
import io.jenkins.plugins.humanitec.client.EnvRef;
import io.jenkins.plugins.humanitec.client.InvalidInputException;
import io.jenkins.plugins.humanitec.client.deployments.DeploymentRequest;
import io.jenkins.plugins.humanitec.execution.StepRun;
import io.jenkins.plugins.humanitec.steps.KeyValueLines;
import io.jenkins.plugins.humanitec.steps.Messages;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/** Deploys images, a delta or a set, or repeats the last deployment. */
public class DeployStep extends DeploymentStep {

    private static final long serialVersionUID = 1L;

    private LinkedHashMap<String, String> images = new LinkedHashMap<>();
    private String delta;
    private String set;
    private boolean again;

    /**
     * Creates a step without parameters. Exactly one of images, delta, set and again is required, so none is an
     * argument.
     */
    @DataBoundConstructor
    public DeployStep() {}

    public Map<String, String> getImages() {
        return images;
    }

    @DataBoundSetter
    public void setImages(@CheckForNull Map<String, String> images) {
        this.images = images == null ? new LinkedHashMap<>() : new LinkedHashMap<>(images);
    }

    /** {@return the images as text for the form} */
    public String getImagesText() {
        return KeyValueLines.format(images);
    }

    @CheckForNull
    public String getDelta() {
        return delta;
    }

    @DataBoundSetter
    public void setDelta(@CheckForNull String delta) {
        this.delta = Util.fixEmptyAndTrim(delta);
    }

    @CheckForNull
    public String getSet() {
        return set;
    }

    @DataBoundSetter
    public void setSet(@CheckForNull String set) {
        this.set = Util.fixEmptyAndTrim(set);
    }

    public boolean isAgain() {
        return again;
    }

    @DataBoundSetter
    public void setAgain(boolean again) {
        this.again = again;
    }

    @NonNull
    @Override
    public String action() {
        String env = getEnv();
        return env == null || env.isEmpty() ? "deploy" : "deploy to " + env;
    }

    @Override
    public void check() {
        int given = (images.isEmpty() ? 0 : 1) + (delta == null ? 0 : 1) + (set == null ? 0 : 1) + (again ? 1 : 0);
        if (given != 1) {
            throw new InvalidInputException(
                    "Give one of 'images', 'delta', 'set' and 'again', for instance images: [backend: 'registry/backend:1.2.3'].");
        }
        if (!images.isEmpty()) {
            DeploymentRequest.requireImages(images);
        }
        super.check();
    }

    @Override
    String content() {
        if (!images.isEmpty()) {
            return String.join(", ", images.values());
        }
        return again ? "what was there, once more" : delta != null ? "delta " + delta : "set " + set;
    }

    @Override
    DeploymentRequest request(@NonNull StepRun run) {
        EnvRef env = run.session().env();
        if (!images.isEmpty()) {
            return DeploymentRequest.images(env, images);
        }
        return again
                ? DeploymentRequest.again(env)
                : delta != null ? DeploymentRequest.delta(env, delta) : DeploymentRequest.set(env, set);
    }

    @Extension
    public static class DescriptorImpl extends DeploymentStepDescriptor {
        public DescriptorImpl() {
            super("humanitecDeploy", Messages._DeployStep_displayName(), "images");
        }

        @Override
        protected void bindLines(@NonNull Step step, @NonNull Map<String, String> lines) {
            ((DeployStep) step).images.putAll(KeyValueLines.parse(lines.get("images")));
        }
    }
}
