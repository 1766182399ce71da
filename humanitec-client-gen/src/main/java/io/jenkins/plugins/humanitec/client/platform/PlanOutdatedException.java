package io.jenkins.plugins.humanitec.client.platform;

import io.jenkins.plugins.humanitec.client.InvalidInputException;
import java.util.ArrayList;
import java.util.List;

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
        for (PlannedChange change : shown.changes()) {
            boolean isPlanned = now.changes().stream().anyMatch(change::isSame);
            if (!isPlanned) {
                String other = now.changes().stream()
                        .filter(one -> one.object().equals(change.object()))
                        .map(one -> "its fields are no longer those that the plan shows")
                        .findFirst()
                        .orElse("there is nothing to do any longer");
                differences.add(change.object() + ": " + other);
            }
        }
        if (!differences.isEmpty()) {
            throw new PlanOutdatedException(differences);
        }
    }
}
