package io.jenkins.plugins.humanitec.client.platform;

import io.jenkins.plugins.humanitec.client.InvalidInputException;
import io.jenkins.plugins.humanitec.client.manifests.ObjectId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Thrown if objects have changed since a plan was made, so that it would do something else than what it shows. */
public final class PlanOutdatedException extends InvalidInputException {

    private static final long serialVersionUID = 1L;

    private PlanOutdatedException(List<String> differences) {
        super("The plan is out of date, and nothing was changed. Plan again. Since the plan was made:\n  "
                + String.join("\n  ", differences));
    }

    /** Checks that a new plan does what an earlier one shows. */
    static void requireSame(Plan shown, Plan now) {
        List<String> differences = new ArrayList<>();
        Map<ObjectId, PlannedChange> changes = new HashMap<>();
        now.changes().forEach(change -> changes.put(change.object(), change));
        for (PlannedChange change : shown.changes()) {
            PlannedChange other = changes.get(change.object());
            if (other == null) {
                differences.add(change.object() + ": there is nothing to do any longer");
            } else if (!change.isSame(other)) {
                differences.add(change.object() + ": its fields are no longer those that the plan shows");
            }
        }
        if (!differences.isEmpty()) {
            throw new PlanOutdatedException(differences);
        }
    }
}
