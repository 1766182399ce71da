package io.jenkins.plugins.humanitec.scm;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.model.InvisibleAction;
import io.jenkins.plugins.humanitec.client.scm.ScmFacts.Checkout;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What a build checked out first. Kept with the build, so it must stay readable, and has no URL, which may have a password. */
public final class CheckoutAction extends InvisibleAction {

    private static final List<String> VARIABLES =
            List.of("GIT_COMMIT", "GIT_BRANCH", "GIT_LOCAL_BRANCH", "MERCURIAL_REVISION", "SVN_REVISION");

    private final String repository;
    private final Map<String, String> variables = new HashMap<>();
    private final boolean merged;
    private boolean oneOfSeveral;

    /**
     * @param repository what tells repositories apart
     * @param all what the SCM plugin says of the checkout
     * @param merged whether the build merged what it checked out into another branch
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

    /** Whether this says something new after the checkout of a repository. */
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
