package io.jenkins.plugins.humanitec.record;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.humanitec.client.EnvRef;
import io.jenkins.plugins.humanitec.client.ValueScope;

/**
 * A planned change.
 *
 * @param what the object that changes, such as {@code value API_URL}
 * @param where the application or environment of the object; null for the organization
 * @param before the content before the change; null if there is none or it is unknown
 * @param after the content after the change; null if there is none or it is unknown
 * @param deploymentId the ID of the deployment; null if the change is not a deployment, or has none yet
 */
public record ChangeDraft(
        @NonNull String what,
        @CheckForNull ValueScope where,
        @CheckForNull String before,
        @CheckForNull String after,
        @CheckForNull String deploymentId) {

    private static final String DEPLOYMENT = "deployment";

    /**
     * Creates a draft of a change that is not a deployment.
     *
     * @param what the object that changes
     * @param where the application or environment of the object; null for the organization
     * @param before the content before the change; null if there is none or it is unknown
     * @param after the content after the change; null if there is none or it is unknown
     */
    public ChangeDraft(
            @NonNull String what,
            @CheckForNull ValueScope where,
            @CheckForNull String before,
            @CheckForNull String after) {
        this(what, where, before, after, null);
    }

    /**
     * Creates a draft for a deployment.
     *
     * @param where the environment
     * @param content a short description of what is deployed
     * @return the draft
     */
    @NonNull
    public static ChangeDraft deployment(@NonNull EnvRef where, @NonNull String content) {
        return new ChangeDraft(DEPLOYMENT, where, null, content);
    }

    /**
     * {@return a draft with the ID of the deployment}
     *
     * @param id the ID; null if there is none
     */
    @NonNull
    public ChangeDraft withDeploymentId(@CheckForNull String id) {
        return new ChangeDraft(what, where, before, after, id);
    }

    /** Returns whether this is a deployment. */
    boolean isDeployment() {
        return DEPLOYMENT.equals(what);
    }

    /**
     * Creates a draft without the content before and after.
     *
     * @param what the object that changes
     * @param where the application or environment of the object; null for the organization
     * @return the draft
     */
    @NonNull
    public static ChangeDraft of(@NonNull String what, @CheckForNull ValueScope where) {
        return new ChangeDraft(what, where, null, null);
    }
}
