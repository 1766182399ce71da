package io.jenkins.plugins.humanitec.client.platform;

import io.jenkins.plugins.humanitec.client.platform.AppliedChange.Outcome;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What an apply did.
 *
 * @param changes each change of the plan with its outcome, in the order of the plan
 * @param record the record of the owner after the apply, which the caller keeps for the next one; null if there is no owner
 */
public record ApplyResult(
        List<AppliedChange> changes, @Nullable OwnerRecord record) implements Serializable {

    private static final long serialVersionUID = 1L;

    /** Copies the list. */
    public ApplyResult {
        changes = new ArrayList<>(changes);
    }

    /** {@return the record of the owner after the apply, which the caller keeps for the next one; empty if there is no owner} */
    public Optional<OwnerRecord> owner() {
        return Optional.ofNullable(record);
    }

    /** {@return whether all changes were made} */
    public boolean isComplete() {
        return changes.stream().allMatch(change -> change.outcome() == Outcome.DONE);
    }

    /** {@return the number of changes by outcome in words, such as {@code 3 done, 1 failed, 2 not done}; that nothing was sent in a dry run} */
    public String summary() {
        if (changes.isEmpty()) {
            return "nothing to change";
        }
        if (changes.stream()
                .anyMatch(change ->
                        change.outcome() == Outcome.DONE && change.message().equals(AppliedChange.DRY_RUN))) {
            return changes.size() + " in the plan, " + AppliedChange.DRY_RUN;
        }
        return count(Outcome.DONE) + " done"
                + (isComplete()
                        ? ""
                        : ", " + count(Outcome.FAILED) + " failed, " + count(Outcome.SKIPPED) + " not done");
    }

    private long count(Outcome outcome) {
        return changes.stream().filter(change -> change.outcome() == outcome).count();
    }

    /** {@return each change that was not made, in one line each} */
    String problems() {
        return changes.stream()
                .filter(change -> change.outcome() != Outcome.DONE)
                .map(AppliedChange::toString)
                .collect(Collectors.joining("\n"));
    }
}
