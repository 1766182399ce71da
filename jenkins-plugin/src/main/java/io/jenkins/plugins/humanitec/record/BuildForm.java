package io.jenkins.plugins.humanitec.record;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.model.Job;
import hudson.model.ParameterDefinition;
import hudson.model.ParameterValue;
import hudson.model.ParametersAction;
import hudson.model.ParametersDefinitionProperty;
import hudson.model.Run;
import hudson.model.StringParameterValue;
import hudson.model.TextParameterDefinition;
import java.util.ArrayList;
import java.util.List;

/** The parameters of a job, filled in with the values of an earlier build. */
public final class BuildForm {

    private final Run<?, ?> run;
    private final List<ParameterDefinition> parameters = new ArrayList<>();
    private final List<String> notFilledIn = new ArrayList<>();

    /**
     * Creates a form.
     *
     * @param job the job
     * @param run the build with the values; null for the default values of the job
     */
    BuildForm(@NonNull Job<?, ?> job, @CheckForNull Run<?, ?> run) {
        this.run = run;
        ParametersDefinitionProperty property = job.getProperty(ParametersDefinitionProperty.class);
        ParametersAction used = run == null ? null : run.getAction(ParametersAction.class);
        for (ParameterDefinition definition :
                property == null ? List.<ParameterDefinition>of() : property.getParameterDefinitions()) {
            ParameterDefinition filledIn =
                    used == null ? null : filledIn(definition, used.getParameter(definition.getName()));
            parameters.add(filledIn == null ? definition : filledIn);
            if (filledIn == null) {
                notFilledIn.add(definition.getName());
            }
        }
    }

    /**
     * Returns a parameter with a value, or null if it cannot have the value. A secret is never filled in, so that nobody gets the one
     * that somebody else has entered.
     */
    @CheckForNull
    private static ParameterDefinition filledIn(ParameterDefinition definition, @CheckForNull ParameterValue value) {
        if (value == null || value.isSensitive() || !definition.isValid(value)) {
            return null;
        }
        if (definition instanceof TextParameterDefinition text && value instanceof StringParameterValue line) {
            // The copy of Jenkins has one line only.
            TextParameterDefinition copy =
                    new TextParameterDefinition(text.getName(), line.getValue(), text.getDescription());
            copy.setTrim(text.isTrim());
            return copy;
        }
        ParameterDefinition copy = definition.copyWithDefaultValue(value);
        return copy == definition || copy.getClass() != definition.getClass() ? null : copy;
    }

    /** {@return the build with the values; null if there is none} */
    @CheckForNull
    public Run<?, ?> getRun() {
        return run;
    }

    /** {@return the parameters that the job has now} */
    @NonNull
    public List<ParameterDefinition> getParameters() {
        return parameters;
    }

    /** {@return the names of the parameters that have their default values, with commas between them; empty if there are none} */
    @NonNull
    public String getNotFilledIn() {
        return String.join(", ", notFilledIn);
    }
}
