package io.jenkins.plugins.humanitec.board;

import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.humanitec.client.overview.EnvironmentOverview;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** One page of the table: a row for each application, a column for each environment ID, and the previews. */
public final class BoardTable {

    /** The number of applications on a page. */
    static final int ROWS = 20;

    /** More columns are too narrow for what they show. */
    private static final int MOST_COLUMNS = 8;

    private final BoardScope scope;
    private final String filter;
    private final int total;
    private final int page;
    private final List<BoardRow> rows;

    private BoardTable(BoardScope scope, String filter, int total, int page, List<BoardRow> rows) {
        this.scope = scope;
        this.filter = filter;
        this.total = total;
        this.page = page;
        this.rows = rows;
    }

    @NonNull
    static BoardTable of(@NonNull BoardScope scope, @NonNull String filter, int wantedPage) {
        String part = filter.toLowerCase(Locale.ROOT);
        List<BoardScope.BoardApp> found = scope.apps().stream()
                .filter(app -> app.app().appId().contains(part))
                .toList();
        int pages = Math.max(1, (found.size() + ROWS - 1) / ROWS);
        int page = Math.max(1, Math.min(wantedPage, pages));
        List<BoardRow> rows = found.stream()
                .skip((page - 1L) * ROWS)
                .limit(ROWS)
                .map(BoardRow::of)
                .toList();
        return new BoardTable(scope, filter, found.size(), page, rows);
    }

    /** {@return the applications of this page} */
    @NonNull
    public List<BoardRow> getRows() {
        return rows;
    }

    /** {@return whether there are applications of several connections, so that each row must tell its own} */
    public boolean isOfSeveralConnections() {
        return scope.apps().stream()
                        .map(app -> app.session().connectionName())
                        .distinct()
                        .limit(2)
                        .count()
                > 1;
    }

    /** {@return whether there are so many columns that each application is shown as a list} */
    public boolean isList() {
        return getColumns().size() > MOST_COLUMNS;
    }

    /** {@return the IDs of the environments of these applications, in the order of promotion} */
    @NonNull
    public List<String> getColumns() {
        Map<String, Integer> stages = new HashMap<>();
        Map<String, Integer> positions = new HashMap<>();
        for (BoardRow row : rows) {
            List<EnvironmentOverview> environments = row.environments();
            for (int i = 0; i < environments.size(); i++) {
                String id = environments.get(i).env().envId();
                stages.merge(id, environments.get(i).stage(), Math::min);
                positions.merge(id, i, Math::max);
            }
        }
        return stages.keySet().stream()
                .sorted(Comparator.<String, Integer>comparing(stages::get)
                        .thenComparing(positions::get)
                        .thenComparing(Comparator.naturalOrder()))
                .toList();
    }

    /** {@return the previews of these applications} */
    @NonNull
    public List<BoardPreview> getPreviews() {
        List<BoardPreview> previews = new ArrayList<>();
        rows.forEach(row -> previews.addAll(row.previews()));
        return previews;
    }

    /** {@return the reasons why applications are missing} */
    @NonNull
    public List<String> getProblems() {
        return scope.problems();
    }

    /** {@return whether something is not known yet, so that the page must be refreshed soon} */
    public boolean isPending() {
        return scope.isPending() || rows.stream().anyMatch(BoardRow::isPending);
    }

    /** {@return the text that the IDs of the applications contain; empty for all} */
    @NonNull
    public String getFilter() {
        return filter;
    }

    /** {@return the number of applications on all pages} */
    public int getTotal() {
        return total;
    }

    /** {@return the number of this page; the first is 1} */
    public int getPage() {
        return page;
    }

    /** {@return the number of pages} */
    public int getPages() {
        return Math.max(1, (total + ROWS - 1) / ROWS);
    }
}
