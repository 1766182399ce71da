package io.jenkins.plugins.humanitec.client.scm;

import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the variables with which SCM plugins say which branch was checked out. */
final class BranchVariables {

    private static final String VARIABLE = "GIT_BRANCH";

    private static final Set<String> DETACHED = Set.of("detached", "HEAD", "FETCH_HEAD");

    /** The names of remotes that need no further evidence. */
    private static final Set<String> CUSTOMARY = Set.of("origin", "upstream");

    private static final Pattern REMOTE = Pattern.compile("(?:refs/)?remotes/[^/]+/(.+)");

    /** Where a fetched change request is customarily put: under the host's name for it. */
    private static final Pattern CHANGE = Pattern.compile("pull/\\d+/(?:head|merge)|merge-requests/\\d+/(?:head|merge)"
            + "|pull-requests/\\d+/(?:from|merge)|changes/\\d\\d/\\d+/\\d+");

    /** The same for GitHub under a short name. */
    private static final Pattern SHORT_CHANGE = Pattern.compile("pr/(\\d+)(?:/(head|merge))?");

    private BranchVariables() {}

    /**
     * @param variables a build's variables
     * @param isCheckout whether the SCM plugin itself set them for a checkout, so that they mean what it documents
     */
    static Finding ref(Map<String, String> variables, boolean isCheckout) {
        String local = Finding.variable(variables, "GIT_LOCAL_BRANCH");
        String branch = Finding.variable(variables, VARIABLE);
        if (branch == null) {
            return local == null || isCheckout ? Finding.none("the build does not say which it is") : named(local);
        }
        if (DETACHED.contains(branch) || branch.endsWith("/HEAD")) {
            return Finding.none(said(branch) + ", so a commit was checked out and no branch or tag");
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

    private static Finding ofRemote(String branch, String local, boolean isCheckout) {
        int slash = branch.indexOf('/');
        if (slash < 0) {
            return isCheckout ? Finding.none(said(branch) + ", which may be a branch or a tag") : named(branch);
        }
        String remote = branch.substring(0, slash);
        String rest = branch.substring(slash + 1);
        // Otherwise the first part may belong to the branch, as in feature/login.
        return isCheckout || rest.equals(local) || CUSTOMARY.contains(remote)
                ? named(rest)
                : Finding.none(said(branch) + ", and '" + remote
                        + "' may be the name of a remote or part of the branch's name");
    }

    private static String said(String branch) {
        return VARIABLE + " is '" + branch + "'";
    }

    /** The ref of what a remote has under a name, which is a branch or a change request. */
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
