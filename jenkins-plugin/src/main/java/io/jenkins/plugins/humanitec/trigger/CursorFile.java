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

/**
 * The file with the cursor of an application, in a directory of Jenkins: a line with the time of the last poll, and the cursor.
 * It is written if the cursor has changed, else every ten minutes.
 */
final class CursorFile {

    private static final Logger LOGGER = Logger.getLogger(CursorFile.class.getName());

    /** An older cursor is not used, such as that of a restored backup: what has happened since would start too many builds. */
    static final Duration LONGEST_AGE = Duration.ofDays(1);

    private static final Duration WRITTEN = Duration.ofMinutes(10);

    private final WatchKey key;
    private final Path path;
    private EventCursor cursor;
    private Instant polled = Instant.EPOCH;
    private Instant written = Instant.EPOCH;

    CursorFile(@NonNull WatchKey key) {
        this.key = key;
        this.path = directory().resolve(key.fileName());
        if (Files.exists(path)) {
            read();
        }
    }

    private static Path directory() {
        return new File(Jenkins.get().getRootDir(), "humanitec-events").toPath();
    }

    /** Without a cursor, the next poll has no events. */
    private void read() {
        try {
            String[] parts = Files.readString(path).split("\n", 2);
            polled = Instant.parse(parts[0]);
            written = polled;
            cursor = EventCursor.ofJson(parts[1]).orElseThrow();
        } catch (IOException | RuntimeException e) {
            LOGGER.log(
                    Level.WARNING, "{0} cannot be read. Events since the last poll are lost: {1}", new Object[] {path, e
                    });
        }
    }

    /** Returns null if there is no cursor that can be used. The next poll then has no events. */
    @CheckForNull
    EventCursor cursor() {
        if (cursor != null && polled.isBefore(Instant.now().minus(LONGEST_AGE))) {
            LOGGER.log(
                    Level.WARNING,
                    "The last poll of the application {0} with the connection {1} was at {2}, more than a day ago. "
                            + "What has happened since then starts no builds.",
                    new Object[] {key.app(), key.connection(), polled});
            cursor = null;
        }
        return cursor;
    }

    /** Saves a cursor. If it cannot be saved, it is still the current one until Jenkins stops. */
    void save(@NonNull EventCursor next) {
        polled = Instant.now();
        if (next.equals(cursor) && polled.isBefore(written.plus(WRITTEN))) {
            return;
        }
        cursor = next;
        written = polled;
        try {
            Files.createDirectories(directory());
            try (AtomicFileWriter writer = new AtomicFileWriter(path, StandardCharsets.UTF_8)) {
                writer.write(polled + "\n" + next.toJson());
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
    static void deleteUnused(@NonNull Set<String> used) {
        Path directory = directory();
        if (!Files.isDirectory(directory)) {
            return;
        }
        try (Stream<Path> files = Files.list(directory)) {
            Instant limit = Instant.now().minus(LONGEST_AGE);
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
