package io.jenkins.plugins.humanitec.record;

import edu.umd.cs.findbugs.annotations.NonNull;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The changes of a build in one place, which is an environment, an application or the organization. What failed is the first, then
 * what is in progress.
 *
 * @param changes the changes, at least one
 */
public record ChangeGroup(@NonNull List<HumanitecChange> changes) {

    /** The number of changes that are shown at once; the page folds the others. */
    private static final int UNFOLDED = 20;

    /** Sorts the changes. */
    public ChangeGroup {
        changes = changes.stream()
                .sorted(Comparator.comparing(change -> urgency(change.getState())))
                .toList();
    }

    /** Returns the groups of changes, in the order of their first changes where nothing is more urgent. */
    @NonNull
    static List<ChangeGroup> of(@NonNull List<HumanitecChange> changes) {
        Map<String, List<HumanitecChange>> byPlace = new LinkedHashMap<>();
        changes.forEach(change -> byPlace.computeIfAbsent(change.getUrl(), url -> new ArrayList<>())
                .add(change));
        return byPlace.values().stream()
                .map(ChangeGroup::new)
                .sorted(Comparator.comparing(group -> urgency(group.getState())))
                .toList();
    }

    /** What is planned and what is done stay in their order. */
    private static int urgency(ChangeState state) {
        return Math.min(state.ordinal(), ChangeState.PLANNED.ordinal());
    }

    /** {@return the name of the place} */
    @NonNull
    public String getName() {
        return changes.get(0).getWhere();
    }

    /** {@return the URL of the place in Humanitec} */
    @NonNull
    public String getUrl() {
        return changes.get(0).getUrl();
    }

    /** {@return the most urgent state} */
    @NonNull
    public ChangeState getState() {
        return changes.get(0).getState();
    }

    /** {@return the number of changes} */
    public int getCount() {
        return changes.size();
    }

    /** {@return the number of changes that have failed} */
    public long getFailed() {
        return changes.stream().filter(HumanitecChange::isFailed).count();
    }

    /** {@return the changes that are shown at once} */
    @NonNull
    public List<HumanitecChange> getFirst() {
        return changes.subList(0, Math.min(UNFOLDED, changes.size()));
    }

    /** {@return the changes that are folded} */
    @NonNull
    public List<HumanitecChange> getMore() {
        return changes.subList(getFirst().size(), changes.size());
    }
}
