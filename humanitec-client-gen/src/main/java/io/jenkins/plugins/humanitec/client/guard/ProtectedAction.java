package io.jenkins.plugins.humanitec.client.guard;

/** An action on an application or environment that can be forbidden. */
public enum ProtectedAction {
    /** Deletes an application or environment. */
    DELETION("deletion"),
    /**
     * Deploys to an environment, directly or indirectly. Also changes the base of its next deployment, or sets up
     * something that deploys to it, such as an automation rule or a pipeline.
     */
    DEPLOYMENT("deployment"),
    /** Changes the number of replicas in an environment, or pauses or resumes it. */
    SCALING("scaling"),
    /**
     * Deletes contents of an application or environment: shared values, their versions, and active resources. A change
     * of a value is not a deletion.
     */
    CONTENT_DELETION("deletion of values or resources"),
    /** Approves or denies what a pipeline run waits for. An approval is also a deployment, if the run deploys. */
    APPROVAL("approval");

    private final String noun;

    ProtectedAction(String noun) {
        this.noun = noun;
    }

    /** {@return the action as a noun, such as {@code deletion}} */
    public String noun() {
        return noun;
    }
}
