package io.jenkins.plugins.humanitec.scm;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.model.InvisibleAction;
import io.jenkins.plugins.humanitec.client.scm.ScmFacts.Checkout;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The first checkout of a build. Saved with the build, so the fields must stay readable for later versions. Contains no
 * URL, because a URL may contain a password.
 */
public final class CheckoutAction extends InvisibleAction {

    private static final List<String> VARIABLES =
            List.of("GIT_COMMIT", "GIT_BRANCH", "GIT_LOCAL_BRANCH", "MERCURIAL_REVISION", "SVN_REVISION");

    private final String repository;
    private final Map<String, String> variables = new HashMap<>();
    private final boolean merged;
    private boolean oneOfSeveral;

    /**
     * Creates a record of a checkout.
     *
     * @param repository identifies the repository
     * @param all the variables that the SCM plugin sets for the checkout
     * @param merged whether the build merged the commit into another branch
     */
    CheckoutAction(@NonNull String repository, @NonNull Map<String, String> all, boolean merged) {
        this.repository = repository;
        this.merged = merged;
        VARIABLES.forEach(name -> {
            if (all.get(name) != null) {
                variables.put(name, all.get(name));
            }
        });
    }

    /** Registers another checkout. Returns whether this record has changed, so that the build must be saved. */
    synchronized boolean isFollowedBy(String other) {
        boolean isNew = !oneOfSeveral && !repository.equals(other);
        oneOfSeveral |= isNew;
        return isNew;
    }

    @NonNull
    synchronized Checkout facts() {
        return new Checkout(variables, merged, oneOfSeveral);
    }
}
