package io.jenkins.plugins.humanitec.client.scm;

import io.jenkins.plugins.humanitec.client.scm.ScmFacts.Head;
import io.jenkins.plugins.humanitec.client.scm.ScmFacts.Kind;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A change request that is built, such as a pull request or merge request. Its branch can belong to a fork and can have any
 * name, so only the host's ref for the change request identifies what was built.
 *
 * @param ref the host's ref for the change request
 * @param commit the hash of its last commit; null if no variable contains it
 */
record ChangeRequest(String ref, @Nullable String commit) {

    private static final Pattern GITLAB = Pattern.compile("/merge_requests/\\d");
    private static final Pattern GITHUB_OR_GITEA = Pattern.compile("/pulls?/\\d");
    private static final Pattern BITBUCKET = Pattern.compile("/pull-requests/\\d");
    private static final Pattern GERRIT = Pattern.compile("\\d\\d/\\d+/\\d+");
    private static final Pattern INVALID = Pattern.compile("[^A-Za-z0-9._-]+");
    private static final String CHANGES = "refs/changes/";

    /** Returns the change request that is built, or null. One indication is enough, so that it is not mistaken for a branch. */
    static @Nullable ChangeRequest of(ScmFacts facts) {
        Head head = facts.head();
        Map<String, String> variables = facts.variables();
        String url = Finding.variable(variables, "CHANGE_URL");
        if (head != null && head.kind() == Kind.CHANGE_REQUEST) {
            String ref = head.ref();
            return new ChangeRequest(ref != null && isRef(ref) ? ref : ref(head.name(), url, variables), null);
        }
        String id = Finding.variable(variables, "CHANGE_ID");
        if (id != null) {
            return new ChangeRequest(ref(id, url, variables), null);
        }
        return ofTrigger(variables);
    }

    private static boolean isRef(String ref) {
        return ref.startsWith("refs/") && !ref.startsWith("refs/heads/");
    }

    private static String ref(String id, @Nullable String url, Map<String, String> variables) {
        String page = url == null ? "" : url;
        String valid = INVALID.matcher(id).replaceAll("-");
        if (GITLAB.matcher(page).find()) {
            return "refs/merge-requests/" + valid + "/head";
        }
        if (GITHUB_OR_GITEA.matcher(page).find()) {
            return "refs/pull/" + valid + "/head";
        }
        if (BITBUCKET.matcher(page).find()) {
            return "refs/pull-requests/" + valid + "/from";
        }
        String name = Finding.variable(variables, "BRANCH_NAME");
        return CHANGES + (name != null && GERRIT.matcher(name).matches() ? name : valid);
    }

    /** Reads the variables of triggers of jobs that are not multibranch jobs. */
    private static @Nullable ChangeRequest ofTrigger(Map<String, String> variables) {
        String gitlab = Finding.variable(variables, "gitlabMergeRequestIid");
        if (gitlab != null) {
            return new ChangeRequest(
                    "refs/merge-requests/" + gitlab + "/head",
                    Finding.variable(variables, "gitlabMergeRequestLastCommit"));
        }
        String github = Finding.variable(variables, "ghprbPullId");
        if (github != null) {
            return new ChangeRequest("refs/pull/" + github + "/head", Finding.variable(variables, "ghprbActualCommit"));
        }
        String bitbucket = Finding.variable(variables, "BITBUCKET_PULL_REQUEST_ID");
        if (bitbucket != null) {
            return new ChangeRequest(
                    "refs/pull-requests/" + bitbucket + "/from",
                    Finding.variable(variables, "BITBUCKET_PULL_REQUEST_LATEST_COMMIT_FROM_SOURCE_BRANCH"));
        }
        String builder = Finding.variable(variables, "pullRequestId");
        // Other jobs may have a parameter with this name.
        if (builder != null && Finding.variable(variables, "sourceRepositoryName") != null) {
            return new ChangeRequest(
                    "refs/pull-requests/" + builder + "/from", Finding.variable(variables, "sourceCommitHash"));
        }
        String gerrit = Finding.variable(variables, "GERRIT_REFSPEC");
        // After the merge of a change, its target branch is built.
        boolean isMerged = "change-merged".equals(Finding.variable(variables, "GERRIT_EVENT_TYPE"));
        return gerrit != null && gerrit.startsWith(CHANGES) && !isMerged
                ? new ChangeRequest(gerrit, Finding.variable(variables, "GERRIT_PATCHSET_REVISION"))
                : null;
    }
}
