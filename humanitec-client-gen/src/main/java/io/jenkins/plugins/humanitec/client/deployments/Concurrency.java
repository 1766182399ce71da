package io.jenkins.plugins.humanitec.client.deployments;

import io.jenkins.plugins.humanitec.client.InvalidInputException;
import java.util.Locale;

/** Defines what a deployment does while another deployment to the same environment is in progress. */
public enum Concurrency {
    /** Waits until the other deployment has ended. Deployments of one process run in the order of their requests. */
    WAIT,
    /** Fails. */
    FAIL,
    /** Sends the deployment without a check. The API may refuse it. */
    ALLOW;

    /**
     * Returns the constant for a text.
     *
     * @param text {@code wait}, {@code fail} or {@code allow}
     * @return the constant
     * @throws InvalidInputException if the text is none of these
     */
    public static Concurrency of(String text) {
        for (Concurrency value : values()) {
            if (value.toString().equals(text)) {
                return value;
            }
        }
        String given = text == null ? "An empty text" : "'" + text + "'";
        throw new InvalidInputException(given + " is not valid as concurrency. Use 'wait', 'fail' or 'allow'.");
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
