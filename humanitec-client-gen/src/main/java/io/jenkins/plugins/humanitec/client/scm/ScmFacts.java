package io.jenkins.plugins.humanitec.client.scm;

import java.util.Map;
import java.util.Objects;

/**
 * What a CI server knows of the source that it builds, the most reliable first.
 *
 * @param head what the job builds, as the branch source says; null if the job has no branch source
 * @param checkout the first checkout of the build; null if it is not known
 * @param variables the build's environment variables, which anybody may have set
 */
public record ScmFacts(Head head, Checkout checkout, Map<String, String> variables) {

    /** @throws NullPointerException if there are no variables */
    public ScmFacts {
        variables = Map.copyOf(Objects.requireNonNull(variables, "variables"));
    }

    /** What a head is. */
    public enum Kind {
        BRANCH,
        TAG,
        CHANGE_REQUEST
    }

    /**
     * What a job builds.
     *
     * @param kind what it is
     * @param name the name of the branch or tag; for a change request its ID, such as {@code 12}
     * @param ref its full name in git, such as {@code refs/heads/main}; null if the branch source does not say
     * @param revision the revision that is built, as the branch source writes it; null if it is not known
     * @param target for a change request the revision that it is compared with or merged into; null if it is not known
     */
    public record Head(Kind kind, String name, String ref, String revision, String target) {

        /** @throws NullPointerException if there is no kind or no name */
        public Head {
            Objects.requireNonNull(kind, "kind");
            Objects.requireNonNull(name, "name");
        }
    }

    /**
     * What a build checked out.
     *
     * @param variables what the SCM plugin says of this checkout, by the names of its environment variables
     * @param isMerged whether the build itself merged what it checked out into another branch
     * @param isOneOfSeveral whether the build checked out other repositories later
     */
    public record Checkout(Map<String, String> variables, boolean isMerged, boolean isOneOfSeveral) {

        /** @throws NullPointerException if there are no variables */
        public Checkout {
            variables = Map.copyOf(Objects.requireNonNull(variables, "variables"));
        }
    }
}
