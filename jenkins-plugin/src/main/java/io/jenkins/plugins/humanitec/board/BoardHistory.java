package io.jenkins.plugins.humanitec.board;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Util;
import io.jenkins.plugins.humanitec.client.EnvRef;
import io.jenkins.plugins.humanitec.client.overview.ApplicationOverview;
import io.jenkins.plugins.humanitec.client.overview.EnvironmentOverview;
import io.jenkins.plugins.humanitec.client.overview.HistoryEntry;
import io.jenkins.plugins.humanitec.client.overview.Snapshot;
import io.jenkins.plugins.humanitec.record.ChangeState;
import io.jenkins.plugins.humanitec.session.SharedOverview;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** The deployments to an environment, with their durations and the failures of each week. */
public final class BoardHistory {

    private static final int MOST_ROWS = 100;
    private static final int MOST_BARS = 50;
    private static final int WEEKS = 12;

    private final List<HistoryRow> rows;
    private final List<BoardDeployment> deployments;
    private final List<String> problems;
    private final boolean isPending;

    private BoardHistory(List<HistoryRow> rows, List<String> problems, boolean isPending) {
        this.rows = rows;
        this.deployments = rows.stream().map(HistoryRow::getDeployment).toList();
        this.problems = problems;
        this.isPending = isPending;
    }

    /**
     * A week.
     *
     * @param start its Monday
     * @param deployments the number of deployments
     * @param failures the number of those that have failed
     */
    public record Week(@NonNull LocalDate start, int deployments, int failures) {
        /** {@return its Monday} */
        @NonNull
        public String getStart() {
            return start.toString();
        }

        /** {@return the number of deployments} */
        public int getDeployments() {
            return deployments;
        }

        /** {@return the number of those that have failed} */
        public int getFailures() {
            return failures;
        }
    }

    /** Reads only environments of applications that the place shows. */
    @NonNull
    static BoardHistory of(
            @NonNull BoardScope scope, @NonNull String connection, @NonNull String appId, @NonNull String envId) {
        BoardScope.BoardApp app = scope.find(connection, appId).orElse(null);
        if (app == null) {
            return scope.isPending()
                    ? new BoardHistory(List.of(), List.of(), true)
                    : new BoardHistory(List.of(), missing(scope.problems()), false);
        }
        Snapshot<ApplicationOverview> overview = SharedOverview.get().knownApplication(app.session(), app.app());
        Optional<EnvRef> env = find(overview, envId);
        if (env.isEmpty()) {
            // It can be new.
            overview = SharedOverview.get().application(app.session(), app.app());
            env = find(overview, envId);
        }
        if (env.isEmpty()) {
            return overview.isBeingRead()
                    ? new BoardHistory(List.of(), List.of(), true)
                    : new BoardHistory(
                            List.of(), overview.value() == null ? errors(overview) : missing(List.of()), false);
        }
        EnvRef found = env.get();
        Snapshot<List<HistoryEntry>> read = SharedOverview.get().history(app.session(), found);
        List<HistoryRow> rows = read.value() == null
                ? List.of()
                : read.value().stream()
                        .map(entry -> new HistoryRow(connection, found, entry))
                        .toList();
        return new BoardHistory(rows, errors(read), read.value() == null && read.isBeingRead());
    }

    private static Optional<EnvRef> find(Snapshot<ApplicationOverview> overview, String envId) {
        return Optional.ofNullable(overview.value())
                .flatMap(value -> value.find(envId))
                .map(EnvironmentOverview::env);
    }

    private static List<String> missing(List<String> reasons) {
        return reasons.isEmpty() ? List.of(Messages.Board_noEnvironment()) : reasons;
    }

    private static List<String> errors(Snapshot<?> read) {
        return read.error() == null ? List.of() : List.of(read.error());
    }

    /** {@return the last deployments, newest first} */
    @NonNull
    public List<HistoryRow> getRows() {
        return rows.subList(0, Math.min(MOST_ROWS, rows.size()));
    }

    /** {@return why they cannot be read} */
    @NonNull
    public List<String> getProblems() {
        return problems;
    }

    /** {@return whether they are not known yet} */
    public boolean isPending() {
        return isPending;
    }

    /** {@return the last weeks with the deployments that are known, the earliest first} */
    @NonNull
    public List<Week> getWeeks() {
        SortedMap<LocalDate, int[]> weeks = new TreeMap<>();
        for (BoardDeployment deployment : deployments) {
            if (deployment.start() != null) {
                LocalDate monday = LocalDate.ofInstant(deployment.start(), ZoneOffset.UTC)
                        .with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
                int[] counts = weeks.computeIfAbsent(monday, any -> new int[2]);
                counts[0]++;
                counts[1] += deployment.getState() == ChangeState.FAILED ? 1 : 0;
            }
        }
        List<Week> last = new ArrayList<>();
        if (!weeks.isEmpty()) {
            LocalDate first = weeks.firstKey();
            LocalDate start = weeks.lastKey().minusWeeks(WEEKS - 1L);
            for (LocalDate week = start; !week.isAfter(weeks.lastKey()); week = week.plusWeeks(1)) {
                int[] counts = weeks.getOrDefault(week, new int[2]);
                if (!week.isBefore(first)) {
                    last.add(new Week(week, counts[0], counts[1]));
                }
            }
        }
        return last;
    }

    /** {@return the bars with the durations of the last deployments, the earliest first} */
    @NonNull
    public List<PlotBar> getDurationBars() {
        List<BoardDeployment> ended = new ArrayList<>(deployments.stream()
                .filter(deployment -> deployment.duration() != null)
                .limit(MOST_BARS)
                .toList());
        Collections.reverse(ended);
        double longest = longest().map(Duration::toMillis).orElse(1L);
        List<PlotBar> bars = new ArrayList<>();
        for (BoardDeployment deployment : ended) {
            boolean isFailed = deployment.getState() == ChangeState.FAILED;
            double height = Objects.requireNonNull(deployment.duration()).toMillis() / Math.max(1, longest);
            bars.add(PlotBar.of(bars.size(), ended.size(), height, isFailed, isFailed ? "\u00d7" : ""));
        }
        return bars;
    }

    private Optional<Duration> longest() {
        return deployments.stream()
                .map(BoardDeployment::duration)
                .filter(Objects::nonNull)
                .limit(MOST_BARS)
                .max(Duration::compareTo);
    }

    /** {@return the longest duration as text} */
    @NonNull
    public String getLongest() {
        return longest()
                .map(duration -> Util.getTimeSpanString(duration.toMillis()))
                .orElse("");
    }

    /** {@return the bars with the failures of the last weeks, the earliest first} */
    @NonNull
    public List<PlotBar> getFailureBars() {
        List<Week> weeks = getWeeks();
        int most = weeks.stream().mapToInt(Week::failures).max().orElse(0);
        List<PlotBar> bars = new ArrayList<>();
        for (Week week : weeks) {
            double height = most == 0 ? 0 : (double) week.failures() / most;
            bars.add(PlotBar.of(bars.size(), weeks.size(), height, true, String.valueOf(week.failures())));
        }
        return bars;
    }

    /** {@return the number of failures in these weeks} */
    public int getFailures() {
        return getWeeks().stream().mapToInt(Week::failures).sum();
    }

    /** {@return the Monday of the first week; null if there is none} */
    @CheckForNull
    public String getSince() {
        return getWeeks().isEmpty() ? null : getWeeks().get(0).getStart();
    }
}
