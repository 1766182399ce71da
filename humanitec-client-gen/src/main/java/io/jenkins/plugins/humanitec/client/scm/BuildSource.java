package io.jenkins.plugins.humanitec.client.scm;

import io.jenkins.plugins.humanitec.client.scm.ScmFacts.Checkout;
import io.jenkins.plugins.humanitec.client.scm.ScmFacts.Head;
import io.jenkins.plugins.humanitec.client.scm.ScmFacts.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The commit and the ref that a build was made from. Both exist in the repository. They are left out if this is uncertain, as
 * for a merge commit that the build itself created.
 *
 * <ul>
 *   <li>A change request has the ref that its host defines, such as {@code refs/pull/7/head}, and never the ref of a branch,
 *       since it may come from an untrusted fork. For an unknown host, the ref is {@code refs/changes/7}. The commit is the
 *       last one of the change request, even if the build merges it first.
 *   <li>Otherwise, the sources are, in this order: the job's branch source, the build's first checkout, environment
 *       variables.
 *   <li>The name of the remote is not part of a branch's name.
 * </ul>
 *
 * @param commit the commit hash, 5 to 40 lower-case hexadecimal digits; null if it is left out
 * @param ref the full name of the branch, tag or change request, such as {@code refs/heads/main}; null if it is left out
 * @param notes messages for users about values that are left out or uncertain, as sentences
 */
public record BuildSource(@Nullable String commit, @Nullable String ref, List<String> notes) {

    private static final List<String> COMMIT_VARIABLES = List.of("GIT_COMMIT", "MERCURIAL_REVISION");
    private static final String NOT_PROVIDED = "the build does not provide it";
    private static final String MERGED = "the build merged what it checked out";

    /** Copies the notes. */
    public BuildSource {
        notes = List.copyOf(notes);
    }

    /**
     * Determines the source of a build.
     *
     * @param facts the information of the CI server
     * @param commit a commit that the user gave, which is used unchanged; null to determine it
     * @param ref a ref that the user gave, which is used unchanged; null to determine it
     * @return the source of the build
     */
    public static BuildSource of(ScmFacts facts, @Nullable String commit, @Nullable String ref) {
        ChangeRequest change = ChangeRequest.of(facts);
        List<String> notes = new ArrayList<>();
        Finding foundCommit = commit == null ? commit(facts, change) : Finding.of(commit);
        Finding foundRef = ref == null ? ref(facts, change) : Finding.of(ref);
        if (!foundCommit.isKnown()) {
            notes.add("The commit is left out: " + foundCommit.reason() + ". Give it with 'commit'.");
        }
        if (!foundRef.isKnown()) {
            notes.add("The ref is left out: " + foundRef.reason() + ". Give it with 'ref'.");
        }
        if (commit == null && ref == null && facts.head() == null && isOneOfSeveral(facts.checkout())) {
            notes.add("The build checked out several repositories. Commit and ref are those of the first one;"
                    + " give others with 'commit' and 'ref'.");
        }
        return new BuildSource(foundCommit.value(), foundRef.value(), notes);
    }

    private static boolean isOneOfSeveral(@Nullable Checkout checkout) {
        return checkout != null && checkout.isOneOfSeveral();
    }

    private static Finding commit(ScmFacts facts, @Nullable ChangeRequest change) {
        Head head = facts.head();
        if (head != null) {
            String revision = head.revision();
            if (revision != null) {
                return Finding.commit(ofHead(revision, head.target()), "the revision of the branch source");
            }
        }
        if (change != null && change.commit() != null) {
            return Finding.commit(change.commit(), "the commit of the change request");
        }
        Checkout checkout = facts.checkout();
        if (checkout != null && checkout.isMerged()) {
            return Finding.none(MERGED + ", and no repository contains the merge commit");
        }
        Finding checkedOut = checkout == null ? null : commit(checkout.variables());
        if (checkedOut != null) {
            return checkedOut;
        }
        if (change != null) {
            return Finding.none(
                    "the build may have merged the change request, and no repository contains the merge commit");
        }
        Finding given = commit(facts.variables());
        return given == null ? Finding.none(NOT_PROVIDED) : given;
    }

    /**
     * Returns the commit of a head. For a merge, branch sources write both revisions with a plus sign between them, in either
     * order, followed by other text.
     */
    private static String ofHead(String revision, @Nullable String target) {
        String[] revisions = revision.split(" ", 2)[0].split("\\+", 2);
        return revisions.length == 2 && revisions[0].equals(target) ? revisions[1] : revisions[0];
    }

    /** Returns the commit from environment variables, or null if none is set. */
    private static @Nullable Finding commit(Map<String, String> variables) {
        for (String name : COMMIT_VARIABLES) {
            String value = Finding.variable(variables, name);
            if (value != null) {
                return Finding.commit(value, name + " '" + value + "'");
            }
        }
        String number = Finding.variable(variables, "SVN_REVISION");
        return number == null ? null : Finding.none("SVN_REVISION '" + number + "' is a number and not a commit hash");
    }

    private static Finding ref(ScmFacts facts, @Nullable ChangeRequest change) {
        if (change != null) {
            return Finding.of(change.ref());
        }
        Head head = facts.head();
        if (head != null) {
            String ref = head.ref();
            return ref != null && ref.startsWith("refs/")
                    ? Finding.of(ref)
                    : full(head.kind() == Kind.TAG ? "refs/tags/" : "refs/heads/", head.name());
        }
        Checkout checkout = facts.checkout();
        if (checkout != null && checkout.isMerged()) {
            return Finding.none(MERGED + " into another branch");
        }
        Finding checkedOut = checkout == null ? null : BranchVariables.ref(checkout.variables(), true);
        if (checkedOut != null && checkedOut.isKnown()) {
            return checkedOut;
        }
        String tag = Finding.variable(facts.variables(), "TAG_NAME");
        if (tag != null) {
            return full("refs/tags/", tag);
        }
        String branch = Finding.variable(facts.variables(), "BRANCH_NAME");
        if (branch != null) {
            return full("refs/heads/", branch);
        }
        return checkedOut == null ? BranchVariables.ref(facts.variables(), false) : checkedOut;
    }

    private static Finding full(String prefix, String name) {
        return Finding.of(name.startsWith("refs/") ? name : prefix + name);
    }
}
