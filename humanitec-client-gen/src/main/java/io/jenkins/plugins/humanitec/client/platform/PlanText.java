package io.jenkins.plugins.humanitec.client.platform;

import io.jenkins.plugins.humanitec.client.LogSanitizer;
import io.jenkins.plugins.humanitec.client.manifests.FieldChange;
import io.jenkins.plugins.humanitec.client.platform.PlannedChange.Action;
import org.jspecify.annotations.Nullable;

/** Writes plans for readers. */
final class PlanText {

    private static final int LONGEST_VALUE = 200;
    private static final int LONGEST_OBJECT = 1000;

    /** Comments on change requests have at most 65,536 characters. */
    private static final int LONGEST_MARKDOWN = 60_000;

    private PlanText() {}

    static String plain(Plan plan) {
        StringBuilder text = new StringBuilder();
        for (PlannedChange change : plan.changes()) {
            text.append("  ").append(change).append('\n');
            for (FieldChange field : change.fields()) {
                text.append("      ").append(line(field)).append('\n');
            }
        }
        return text.append("Plan: ").append(plan.summary()).append('.').toString();
    }

    static String markdown(Plan plan) {
        StringBuilder text =
                new StringBuilder("**Humanitec plan:** ").append(plan.summary()).append(".\n");
        if (!plan.isEmpty()) {
            // The prefixes of a diff are coloured. A fence of tildes cannot be ended by a value, which is in one line.
            text.append("\n~~~diff\n");
            int shown = 0;
            for (PlannedChange change : plan.changes()) {
                String entry = entry(change);
                if (text.length() + entry.length() > LONGEST_MARKDOWN) {
                    break;
                }
                text.append(entry);
                shown++;
            }
            int left = plan.changes().size() - shown;
            text.append(left == 0 ? "" : "… and " + left + " more changes\n").append("~~~\n");
        }
        return text.toString();
    }

    private static String entry(PlannedChange change) {
        StringBuilder text = new StringBuilder();
        text.append(change.action() == Action.CHANGE ? "!" : change.action().symbol())
                .append(' ')
                .append(change.action().verb())
                .append(' ')
                .append(LogSanitizer.inOneLine(change.object().toString(), LONGEST_OBJECT))
                .append('\n');
        change.fields().forEach(field -> text.append("    ").append(line(field)).append('\n'));
        return text.toString();
    }

    private static String line(FieldChange field) {
        String name = LogSanitizer.inOneLine(field.field(), LONGEST_VALUE);
        if (field.from() == null) {
            return name + ": " + value(field.to());
        }
        return name + ": " + value(field.from()) + " -> " + (field.to() == null ? "(removed)" : value(field.to()));
    }

    private static String value(@Nullable String json) {
        return LogSanitizer.inOneLine(String.valueOf(json), LONGEST_VALUE);
    }
}
