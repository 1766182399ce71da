package io.jenkins.plugins.humanitec.board;

import com.google.common.base.Ascii;
import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.humanitec.client.deployments.Difference;
import io.jenkins.plugins.humanitec.record.DiffLine;
import java.util.List;

/** The differences between two deployment sets. The page shows only the first ones. */
public final class BoardDiff {

    private static final int MOST = 100;

    /** A line such as that of a module that was removed can have thousands of characters. */
    private static final int LONGEST_LINE = 200;

    private final Difference difference;

    BoardDiff(@NonNull Difference difference) {
        this.difference = difference;
    }

    /** {@return the number of differences} */
    public int getCount() {
        return difference.changes().size();
    }

    /** {@return the first differences} */
    @NonNull
    public List<DiffLine> getLines() {
        return difference.changes().stream()
                .limit(MOST)
                .map(change -> DiffLine.signed(Ascii.truncate(change.toString(), LONGEST_LINE, "\u2026")))
                .toList();
    }

    /** {@return the number of differences that are not shown} */
    public int getMore() {
        return Math.max(0, getCount() - MOST);
    }
}
