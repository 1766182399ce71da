package io.jenkins.plugins.humanitec.simulator.operations;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Reads files that belong to classes. */
public final class ClassPathFile {

    private ClassPathFile() {}

    /**
     * Reads a text.
     *
     * @param owner a class in the package of the file
     * @param name the name of the file
     * @return the text
     * @throws IllegalStateException if the file does not exist
     */
    public static String text(Class<?> owner, String name) {
        try (InputStream file = owner.getResourceAsStream(name)) {
            if (file == null) {
                throw new IllegalStateException(name + " is missing. Run mvn process-classes.");
            }
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
