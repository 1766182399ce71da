package io.jenkins.plugins.humanitec.trigger;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.util.AtomicFileWriter;
import io.jenkins.plugins.humanitec.client.events.EventCursor;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import jenkins.model.Jenkins;

/** The file with the cursor of an application, in a directory of Jenkins. It is written only if the cursor has changed. */
final class CursorFile {

    private static final Logger LOGGER = Logger.getLogger(CursorFile.class.getName());

    private final Path path;
    private EventCursor saved;

    CursorFile(@NonNull WatchKey key) {
        this.path = directory().resolve(key.fileName());
        this.saved = read(path);
    }

    private static Path directory() {
        return new File(Jenkins.get().getRootDir(), "humanitec-events").toPath();
    }

    /** Returns null for a file that does not exist or cannot be read. The first poll then has no events. */
    @CheckForNull
    private static EventCursor read(Path path) {
        if (!Files.exists(path)) {
            return null;
        }
        try {
            return EventCursor.ofJson(Files.readString(path)).orElseGet(() -> {
                LOGGER.log(Level.WARNING, "{0} is damaged. Events since the last poll are lost.", path);
                return null;
            });
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, e, () -> "cannot read " + path);
            return null;
        }
    }

    @CheckForNull
    EventCursor cursor() {
        return saved;
    }

    /** Saves a cursor. If it cannot be saved, it is still the current one until Jenkins stops. */
    void save(@NonNull EventCursor cursor) {
        if (cursor.equals(saved)) {
            return;
        }
        saved = cursor;
        try {
            Files.createDirectories(directory());
            try (AtomicFileWriter writer = new AtomicFileWriter(path, StandardCharsets.UTF_8)) {
                writer.write(cursor.toJson());
                writer.commit();
            }
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, e, () -> "cannot write " + path);
        }
    }

    void delete() {
        delete(path);
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            LOGGER.log(Level.FINE, e, () -> "cannot delete " + file);
        }
    }

    /** Deletes old files that are not in use, such as those of triggers that were removed before a restart. */
    static void deleteUnused(@NonNull Set<String> used, @NonNull Duration age) {
        Path directory = directory();
        if (!Files.isDirectory(directory)) {
            return;
        }
        try (Stream<Path> files = Files.list(directory)) {
            Instant limit = Instant.now().minus(age);
            for (Path file : files.toList()) {
                if (!used.contains(file.toFile().getName())
                        && Files.getLastModifiedTime(file).toInstant().isBefore(limit)) {
                    delete(file);
                }
            }
        } catch (IOException e) {
            LOGGER.log(Level.FINE, e, () -> "cannot read " + directory);
        }
    }
}
