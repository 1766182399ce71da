package io.jenkins.plugins.humanitec.bench;

/**
 * A line of the table.
 *
 * @param what what is measured
 * @param against what it is compared with
 * @param goal what is to be reached
 * @param measured what came out
 * @param reached whether it is reached
 */
public record Row(String what, String against, String goal, String measured, boolean reached) {

    /**
     * @param connection how the server was reached
     * @return the same line, which says so
     */
    Row over(String connection) {
        return new Row(what + ", " + connection, against, goal, measured, reached);
    }

    @Override
    public String toString() {
        return "| " + String.join(" | ", what, against, goal, measured, reached ? "yes" : "**no**") + " |";
    }
}
