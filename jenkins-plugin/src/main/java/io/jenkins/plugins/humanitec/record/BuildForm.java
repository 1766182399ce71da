package io.jenkins.plugins.humanitec.record;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.model.Job;
import hudson.model.ParameterDefinition;
import hudson.model.ParameterValue;
import hudson.model.ParametersAction;
import hudson.model.ParametersDefinitionProperty;
import hudson.model.Run;
import java.util.List;

/** The parameters of a job, filled in with the values of an earlier build. */
public final class BuildForm {

    private final Job<?, ?> job;
    private final Run<?, ?> run;

    /**
     * Creates a form.
     *
     * @param job the job
     * @param run the build with the values; null for the default values of the job
     */
    BuildForm(@NonNull Job<?, ?> job, @CheckForNull Run<?, ?> run) {
        this.job = job;
        this.run = run;
    }

    /** {@return the build with the values; null if there is none} */
    @CheckForNull
    public Run<?, ?> getRun() {
        return run;
    }

    /** {@return the parameters that the job has now} */
    @NonNull
    public List<ParameterDefinition> getParameters() {
        ParametersDefinitionProperty property = job.getProperty(ParametersDefinitionProperty.class);
        ParametersAction used = run == null ? null : run.getAction(ParametersAction.class);
        return property == null
                ? List.of()
                : property.getParameterDefinitions().stream()
                        .map(definition -> filledIn(definition, used))
                        .toList();
    }

    /** A secret is never filled in, so that nobody gets the one that somebody else has entered. */
    private static ParameterDefinition filledIn(ParameterDefinition definition, @CheckForNull ParametersAction used) {
        ParameterValue value = used == null ? null : used.getParameter(definition.getName());
        return value == null || value.isSensitive() ? definition : definition.copyWithDefaultValue(value);
    }
}
