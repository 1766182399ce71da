package io.jenkins.plugins.humanitec.client.logs;

import io.jenkins.plugins.humanitec.client.AppRef;
import io.jenkins.plugins.humanitec.client.EnvRef;
import io.jenkins.plugins.humanitec.client.api.LogsApi;
import io.jenkins.plugins.humanitec.client.api.LogsApi.ListLogsQueryParams;
import io.jenkins.plugins.humanitec.client.context.ApiText;
import io.jenkins.plugins.humanitec.client.context.ClientContext;
import io.jenkins.plugins.humanitec.client.errors.UnreadableResponseException;
import io.jenkins.plugins.humanitec.client.model.LogEntry;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Reads the log of one workload, or of all, page by page. The API has no pages of logs, only limits of their time and number, and
 * can have a smaller limit of its own. So each page begins in the millisecond in which the previous one ended, and the lines that
 * are known from there are left out. The last page is the one without a new line.
 *
 * @param client the client to use
 * @param env the environment
 * @param workload the name of the workload; empty for all
 * @param container the name of the container, or null for all
 * @param deploymentId the ID of a deployment, or null
 */
record LogPages(
        ClientContext client,
        EnvRef env,
        String workload,
        @Nullable String container,
        @Nullable String deploymentId) {

    private static final int OK = 200;
    private static final int PAGE_SIZE = 1000;
    private static final int LAST_YEAR = 9999;

    /** The times between which lines are read: from the first one, and before the second one. */
    private record Span(@Nullable Instant from, @Nullable Instant to) {

        boolean contains(LogLine line) {
            return (from == null || !line.time().isBefore(from))
                    && (to == null || line.time().isBefore(to));
        }

        /** Returns the rest of this span, which begins or ends in the millisecond of a line. */
        Span rest(LogLine line, boolean isAscending) {
            Instant time = line.time().truncatedTo(ChronoUnit.MILLIS);
            if (!isAscending) {
                return new Span(from, time.plusMillis(1));
            }
            return new Span(from != null && from.isAfter(time) ? from : time, to);
        }

        /** Returns the rest of this span after or before the millisecond of a line. */
        Span without(LogLine line, boolean isAscending) {
            Instant time = line.time().truncatedTo(ChronoUnit.MILLIS);
            return isAscending ? new Span(time.plusMillis(1), to) : new Span(from, time);
        }
    }

    /** Returns the newest lines since a time, oldest first. */
    List<LogLine> newest(@Nullable Instant since, int limit) {
        List<LogLine> lines = read(new Span(since, null), false, limit);
        Collections.reverse(lines);
        return lines;
    }

    /** Returns the oldest lines since a time, oldest first. */
    List<LogLine> oldest(@Nullable Instant since, int limit) {
        return read(new Span(since, null), true, limit);
    }

    private List<LogLine> read(Span whole, boolean isAscending, int limit) {
        List<LogLine> lines = new ArrayList<>();
        List<LogLine> known = List.of();
        Span span = whole;
        int lastSize = 0;
        while (lines.size() < limit) {
            int missing = limit - lines.size();
            List<LogLine> page = page(span, isAscending, Math.min(missing, PAGE_SIZE) + known.size());
            List<LogLine> added = without(known, page);
            if (!added.isEmpty()) {
                lines.addAll(added.subList(0, Math.min(missing, added.size())));
                span = span.rest(lines.get(lines.size() - 1), isAscending);
                known = lines.stream().filter(span::contains).toList();
            } else if (page.isEmpty() || page.size() >= known.size() && page.size() != lastSize) {
                return lines;
            } else {
                // A millisecond with more lines than a page of the API. The rest of them cannot be read.
                span = span.without(known.get(0), isAscending);
                known = List.of();
            }
            lastSize = page.size();
        }
        return lines;
    }

    /** Returns lines that are not among the known ones. A line can be logged twice with the same time. */
    private static List<LogLine> without(List<LogLine> known, List<LogLine> lines) {
        Map<LogLine, Integer> counts = new HashMap<>();
        known.forEach(line -> counts.merge(line, 1, Integer::sum));
        return lines.stream()
                .filter(line -> counts.merge(line, -1, Integer::sum) < 0)
                .toList();
    }

    private List<LogLine> page(Span span, boolean isAscending, int limit) {
        AppRef app = env.app();
        ListLogsQueryParams query =
                new ListLogsQueryParams().limit(String.valueOf(limit)).asc(isAscending);
        if (!workload.isEmpty()) {
            query.workloadId(workload);
        }
        if (container != null) {
            query.containerId(container);
        }
        if (deploymentId != null) {
            query.deploymentId(deploymentId);
        }
        if (span.from() != null) {
            query.timestampFrom(span.from().truncatedTo(ChronoUnit.MILLIS).toString());
        }
        if (span.to() != null) {
            query.timestampTo(span.to().toString());
        }
        Comparator<LogLine> byTime = Comparator.comparing(LogLine::time);
        return client.api(LogsApi.class).listLogs(app.orgId(), app.appId(), env.envId(), query).stream()
                .filter(Objects::nonNull)
                .map(this::line)
                .filter(span::contains)
                .sorted(isAscending ? byTime : byTime.reversed())
                .toList();
    }

    private LogLine line(LogEntry entry) {
        return new LogLine(
                time(entry),
                ApiText.or(entry.getWorkloadId(), ""),
                ApiText.or(entry.getContainerId(), ""),
                ApiText.or(entry.getLevel(), ""),
                withoutLineBreak(ApiText.or(entry.getPayload(), "")));
    }

    private static String withoutLineBreak(String text) {
        String line = text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
        return line.endsWith("\r") ? line.substring(0, line.length() - 1) : line;
    }

    private Instant time(LogEntry entry) {
        String text = ApiText.require(env, entry.getTimestamp(), "a line of a log without its time");
        try {
            OffsetDateTime time = OffsetDateTime.parse(text);
            if (time.getYear() < 0 || time.getYear() > LAST_YEAR) {
                throw new DateTimeException("The year has not four digits.");
            }
            return time.toInstant();
        } catch (DateTimeException e) {
            String path =
                    "/orgs/" + env.app().orgId() + "/apps/" + env.app().appId() + "/envs/" + env.envId() + "/logs";
            throw UnreadableResponseException.of("GET", path, OK, "a line of a log whose time is not in RFC 3339", e);
        }
    }
}
