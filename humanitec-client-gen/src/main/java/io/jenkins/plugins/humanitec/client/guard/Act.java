package io.jenkins.plugins.humanitec.client.guard;

/** What changes an application or environment so much that it may be forbidden. */
public enum Act {
    /** The deletion of an application or environment. */
    DELETION("deletion"),
    /** A deployment to an environment, or a change of what its next deployment builds on. */
    DEPLOYMENT("deployment"),
    /** A change of an environment's replicas, or its pausing and resuming. */
    SCALING("scaling");

    private final String noun;

    Act(String noun) {
        this.noun = noun;
    }

    /** @return the act in a word, such as {@code deletion} */
    public String noun() {
        return noun;
    }
}
