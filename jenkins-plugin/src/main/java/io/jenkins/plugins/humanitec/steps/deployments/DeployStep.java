package io.jenkins.plugins.humanitec.steps.deployments;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.Util;
import io.jenkins.plugins.humanitec.client.EnvRef;
import io.jenkins.plugins.humanitec.client.InvalidInputException;
import io.jenkins.plugins.humanitec.client.deployments.DeploymentRequest;
import io.jenkins.plugins.humanitec.client.input.Images;
import io.jenkins.plugins.humanitec.execution.StepRun;
import io.jenkins.plugins.humanitec.steps.KeyValueLines;
import io.jenkins.plugins.humanitec.steps.Messages;
import io.jenkins.plugins.humanitec.steps.ScoreParameters;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/** Deploys Score files, images, a delta or a set, or repeats a deployment. */
public class DeployStep extends DeploymentStep {

    private static final long serialVersionUID = 1L;

    private LinkedHashMap<String, String> images = new LinkedHashMap<>();
    private String delta;
    private String set;
    private String deployment;
    private boolean again;
    private final ScoreParameters score = new ScoreParameters();
    private boolean exact;

    /**
     * Creates a step without parameters. Exactly one of score, images, delta, set, deployment and again is required,
     * so none is an argument.
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

    @CheckForNull
    public String getDeployment() {
        return deployment;
    }

    @DataBoundSetter
    public void setDeployment(@CheckForNull String deployment) {
        this.deployment = Util.fixEmptyAndTrim(deployment);
    }

    public boolean isAgain() {
        return again;
    }

    @DataBoundSetter
    public void setAgain(boolean again) {
        this.again = again;
    }

    /** {@return the paths of the Score files: null, a text, or a list} */
    @CheckForNull
    public Object getScore() {
        return score.files();
    }

    @DataBoundSetter
    public void setScore(@CheckForNull Object files) {
        score.setFiles(files);
    }

    /** {@return the paths of the Score files as text for the form} */
    public String getScoreText() {
        return score.text();
    }

    @CheckForNull
    public String getExtensions() {
        return score.extensions();
    }

    @DataBoundSetter
    public void setExtensions(@CheckForNull String path) {
        score.setExtensions(path);
    }

    @CheckForNull
    public String getOverrides() {
        return score.overrides();
    }

    @DataBoundSetter
    public void setOverrides(@CheckForNull String path) {
        score.setOverrides(path);
    }

    @CheckForNull
    public String getImage() {
        return score.image();
    }

    @DataBoundSetter
    public void setImage(@CheckForNull String image) {
        score.setImage(image);
    }

    /** {@return the properties: null, a map, or text with one line for each} */
    @CheckForNull
    public Object getProperty() {
        return score.property();
    }

    @DataBoundSetter
    public void setProperty(@CheckForNull Object property) {
        score.setProperty(property);
    }

    /** {@return the properties as text for the form} */
    public String getPropertyText() {
        return score.propertyText();
    }

    public Map<String, String> getResourceTypeAliases() {
        return score.aliases();
    }

    @DataBoundSetter
    public void setResourceTypeAliases(@CheckForNull Map<String, String> aliases) {
        score.setAliases(aliases);
    }

    /** {@return the aliases as text for the form} */
    public String getResourceTypeAliasesText() {
        return KeyValueLines.format(score.aliases());
    }

    public boolean isExact() {
        return exact;
    }

    @DataBoundSetter
    public void setExact(boolean exact) {
        this.exact = exact;
    }

    @NonNull
    @Override
    public String action() {
        String env = getEnv();
        return env == null || env.isEmpty() ? "deploy" : "deploy to " + env;
    }

    @Override
    public void check() {
        score.check();
        long given = Stream.of(
                        score.isGiven(), !images.isEmpty(), delta != null, set != null, deployment != null, again)
                .filter(isGiven -> isGiven)
                .count();
        if (given != 1) {
            throw new InvalidInputException(
                    "Give one of 'score', 'images', 'delta', 'set', 'deployment' and 'again', for instance"
                            + " score: 'score.yaml', or images: [backend: 'registry/backend:1.2.3'].");
        }
        if (exact && !score.isGiven()) {
            throw new InvalidInputException("'exact' is for Score files. Name the file with 'score'.");
        }
        if (!images.isEmpty()) {
            Images.requireAll(images);
        }
        super.check();
    }

    @Override
    String content() {
        if (score.isGiven()) {
            return "Score file " + score.names();
        }
        if (!images.isEmpty()) {
            return String.join(", ", images.values());
        }
        if (deployment != null) {
            return "deployment " + deployment + ", once more";
        }
        return again ? "what was there, once more" : delta != null ? "delta " + delta : "set " + set;
    }

    @Override
    DeploymentRequest request(@NonNull StepRun run) throws IOException, InterruptedException {
        EnvRef env = run.session().env();
        if (score.isGiven()) {
            return DeploymentRequest.score(env, score.read(run)).withExact(exact);
        }
        if (!images.isEmpty()) {
            return DeploymentRequest.images(env, images);
        }
        if (deployment != null) {
            return DeploymentRequest.redeployment(env, deployment);
        }
        return again
                ? DeploymentRequest.again(env)
                : delta != null ? DeploymentRequest.delta(env, delta) : DeploymentRequest.set(env, set);
    }

    @Extension
    public static class DescriptorImpl extends DeploymentStepDescriptor {
        public DescriptorImpl() {
            super(
                    "humanitecDeploy",
                    Messages._DeployStep_displayName(),
                    "score",
                    "property",
                    "resourceTypeAliases",
                    "images");
        }

        @Override
        protected Object read(@NonNull String name, Object given, @NonNull Map<String, Object> arguments) {
            return ScoreParameters.read(getFunctionName(), name, given);
        }

        @Override
        protected void bindLines(@NonNull Step step, @NonNull Map<String, String> lines) {
            DeployStep deploy = (DeployStep) step;
            deploy.images.putAll(KeyValueLines.parse(lines.get("images")));
            deploy.score.setLines(lines);
        }
    }
}
