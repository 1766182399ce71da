package io.jenkins.plugins.humanitec.client.platform;

import io.jenkins.plugins.humanitec.client.manifests.FieldChange;
import io.jenkins.plugins.humanitec.client.manifests.ObjectId;
import io.jenkins.plugins.humanitec.client.platform.PlannedChange.Action;
import java.io.Serializable;
import java.util.List;

/**
 * What an apply did with one change of its plan.
 *
 * @param action what was to be done
 * @param object the object
 * @param fields the changes of fields
 * @param outcome whether it was done
 * @param message why it was not done; empty if it was done; that nothing was sent in a dry run
 */
public record AppliedChange(Action action, ObjectId object, List<FieldChange> fields, Outcome outcome, String message)
        implements Serializable {

    private static final long serialVersionUID = 1L;

    /** The message of a change in a dry run. */
    static final String DRY_RUN = "nothing was sent (dry run)";

    static AppliedChange of(PlannedChange change, Outcome outcome, String message) {
        return new AppliedChange(change.action(), change.object(), change.fields(), outcome, message);
    }

    /** Whether a change was made. */
    public enum Outcome {
        /** The change was made. */
        DONE,
        /** A request failed. Earlier requests of the same change may have been made. */
        FAILED,
        /** Nothing was sent, since something else has failed before. */
        SKIPPED
    }

    /** {@return the change and its outcome in one line} */
    @Override
    public String toString() {
        return action.symbol() + " " + action.verb() + " " + object
                + switch (outcome) {
                    case DONE -> ": " + (message.isEmpty() ? "done" : message);
                    case FAILED -> ": failed: " + message;
                    case SKIPPED -> ": not done: " + message;
                };
    }
}
