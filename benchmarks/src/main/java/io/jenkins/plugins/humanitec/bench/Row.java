package io.jenkins.plugins.humanitec.bench;

/**
 * A row of the table.
 *
 * @param what the measured operation
 * @param against the comparison
 * @param goal the target
 * @param measured the result
 * @param reached whether it is reached
 */
public record Row(String what, String against, String goal, String measured, boolean reached) {

    /**
     * Adds the kind of connection to the name of the operation.
     *
     * @param connection the kind of connection
     * @return the new row
     */
    Row over(String connection) {
        return new Row(what + ", " + connection, against, goal, measured, reached);
    }

    @Override
    public String toString() {
        return "| " + String.join(" | ", what, against, goal, measured, reached ? "yes" : "**no**") + " |";
    }
}
