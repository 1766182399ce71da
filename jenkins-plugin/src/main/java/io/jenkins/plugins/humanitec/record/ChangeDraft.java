package io.jenkins.plugins.humanitec.record;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.humanitec.client.EnvRef;
import io.jenkins.plugins.humanitec.client.ValueScope;

/**
 * What is about to be changed.
 *
 * @param what the thing, such as {@code value API_URL}
 * @param where the application or environment that it belongs to; null for the organization
 * @param before what it was, or null
 * @param after what it is to be, or null
 */
public record ChangeDraft(
        @NonNull String what,
        @CheckForNull ValueScope where,
        @CheckForNull String before,
        @CheckForNull String after) {

    private static final String DEPLOYMENT = "deployment";

    /**
     * @param where the environment
     * @param content what is deployed
     * @return a draft of a deployment
     */
    @NonNull
    public static ChangeDraft deployment(@NonNull EnvRef where, @NonNull String content) {
        return new ChangeDraft(DEPLOYMENT, where, null, content);
    }

    /** Whether it is a deployment. */
    boolean isDeployment() {
        return DEPLOYMENT.equals(what);
    }

    /**
     * @param what the thing
     * @param where the application or environment that it belongs to
     * @return a draft that says neither what it was nor what it is to be
     */
    @NonNull
    public static ChangeDraft of(@NonNull String what, @CheckForNull ValueScope where) {
        return new ChangeDraft(what, where, null, null);
    }
}
