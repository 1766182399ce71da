package io.jenkins.plugins.humanitec.session;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.EnvVars;
import hudson.Util;
import hudson.model.Run;
import java.util.List;
import java.util.Objects;
import jenkins.scm.api.SCMRevisionAction;

/**
 * What a build was made from, as far as Jenkins tells: by the variables that SCM plugins set, and for a branch's job by the
 * revision that was to be built.
 *
 * @param commit the commit's hash, or null
 * @param ref the branch or tag as git names it, such as {@code refs/heads/main}, or null
 */
public record BuildSource(
        @CheckForNull String commit, @CheckForNull String ref) {

    private static final List<String> COMMIT_VARIABLES = List.of("GIT_COMMIT", "MERCURIAL_REVISION", "SVN_REVISION");
    private static final String HASH = "[0-9a-f]{7,64}";
    private static final int SHORT = 7;

    /**
     * @param run the build
     * @param variables its environment variables
     * @return what it was made from
     */
    @NonNull
    public static BuildSource of(@NonNull Run<?, ?> run, @NonNull EnvVars variables) {
        String commit = COMMIT_VARIABLES.stream()
                .map(variables::get)
                .map(Util::fixEmptyAndTrim)
                .filter(Objects::nonNull)
                .findFirst()
                .orElseGet(() -> revision(run));
        return new BuildSource(commit, ref(variables));
    }

    @CheckForNull
    private static String revision(Run<?, ?> run) {
        SCMRevisionAction action = run.getAction(SCMRevisionAction.class);
        String revision = action == null ? null : action.getRevision().toString();
        return revision != null && revision.matches(HASH) ? revision : null;
    }

    @CheckForNull
    private static String ref(EnvVars variables) {
        String tag = Util.fixEmptyAndTrim(variables.get("TAG_NAME"));
        if (tag != null) {
            return "refs/tags/" + tag;
        }
        for (String name : List.of("CHANGE_BRANCH", "BRANCH_NAME", "GIT_LOCAL_BRANCH", "GIT_BRANCH")) {
            String branch = Util.fixEmptyAndTrim(variables.get(name));
            if (branch != null) {
                return "refs/heads/" + branch.replaceFirst("^origin/", "");
            }
        }
        return null;
    }

    /**
     * @param run the build
     * @return what is said about a deployment unless the Pipeline says something: the job, the build and the commit
     */
    @NonNull
    public String comment(@NonNull Run<?, ?> run) {
        String build = run.getParent().getFullName() + " #" + run.getNumber();
        return commit == null
                ? build
                : build + " (" + (commit.matches(HASH) ? commit.substring(0, SHORT) : commit) + ")";
    }
}
