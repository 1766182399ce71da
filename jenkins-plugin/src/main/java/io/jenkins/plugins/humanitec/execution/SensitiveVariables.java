package io.jenkins.plugins.humanitec.execution;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.EnvVars;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import org.jenkinsci.plugins.workflow.steps.EnvironmentExpander;

/** Finds the environment variables of a build whose values are secret. */
public final class SensitiveVariables {

    private SensitiveVariables() {}

    /**
     * Returns the values of the variables that enclosing blocks, such as {@code withCredentials}, declare as sensitive.
     *
     * @param expander the variables of the enclosing blocks; null if there are none
     * @param variables all variables of the build
     * @return the sensitive values
     */
    @NonNull
    public static List<String> of(@CheckForNull EnvironmentExpander expander, @NonNull EnvVars variables) {
        return expander == null ? List.of() : of(expander.getSensitiveVariables(), variables);
    }

    /**
     * Returns the values of sensitive variables.
     *
     * @param names the names of the sensitive variables
     * @param variables all variables of the build
     * @return the values; variables that are not set are left out
     */
    @NonNull
    public static List<String> of(@NonNull Collection<String> names, @NonNull EnvVars variables) {
        return names.stream().map(variables::get).filter(Objects::nonNull).toList();
    }
}
