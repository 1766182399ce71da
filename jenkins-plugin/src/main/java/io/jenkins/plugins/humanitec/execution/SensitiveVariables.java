package io.jenkins.plugins.humanitec.execution;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.EnvVars;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import org.jenkinsci.plugins.workflow.steps.EnvironmentExpander;

/** Finds what must not be written down of a build's environment variables. */
public final class SensitiveVariables {

    private SensitiveVariables() {}

    /**
     * @param expander what the enclosing blocks add to the variables, or null
     * @param variables the variables
     * @return the values of those that the blocks call sensitive, as the one that binds credentials does
     */
    @NonNull
    public static List<String> of(@CheckForNull EnvironmentExpander expander, @NonNull EnvVars variables) {
        return expander == null ? List.of() : of(expander.getSensitiveVariables(), variables);
    }

    /**
     * @param names the names of the variables that are sensitive
     * @param variables all variables
     * @return the values of the sensitive ones
     */
    @NonNull
    public static List<String> of(@NonNull Collection<String> names, @NonNull EnvVars variables) {
        return names.stream().map(variables::get).filter(Objects::nonNull).toList();
    }
}
