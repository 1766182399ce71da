package io.jenkins.plugins.humanitec.client.score;

import java.io.Serializable;

/**
 * A reason why a Score file cannot be deployed.
 *
 * @param file the path of the file, as it was given to the reader
 * @param line the line in the file, starting with 1; 0 if it is unknown
 * @param message what is wrong, and what to do
 */
public record ScoreFault(String file, int line, String message) implements Serializable {

    private static final long serialVersionUID = 1L;

    /** {@return the fault in one line, such as {@code score.yaml:12: …}} */
    @Override
    public String toString() {
        return file + (line == 0 ? "" : ":" + line) + ": " + message;
    }
}
