package io.jenkins.plugins.humanitec.client.logs;

import java.io.IOException;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Remembers which lines of a log were delivered. Clusters do not always deliver lines in the order of their times, so each
 * reading goes back a while from the newest line, and the lines that are known from there are not new.
 */
final class LogCursor implements Serializable {

    private static final long serialVersionUID = 1L;

    /** How much later than a later line a line may arrive. */
    private static final Duration OVERLAP = Duration.ofSeconds(30);

    /** The earliest time of the next reading; null for the beginning of the log. */
    private @Nullable Instant from;

    private HashMap<LogLine, Integer> known = new HashMap<>();

    LogCursor(@Nullable Instant from) {
        this.from = from;
    }

    /** Returns a cursor after the last line that exists, if any. */
    static LogCursor atEnd(LogPages pages) {
        List<LogLine> last = pages.newest(null, 1);
        if (last.isEmpty()) {
            return new LogCursor(null);
        }
        Instant end = last.get(0).time();
        LogCursor cursor = new LogCursor(end.minus(OVERLAP));
        // Lines that were added in the meantime are new.
        cursor.take(pages.newest(end.minus(OVERLAP), LogRequest.MAX_LIMIT).stream()
                .filter(line -> !line.time().isAfter(end))
                .toList());
        return cursor;
    }

    /** Reads the lines from here on, or the first of them if there are very many. */
    List<LogLine> read(LogPages pages) {
        Instant begin;
        synchronized (this) {
            begin = from;
        }
        return pages.oldest(begin, LogRequest.MAX_LIMIT);
    }

    /** Returns the lines of a reading that are new, and moves on. */
    synchronized List<LogLine> take(List<LogLine> read) {
        if (read.isEmpty()) {
            return List.of();
        }
        HashMap<LogLine, Integer> counts = new HashMap<>();
        List<LogLine> added = new ArrayList<>();
        for (LogLine line : read) {
            if (counts.merge(line, 1, Integer::sum) > known.getOrDefault(line, 0)) {
                added.add(line);
            }
        }
        known.forEach((line, count) -> counts.merge(line, count, Math::max));
        Instant end = read.get(read.size() - 1).time();
        // So many lines that there are more: an overlap could consist of as many lines again, and reading would not
        // move on.
        Instant next = read.size() >= LogRequest.MAX_LIMIT ? end : end.minus(OVERLAP);
        if (from == null || next.isAfter(from)) {
            from = next;
        }
        Instant begin = from;
        known = new HashMap<>();
        for (Map.Entry<LogLine, Integer> line : counts.entrySet()) {
            if (!line.getKey().time().isBefore(begin)) {
                known.put(line.getKey(), line.getValue());
            }
        }
        return added;
    }

    /** The stage is stored while it is polled. */
    private synchronized void writeObject(ObjectOutputStream out) throws IOException {
        out.defaultWriteObject();
    }
}
