package io.jenkins.plugins.humanitec.client.guard;

/** What changes an application or environment so much that it can be forbidden. */
public enum ProtectedAction {
    /** The deletion of an application or environment. */
    DELETION("deletion"),
    /**
     * A deployment to an environment, whatever starts it; a change of what its next deployment builds on; or the set-up of
     * something that deploys to it, such as an automation rule or a pipeline.
     */
    DEPLOYMENT("deployment"),
    /** A change of an environment's replicas, or its pausing and resuming. */
    SCALING("scaling"),
    /**
     * The deletion of what an application or environment needs: shared values, their versions, and active resources. Values
     * that are only changed are not deleted.
     */
    CONTENT_DELETION("deletion of values or resources");

    private final String noun;

    ProtectedAction(String noun) {
        this.noun = noun;
    }

    /** @return the act in a few words, such as {@code deletion} */
    public String noun() {
        return noun;
    }
}
