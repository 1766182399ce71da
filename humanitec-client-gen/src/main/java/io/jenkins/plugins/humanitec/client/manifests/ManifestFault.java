package io.jenkins.plugins.humanitec.client.manifests;

import java.io.Serializable;

/**
 * A fault in a manifest.
 *
 * @param file the path of the file, as it was given to the reader; empty if the manifest is in no file
 * @param line the line in the file, starting with 1; 0 if it is unknown
 * @param path the place in the document, with dots between names, such as {@code entity.driver_inputs}; empty for the whole
 *     document
 * @param message what is wrong, and what was expected; never contains the value of a field
 */
public record ManifestFault(String file, int line, String path, String message) implements Serializable {

    private static final long serialVersionUID = 1L;

    /** {@return the fault in one line, such as {@code definitions/db.yaml:12: entity.type: …}} */
    @Override
    public String toString() {
        return (file.isEmpty() ? "" : file + (line == 0 ? "" : ":" + line) + ": ")
                + (path.isEmpty() ? "" : path + ": ")
                + message;
    }
}
