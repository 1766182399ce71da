package io.jenkins.plugins.humanitec.client.platform;

import io.jenkins.plugins.humanitec.client.flow.DeploymentQueue;
import io.jenkins.plugins.humanitec.client.flow.Next;
import io.jenkins.plugins.humanitec.client.flow.OperationContext;
import io.jenkins.plugins.humanitec.client.flow.Stage;
import io.jenkins.plugins.humanitec.client.manifests.ObjectId;
import io.jenkins.plugins.humanitec.client.platform.AppliedChange.Outcome;
import io.jenkins.plugins.humanitec.client.platform.PlannedChange.Action;
import io.jenkins.plugins.humanitec.client.platform.Platform.OnFailure;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The stage that makes the next changes of a plan, a few at a time. After a restart, it looks which of them were made.
 *
 * @param orgId the ID of the organization
 * @param plan the plan
 * @param options the options of the plan, with the record of the owner so far
 * @param onFailure what to do when a change fails
 * @param done the changes so far
 * @param position the position among the applies of the owner; null if there is no queue
 */
record ApplyStage(
        String orgId,
        Plan plan,
        PlanOptions options,
        OnFailure onFailure,
        List<AppliedChange> done,
        DeploymentQueue.@Nullable Position position)
        implements Stage<ApplyResult> {

    private static final long serialVersionUID = 1L;

    /** The changes between two times at which the state is stored. */
    private static final int MOST_CHANGES = 16;

    ApplyStage {
        done = new ArrayList<>(done);
    }

    @Override
    public Next<ApplyResult> enter(OperationContext operation) {
        return position == null ? next(operation) : inTurn(operation, orgId, options, position, () -> next(operation));
    }

    /** Waits until the earlier applies of the same owner in this process have ended. Does not wait if it is its turn. */
    static Next<ApplyResult> inTurn(
            OperationContext operation,
            String orgId,
            PlanOptions options,
            DeploymentQueue.Position position,
            Supplier<Next<ApplyResult>> then) {
        String owner = options.store().map(OwnerRecord.Store::owner).orElse("");
        return new Next.Queue<>(
                operation.enterQueue(List.of(orgId, owner), position),
                "earlier applies of the owner " + owner,
                operation.now().plus(OperationContext.NO_LIMIT),
                then);
    }

    private Next<ApplyResult> next(OperationContext operation) {
        List<AppliedChange> now = new ArrayList<>(done);
        List<PlannedChange> next = next(now);
        if (next.isEmpty()) {
            return end(now);
        }
        OwnerRecord recordNow = options.owner().orElse(null);
        List<ChangeBatch.Made> made = operation.client().isDryRun()
                ? next.stream().map(ChangeBatch.Made::inDryRun).toList()
                : new ChangeBatch(operation.client(), options.credentials()).run(remaining(operation, next));
        for (ChangeBatch.Made one : made) {
            now.add(one.applied());
            operation.log(one.applied().toString());
            if (recordNow != null && one.applied().outcome() == Outcome.DONE) {
                recordNow = recorded(recordNow, one);
            }
        }
        PlanOptions optionsNow = options;
        if (recordNow != null && !operation.client().isDryRun()) {
            OwnerRecord written = recordNow;
            options.store().ifPresent(store -> store.write(written));
            optionsNow = options.withOwner(written);
        }
        return new Next.Then<>(new ApplyStage(orgId, plan, optionsNow, onFailure, now, position));
    }

    /** Adds the changes that can no longer be made to the list, and returns those to make next. */
    private List<PlannedChange> next(List<AppliedChange> now) {
        Map<ObjectId, Outcome> outcomes = new HashMap<>();
        now.forEach(change -> outcomes.put(change.object(), change.outcome()));
        boolean isStopped = onFailure == OnFailure.STOP && outcomes.containsValue(Outcome.FAILED);
        Set<ObjectId> planned = new HashSet<>();
        plan.changes().forEach(change -> planned.add(change.object()));
        List<PlannedChange> next = new ArrayList<>();
        for (PlannedChange change : plan.changes()) {
            if (outcomes.containsKey(change.object())) {
                continue;
            }
            Optional<ObjectId> missing = change.after().stream()
                    .filter(other -> outcomes.containsKey(other) && outcomes.get(other) != Outcome.DONE)
                    .findFirst();
            if (isStopped || missing.isPresent()) {
                String why = missing.map(other -> "it depends on " + other).orElse("another change has failed");
                outcomes.put(change.object(), Outcome.SKIPPED);
                now.add(AppliedChange.of(change, Outcome.SKIPPED, why));
            } else if (next.size() < MOST_CHANGES
                    && change.after().stream()
                            .allMatch(other -> outcomes.containsKey(other) || !planned.contains(other))) {
                next.add(change);
            }
        }
        return next;
    }

    /** Returns the changes of a batch that are to be made: after a restart, some of them may have been made. */
    private List<PlannedChange> remaining(OperationContext operation, List<PlannedChange> batch) {
        if (!operation.isRepeated()) {
            return batch;
        }
        Planner planner = new Planner(operation.client(), orgId, options);
        Plan again = planner.plan(new Plan(batch).manifests());
        List<PlannedChange> remaining = new ArrayList<>();
        for (PlannedChange change : batch) {
            if (change.action() == Action.DELETE) {
                remaining.add(change);
            } else {
                remaining.add(again.changes().stream()
                        .filter(one -> one.object().equals(change.object()))
                        .findFirst()
                        .map(one -> change.withRequests(one.apiId(), one.requests()))
                        .orElseGet(() -> change.withRequests(planner.apiIds().get(change.object()), List.of())));
            }
        }
        return remaining;
    }

    private OwnerRecord recorded(OwnerRecord before, ChangeBatch.Made made) {
        ObjectId object = made.applied().object();
        if (made.applied().action() == Action.DELETE) {
            return before.without(object);
        }
        OwnerRecord after =
                made.applied().action() == Action.CREATE ? before.withCreated(object, made.apiId()) : before;
        return after.withWritten(object, made.secrets());
    }

    private Next<ApplyResult> end(List<AppliedChange> all) {
        Map<ObjectId, AppliedChange> byObject = new HashMap<>();
        all.forEach(change -> byObject.put(change.object(), change));
        ApplyResult result = new ApplyResult(
                plan.changes().stream()
                        .flatMap(change -> Optional.ofNullable(byObject.get(change.object())).stream())
                        .toList(),
                options.owner().orElse(null));
        if (!result.isComplete()) {
            throw new ApplyFailedException(result);
        }
        return new Next.Done<>(result);
    }

    @Override
    public String abandon(OperationContext operation) {
        return done.size() + " of " + plan.changes().size()
                + " changes were made. Apply again to make the others; some of them may have been made too.";
    }
}
