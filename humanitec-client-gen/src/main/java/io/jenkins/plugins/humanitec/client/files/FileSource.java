package io.jenkins.plugins.humanitec.client.files;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Reads the files of a directory, which can be on another machine. */
@FunctionalInterface
public interface FileSource {

    /** The maximum size of a file, in bytes. */
    int LARGEST_FILE = YamlDocument.LARGEST_FILE;

    /**
     * Reads a file.
     *
     * @param path the path relative to the directory, with slashes, and without {@code .} and {@code ..}
     * @return the first {@link #LARGEST_FILE} + 1 bytes of the file, or the whole file if it is smaller; null if there is no
     *     such file
     * @throws IOException if the file cannot be read
     */
    byte @Nullable [] read(String path) throws IOException;

    /**
     * {@return the files of a directory of this machine; there are none outside of it}
     *
     * @param directory the directory
     */
    static FileSource of(Path directory) {
        return path -> {
            Path file = directory.resolve(path).normalize();
            if (!file.startsWith(directory.normalize()) || !Files.isRegularFile(file)) {
                return null;
            }
            try (InputStream in = Files.newInputStream(file)) {
                return in.readNBytes(LARGEST_FILE + 1);
            }
        };
    }
}
