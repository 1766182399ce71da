package io.jenkins.plugins.humanitec.client.deployments;

import io.jenkins.plugins.humanitec.client.InvalidInputException;
import java.util.Locale;

/** What a deployment does while another one to the same environment is going on. */
public enum Concurrency {
    /** It waits until the other one is over. Those of one process go in the order in which they came. */
    WAIT,
    /** It fails. */
    FAIL,
    /** It is sent at once; the API may refuse it. */
    ALLOW;

    /**
     * @param text {@code wait}, {@code fail} or {@code allow}
     * @return what it names
     * @throws InvalidInputException if it names nothing
     */
    public static Concurrency of(String text) {
        for (Concurrency value : values()) {
            if (value.toString().equals(text)) {
                return value;
            }
        }
        throw new InvalidInputException("'" + text + "' cannot be the concurrency: give 'wait', 'fail' or 'allow'.");
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
