package io.jenkins.plugins.humanitec.client.scm;

import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the branch from the environment variables that SCM plugins set. */
final class BranchVariables {

    private static final String VARIABLE = "GIT_BRANCH";

    private static final Set<String> DETACHED = Set.of("detached", "HEAD", "FETCH_HEAD");

    /** Common names of remotes. A first segment with such a name is never part of the branch's name. */
    private static final Set<String> COMMON_REMOTES = Set.of("origin", "upstream");

    private static final Pattern REMOTE = Pattern.compile("(?:refs/)?remotes/[^/]+/(.+)");

    /** The usual names of fetched change requests, as the hosts define them. */
    private static final Pattern CHANGE = Pattern.compile("pull/\\d+/(?:head|merge)|merge-requests/\\d+/(?:head|merge)"
            + "|pull-requests/\\d+/(?:from|merge)|changes/\\d\\d/\\d+/\\d+");

    /** A usual short name of fetched GitHub pull requests. */
    private static final Pattern SHORT_CHANGE = Pattern.compile("pr/(\\d+)(?:/(head|merge))?");

    private BranchVariables() {}

    /**
     * Returns the ref of the branch.
     *
     * @param variables the variables of a build or of a checkout
     * @param isCheckout whether the SCM plugin itself set them for a checkout, so that they have their documented meaning
     */
    static Finding ref(Map<String, String> variables, boolean isCheckout) {
        String local = Finding.variable(variables, "GIT_LOCAL_BRANCH");
        String branch = Finding.variable(variables, VARIABLE);
        if (branch == null) {
            return local == null || isCheckout ? Finding.none("the build does not provide it") : named(local);
        }
        if (DETACHED.contains(branch) || branch.endsWith("/HEAD")) {
            return Finding.none(variable(branch) + ", so a commit was checked out and not a branch or tag");
        }
        Matcher remote = REMOTE.matcher(branch);
        if (remote.matches()) {
            return named(remote.group(1));
        }
        if (branch.startsWith("refs/")) {
            return Finding.of(branch);
        }
        if (branch.startsWith("tags/")) {
            return Finding.of("refs/" + branch);
        }
        return ofRemote(branch, local, isCheckout);
    }

    private static Finding ofRemote(String branch, @Nullable String local, boolean isCheckout) {
        int slash = branch.indexOf('/');
        if (slash < 0) {
            return isCheckout ? Finding.none(variable(branch) + ", which may be a branch or a tag") : named(branch);
        }
        String remote = branch.substring(0, slash);
        String rest = branch.substring(slash + 1);
        // Otherwise the first segment may be part of the branch's name, such as in feature/login.
        return isCheckout || rest.equals(local) || COMMON_REMOTES.contains(remote)
                ? named(rest)
                : Finding.none(variable(branch) + ", and '" + remote
                        + "' may be the name of a remote or part of the branch's name");
    }

    private static String variable(String branch) {
        return VARIABLE + " is '" + branch + "'";
    }

    /** Returns the ref for a name on the remote, which belongs to a branch or a change request. */
    private static Finding named(String name) {
        if (CHANGE.matcher(name).matches()) {
            return Finding.of("refs/" + name);
        }
        Matcher change = SHORT_CHANGE.matcher(name);
        if (change.matches()) {
            return Finding.of(
                    "refs/pull/" + change.group(1) + "/" + (change.group(2) == null ? "head" : change.group(2)));
        }
        return Finding.of("refs/heads/" + name);
    }
}
