package io.jenkins.plugins.humanitec.client.scm;

import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The information of a CI server about the source of a build, the most reliable first.
 *
 * @param head what the job builds, as its branch source describes it; null if the job has no branch source
 * @param checkout the first checkout of the build; null if unknown
 * @param variables the build's environment variables, which anyone may have set
 */
public record ScmFacts(@Nullable Head head, @Nullable Checkout checkout, Map<String, String> variables) {

    /**
     * Copies the variables.
     *
     * @throws NullPointerException if the variables are null
     */
    public ScmFacts {
        variables = Map.copyOf(Objects.requireNonNull(variables, "variables"));
    }

    /** The type of a head. */
    public enum Kind {
        BRANCH,
        TAG,
        CHANGE_REQUEST
    }

    /**
     * What a job builds.
     *
     * @param kind the type
     * @param name the name of the branch or tag; for a change request its ID, such as {@code 12}
     * @param ref the full name in git, such as {@code refs/heads/main}; null if the branch source does not provide it
     * @param revision the revision in the format of the branch source; null if unknown
     * @param target for a change request, the revision that it is compared with or merged into; null if unknown
     */
    public record Head(
            Kind kind,
            String name,
            @Nullable String ref,
            @Nullable String revision,
            @Nullable String target) {

        /**
         * Checks the components.
         *
         * @throws NullPointerException if the type or the name is null
         */
        public Head {
            Objects.requireNonNull(kind, "kind");
            Objects.requireNonNull(name, "name");
        }
    }

    /**
     * A checkout of a build.
     *
     * @param variables the environment variables that the SCM plugin sets for this checkout
     * @param isMerged whether the build itself merged the checked out revision into another branch
     * @param isOneOfSeveral whether the build checked out other repositories later
     */
    public record Checkout(Map<String, String> variables, boolean isMerged, boolean isOneOfSeveral) {

        /**
         * Copies the variables.
         *
         * @throws NullPointerException if the variables are null
         */
        public Checkout {
            variables = Map.copyOf(Objects.requireNonNull(variables, "variables"));
        }
    }
}
