package io.jenkins.plugins.humanitec.client.values;

import io.jenkins.plugins.humanitec.client.ValueScope;
import io.jenkins.plugins.humanitec.client.errors.HumanitecException;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Of several values to be set, some were and others were not. */
public final class ValuesNotSetException extends HumanitecException {

    private static final long serialVersionUID = 1L;

    private final transient List<ValueChange> done;

    /**
     * @param scope the application or environment that the values belong to
     * @param done the values that are as they were to be, with what that took
     * @param failed why others are not, by key; each of these may have been written if no answer came
     * @param untried the keys of those that were not begun any more
     */
    public ValuesNotSetException(
            ValueScope scope, List<ValueChange> done, Map<String, RuntimeException> failed, List<String> untried) {
        super(
                message(scope, done, failed, untried),
                failed.values().stream().findFirst().orElse(null));
        this.done = List.copyOf(done);
    }

    private static String message(
            ValueScope scope, List<ValueChange> done, Map<String, RuntimeException> failed, List<String> untried) {
        int notSet = failed.size() + untried.size();
        StringBuilder message = new StringBuilder("Of " + (done.size() + notSet) + " values of " + scope + ", " + notSet
                + (notSet == 1 ? " was" : " were") + " not set.");
        failed.forEach(
                (key, problem) -> message.append(" ").append(key).append(": ").append(ended(problem)));
        if (!untried.isEmpty()) {
            message.append(" Not tried: ").append(String.join(", ", untried)).append('.');
        }
        String written = done.stream()
                .filter(change -> change.outcome() != ValueChange.Outcome.UNCHANGED)
                .map(ValueChange::key)
                .collect(Collectors.joining(", "));
        return message.append(written.isEmpty() ? " None was written." : " Written: " + written + ".")
                .toString();
    }

    private static String ended(RuntimeException problem) {
        String message = String.valueOf(problem.getMessage());
        return message.endsWith(".") ? message : message + ".";
    }

    /** @return the values that are as they were to be, with what that took; none after this was serialized */
    public List<ValueChange> done() {
        return done == null ? List.of() : done;
    }
}
