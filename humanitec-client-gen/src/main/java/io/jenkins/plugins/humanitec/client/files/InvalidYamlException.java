package io.jenkins.plugins.humanitec.client.files;

import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.error.Mark;

/** Thrown if a file is not valid YAML, or not an object. */
public final class InvalidYamlException extends Exception {

    private static final long serialVersionUID = 1L;

    private final int line;

    InvalidYamlException(String message, @Nullable Mark mark) {
        super(message);
        this.line = mark == null ? 0 : mark.getLine() + 1;
    }

    /** {@return the line of the fault, starting with 1; 0 if it is unknown} */
    public int line() {
        return line;
    }
}
