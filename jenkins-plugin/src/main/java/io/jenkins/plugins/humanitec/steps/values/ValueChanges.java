package io.jenkins.plugins.humanitec.steps.values;

import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.humanitec.client.values.ValueChange;
import io.jenkins.plugins.humanitec.execution.StepRun;
import io.jenkins.plugins.humanitec.record.ChangeDraft;
import java.util.Locale;

/** Logs and records changes of shared values. */
final class ValueChanges {

    private ValueChanges() {}

    static void tell(@NonNull StepRun run, @NonNull ValueChange change) {
        String outcome = change.outcome().name().toLowerCase(Locale.ROOT);
        run.say("value " + change.key() + " of " + change.scope() + ": " + outcome
                + (run.session().isDryRun() ? " (" + fromTo(change) + ")" : ""));
        if (change.outcome() != ValueChange.Outcome.UNCHANGED) {
            run.changed(
                    new ChangeDraft("value " + change.key(), change.scope(), change.before(), change.after()), outcome);
        }
    }

    private static String fromTo(ValueChange change) {
        return change.before() == null ? change.after() : change.before() + " -> " + change.after();
    }
}
