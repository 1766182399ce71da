package io.jenkins.plugins.humanitec.client.values;

import io.jenkins.plugins.humanitec.client.ValueScope;
import io.jenkins.plugins.humanitec.client.errors.HumanitecException;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Thrown when some of several values could not be set. */
public final class ValuesNotSetException extends HumanitecException {

    private static final long serialVersionUID = 1L;

    private final transient List<ValueChange> done;

    /**
     * Creates the exception.
     *
     * @param scope the application or environment that the values belong to
     * @param done the changes that succeeded, including values that needed no change
     * @param failed the problems by key; a value whose response was lost may have been written
     * @param untried the keys that were not tried
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
                (key, problem) -> message.append(" ").append(key).append(": ").append(sentence(problem)));
        if (!untried.isEmpty()) {
            message.append(" Not tried: ").append(String.join(", ", untried)).append('.');
        }
        String written = done.stream()
                .filter(change -> change.outcome() != ValueChange.Outcome.UNCHANGED)
                .map(ValueChange::key)
                .collect(Collectors.joining(", "));
        return message.append(written.isEmpty() ? " No value was written." : " Written: " + written + ".")
                .toString();
    }

    private static String sentence(RuntimeException problem) {
        String message = problem.getMessage() == null ? problem.getClass().getSimpleName() : problem.getMessage();
        return message.endsWith(".") ? message : message + ".";
    }

    /** {@return the changes that succeeded, including values that needed no change; empty after deserialization} */
    public List<ValueChange> done() {
        return done == null ? List.of() : done;
    }
}
