package io.jenkins.plugins.humanitec.client.representations;

import feign.form.FormData;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Files for the operations of {@link RepresentationsApi} that send a form. */
public final class FormFile {

    private static final String YAML = "application/x-yaml";

    private FormFile() {}

    /**
     * {@return a Score specification for a form}
     *
     * @param specification the specification, as YAML in UTF-8
     */
    public static FormData score(byte[] specification) {
        return new FormData(YAML, "score.yaml", specification);
    }

    /**
     * {@return a Score file for a form, with its name}
     *
     * @param file the file, YAML in UTF-8
     * @throws UncheckedIOException if the file cannot be read
     */
    public static FormData score(Path file) {
        return read(file, YAML);
    }

    /**
     * {@return a packed Helm chart for a form, with the name of its file}
     *
     * @param file the file, {@code .tgz}
     * @throws UncheckedIOException if the file cannot be read
     */
    public static FormData chart(Path file) {
        return read(file, "application/x-gzip");
    }

    private static FormData read(Path file, String contentType) {
        try {
            return new FormData(contentType, file.getFileName().toString(), Files.readAllBytes(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
