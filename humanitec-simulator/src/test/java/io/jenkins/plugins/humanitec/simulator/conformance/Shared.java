package io.jenkins.plugins.humanitec.simulator.conformance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The vendor's description and a corpus of files beside the repository, where they are at hand. */
public final class Shared {

    private static final Path DIRECTORY = Path.of(System.getProperty("conformance.shared", "../../shared"));

    private Shared() {}

    /** @return the vendor's description; empty if it is not at hand */
    public static Optional<Path> reference() throws IOException {
        return files("reference", ".*openapi.*\\.json").stream().findFirst();
    }

    /**
     * Finds files.
     *
     * @param below the directory
     * @param name the pattern of the whole path
     * @return the files in order; empty if the directory is not at hand
     */
    public static List<Path> files(String below, String name) throws IOException {
        Path directory = DIRECTORY.resolve(below);
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> all = Files.walk(directory)) {
            return all.filter(file -> file.toString().matches(name)).sorted().toList();
        }
    }
}
