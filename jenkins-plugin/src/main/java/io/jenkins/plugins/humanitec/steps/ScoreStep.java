package io.jenkins.plugins.humanitec.steps;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import java.util.Map;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.jvnet.localizer.Localizable;
import org.kohsuke.stapler.DataBoundSetter;

/** Base class of steps that hand Score files of the workspace to the organization. */
public abstract class ScoreStep extends HumanitecStep {

    private static final long serialVersionUID = 1L;

    private final ScoreParameters score = new ScoreParameters();

    /** {@return the parameters} */
    @NonNull
    protected final ScoreParameters score() {
        return score;
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

    /** Base class of the descriptors of these steps. */
    protected abstract static class ScoreStepDescriptor extends HumanitecStepDescriptor {

        /**
         * Creates a descriptor.
         *
         * @param functionName the name of the step in Pipelines
         * @param displayName the name of the step in the user interface
         */
        protected ScoreStepDescriptor(String functionName, Localizable displayName) {
            super(functionName, displayName, ScoreParameters.TEXTS);
        }

        @Override
        protected Object read(@NonNull String name, Object given, @NonNull Map<String, Object> arguments) {
            return ScoreParameters.read(getFunctionName(), name, given);
        }

        @Override
        protected void bindLines(@NonNull Step step, @NonNull Map<String, String> lines) {
            ((ScoreStep) step).score.setLines(lines);
        }
    }
}
