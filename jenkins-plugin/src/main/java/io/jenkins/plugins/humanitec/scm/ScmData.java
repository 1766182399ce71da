package io.jenkins.plugins.humanitec.scm;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.model.Run;
import io.jenkins.plugins.humanitec.client.scm.ScmFacts;
import io.jenkins.plugins.humanitec.client.scm.ScmFacts.Head;
import io.jenkins.plugins.humanitec.client.scm.ScmFacts.Kind;
import java.util.Map;
import jenkins.scm.api.SCMHead;
import jenkins.scm.api.SCMRevision;
import jenkins.scm.api.SCMRevisionAction;
import jenkins.scm.api.SCMSource;
import jenkins.scm.api.mixin.ChangeRequestSCMHead;
import jenkins.scm.api.mixin.ChangeRequestSCMRevision;
import jenkins.scm.api.mixin.TagSCMHead;

/** Collects the facts about the source of a build from Jenkins and its SCM plugins. */
public final class ScmData {

    private ScmData() {}

    /**
     * Collects the facts about the source of a build.
     *
     * @param run the build
     * @param variables the environment variables of the build
     * @return the facts
     */
    @NonNull
    public static ScmFacts of(@NonNull Run<?, ?> run, @NonNull Map<String, String> variables) {
        CheckoutAction checkout = run.getAction(CheckoutAction.class);
        return new ScmFacts(head(run), checkout == null ? null : checkout.facts(), variables);
    }

    @CheckForNull
    private static Head head(Run<?, ?> run) {
        SCMRevision revision = revision(run);
        SCMHead head = revision == null ? SCMHead.HeadByItem.findHead(run.getParent()) : revision.getHead();
        if (head == null) {
            return null;
        }
        String built = revision == null ? null : revision.toString();
        String target = revision instanceof ChangeRequestSCMRevision<?> change
                ? change.getTarget().toString()
                : null;
        return new Head(kind(head), name(head), ref(head), built, target);
    }

    @CheckForNull
    private static SCMRevision revision(Run<?, ?> run) {
        SCMSource source = SCMSource.SourceByItem.findSource(run.getParent());
        if (source != null) {
            return SCMRevisionAction.getRevision(source, run);
        }
        SCMRevisionAction action = run.getAction(SCMRevisionAction.class);
        return action == null ? null : action.getRevision();
    }

    private static Kind kind(SCMHead head) {
        return head instanceof ChangeRequestSCMHead
                ? Kind.CHANGE_REQUEST
                : head instanceof TagSCMHead ? Kind.TAG : Kind.BRANCH;
    }

    private static String name(SCMHead head) {
        return head instanceof ChangeRequestSCMHead change ? change.getId() : head.getName();
    }

    /**
     * Returns the full ref of a head of the Git plugin, which is not always that of a branch. Uses reflection, so that
     * the Git plugin is not required.
     */
    @CheckForNull
    private static String ref(SCMHead head) {
        try {
            return head.getClass().getMethod("getRef").invoke(head) instanceof String ref ? ref : null;
        } catch (ReflectiveOperationException e) {
            return null;
        }
    }
}
