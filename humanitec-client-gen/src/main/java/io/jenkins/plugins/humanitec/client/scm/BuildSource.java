package io.jenkins.plugins.humanitec.client.scm;

import io.jenkins.plugins.humanitec.client.scm.ScmFacts.Checkout;
import io.jenkins.plugins.humanitec.client.scm.ScmFacts.Head;
import io.jenkins.plugins.humanitec.client.scm.ScmFacts.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The commit and the ref that a build was made from. Both exist in the repository: what is not certain to exist there, such as
 * a merge commit that the build itself made, is left out.
 *
 * <ul>
 *   <li>A change request has the ref that its host keeps for it, such as {@code refs/pull/7/head}, and never that of a branch:
 *       what is built may be a stranger's. Of a host that is not known it is {@code refs/changes/7}. Its commit is the last one
 *       of the change request, also if the build merges it first.
 *   <li>Else what the job's branch source says comes first, then the build's first checkout, then environment variables.
 *   <li>The name of the remote is no part of a branch's name.
 * </ul>
 *
 * @param commit the commit's hash, of 5 to 40 lower-case hexadecimal digits; null if it is left out
 * @param ref the full name of the branch, tag or change request, such as {@code refs/heads/main}; null if it is left out
 * @param notes what to tell people of what is left out or uncertain, as sentences
 */
public record BuildSource(String commit, String ref, List<String> notes) {

    private static final List<String> COMMIT_VARIABLES = List.of("GIT_COMMIT", "MERCURIAL_REVISION");
    private static final String NOT_SAID = "the build does not say which it is";
    private static final String MERGED = "the build merged what it checked out";

    /** Keeps its own copy of the notes. */
    public BuildSource {
        notes = List.copyOf(notes);
    }

    /**
     * @param facts what is known
     * @param commit the commit that somebody named, which is taken as it is; null to find it out
     * @param ref the ref that somebody named, which is taken as it is; null to find it out
     * @return what the build was made from
     */
    public static BuildSource of(ScmFacts facts, String commit, String ref) {
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

    private static boolean isOneOfSeveral(Checkout checkout) {
        return checkout != null && checkout.isOneOfSeveral();
    }

    private static Finding commit(ScmFacts facts, ChangeRequest change) {
        Head head = facts.head();
        if (head != null && head.revision() != null) {
            return Finding.commit(ofHead(head), "the revision of the branch source");
        }
        if (change != null && change.commit() != null) {
            return Finding.commit(change.commit(), "what is said of the change request");
        }
        Checkout checkout = facts.checkout();
        if (checkout != null && checkout.isMerged()) {
            return Finding.none(MERGED + ", and no repository has its merge commit");
        }
        Finding checkedOut = checkout == null ? null : commit(checkout.variables());
        if (checkedOut != null) {
            return checkedOut;
        }
        if (change != null) {
            return Finding.none("the build may have merged the change request, and no repository has its merge commit");
        }
        Finding given = commit(facts.variables());
        return given == null ? Finding.none(NOT_SAID) : given;
    }

    /** Of a merge, branch sources write both revisions with a plus sign between them, in either order, and then more. */
    private static String ofHead(Head head) {
        String[] revisions = head.revision().split(" ", 2)[0].split("\\+", 2);
        return revisions.length == 2 && revisions[0].equals(head.target()) ? revisions[1] : revisions[0];
    }

    /** Null if they say nothing. */
    private static Finding commit(Map<String, String> variables) {
        for (String name : COMMIT_VARIABLES) {
            String value = Finding.variable(variables, name);
            if (value != null) {
                return Finding.commit(value, name + " '" + value + "'");
            }
        }
        String number = Finding.variable(variables, "SVN_REVISION");
        return number == null
                ? null
                : Finding.none("SVN_REVISION '" + number + "' is a number and not the hash of a commit");
    }

    private static Finding ref(ScmFacts facts, ChangeRequest change) {
        if (change != null) {
            return Finding.of(change.ref());
        }
        Head head = facts.head();
        if (head != null) {
            boolean isSaid = head.ref() != null && head.ref().startsWith("refs/");
            return isSaid
                    ? Finding.of(head.ref())
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
