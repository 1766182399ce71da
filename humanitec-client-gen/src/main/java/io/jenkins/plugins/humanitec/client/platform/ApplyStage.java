package io.jenkins.plugins.humanitec.client.platform;

import io.jenkins.plugins.humanitec.client.InvalidInputException;
import io.jenkins.plugins.humanitec.client.LogSanitizer;
import io.jenkins.plugins.humanitec.client.contract.AnyRequest;
import io.jenkins.plugins.humanitec.client.errors.HumanitecException;
import io.jenkins.plugins.humanitec.client.errors.NotFoundException;
import io.jenkins.plugins.humanitec.client.flow.DeploymentQueue;
import io.jenkins.plugins.humanitec.client.flow.Next;
import io.jenkins.plugins.humanitec.client.flow.OperationContext;
import io.jenkins.plugins.humanitec.client.flow.Stage;
import io.jenkins.plugins.humanitec.client.manifests.FieldChange;
import io.jenkins.plugins.humanitec.client.manifests.Kind;
import io.jenkins.plugins.humanitec.client.manifests.Manifest;
import io.jenkins.plugins.humanitec.client.manifests.ObjectId;
import io.jenkins.plugins.humanitec.client.platform.AppliedChange.Outcome;
import io.jenkins.plugins.humanitec.client.platform.PlannedChange.Action;
import io.jenkins.plugins.humanitec.client.platform.Platform.OnFailure;
import io.jenkins.plugins.humanitec.client.polling.Poller;
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
 * @param options the options of the plan
 * @param onFailure what to do when a change fails
 * @param done the changes so far
 * @param record the record of the owner so far; null if there is no owner
 * @param position the position among the applies of the owner; null if there is no store
 */
record ApplyStage(
        String orgId,
        Plan plan,
        PlanOptions options,
        OnFailure onFailure,
        List<AppliedChange> done,
        @Nullable OwnerRecord record,
        DeploymentQueue.@Nullable Position position)
        implements Stage<ApplyResult> {

    private static final long serialVersionUID = 1L;

    /** The changes between two times at which the state is stored. */
    private static final int MOST_CHANGES = 16;

    private static final int LONGEST_MESSAGE = 1000;

    /** Why a change was not made after the failure of another one. */
    static final String STOPPED = "another change has failed";

    /** The stage that waits until deleted objects are gone, since what they use cannot be deleted earlier. */
    private record Rest(ApplyStage then, List<PlannedChange.Request> reads) implements Stage<ApplyResult> {

        private static final long serialVersionUID = 1L;

        @Override
        public Next<ApplyResult> enter(OperationContext operation) {
            Poller<Boolean> poller = new Poller<>(
                    "the deletion",
                    operation.pollingClient().target(reads, () -> isGone(operation)),
                    isGone -> new Poller.State<>(Optional.of(true).filter(gone -> isGone), "deleting"),
                    operation.client().clock(),
                    operation.now().plus(OperationContext.NO_LIMIT));
            return new Next.Await<>(poller, gone -> new Next.Then<>(then));
        }

        private boolean isGone(OperationContext operation) {
            return reads.stream().allMatch(read -> {
                try {
                    AnyRequest.of(read.operationId(), read.parameters(), null).send(operation.pollingClient());
                    return false;
                } catch (NotFoundException e) {
                    return true;
                }
            });
        }

        @Override
        public String abandon(OperationContext operation) {
            return then.abandon(operation);
        }
    }

    ApplyStage {
        done = new ArrayList<>(done);
    }

    @Override
    public Next<ApplyResult> enter(OperationContext operation) {
        // After the wait, the context no longer tells it.
        boolean isRepeated = operation.isRepeated();
        return position == null
                ? apply(operation, isRepeated)
                : inTurn(operation, orgId, options, position, () -> apply(operation, isRepeated));
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

    private Next<ApplyResult> apply(OperationContext operation, boolean isRepeated) {
        List<AppliedChange> now = new ArrayList<>(done);
        List<PlannedChange> next = next(now);
        boolean isDryRun = operation.client().isDryRun();
        if (next.isEmpty()) {
            if (record != null && !isDryRun) {
                options.store().ifPresent(store -> store.write(record));
            }
            return end(now);
        }
        OwnerRecord recordNow = record;
        for (ChangeBatch.Made one : isDryRun ? inDryRun(next) : made(operation, next, isRepeated)) {
            now.add(one.applied());
            operation.log(one.applied().toString());
            if (recordNow != null && !isDryRun && one.applied().outcome() == Outcome.DONE) {
                recordNow = recorded(recordNow, one);
            }
        }
        if (recordNow != null && !isDryRun) {
            OwnerRecord written = recordNow;
            options.store().ifPresent(store -> store.write(written));
        }
        ApplyStage then = new ApplyStage(orgId, plan, options, onFailure, now, recordNow, position);
        List<PlannedChange.Request> reads =
                isDryRun || now.size() == plan.changes().size() ? List.of() : reads(next, now);
        return new Next.Then<>(reads.isEmpty() ? then : new Rest(then, reads));
    }

    private static List<ChangeBatch.Made> inDryRun(List<PlannedChange> changes) {
        return changes.stream()
                .map(change -> ChangeBatch.Made.without(change, Outcome.DONE, AppliedChange.DRY_RUN))
                .toList();
    }

    /** Returns the requests that read the objects of a batch whose deletion can take time. */
    private List<PlannedChange.Request> reads(List<PlannedChange> batch, List<AppliedChange> now) {
        Set<ObjectId> deleted = new HashSet<>();
        now.stream().filter(change -> change.outcome() == Outcome.DONE).forEach(change -> deleted.add(change.object()));
        return batch.stream()
                .filter(change -> change.action() == Action.DELETE
                        && Kind.of(change.object().kind()).deletesAll()
                        && deleted.contains(change.object())
                        && !change.requests().isEmpty())
                .flatMap(change -> new ChangeRequests(
                                orgId, Manifest.collection(change.object()).orElseThrow(), change.object())
                        .read(String.valueOf(change.apiId())).stream())
                .toList();
    }

    private List<ChangeBatch.Made> made(OperationContext operation, List<PlannedChange> batch, boolean isRepeated) {
        List<PlannedChange> remaining;
        try {
            remaining = isRepeated ? remaining(operation, batch) : batch;
        } catch (HumanitecException | InvalidInputException e) {
            // What was made before stays in the account.
            String why = LogSanitizer.inOneLine(String.valueOf(e.getMessage()), LONGEST_MESSAGE);
            return batch.stream()
                    .map(change -> ChangeBatch.Made.without(change, Outcome.FAILED, why))
                    .toList();
        }
        return new ChangeBatch(
                        operation.client(),
                        options.credentials(),
                        onFailure,
                        change -> remaining(operation, List.of(change)).get(0))
                .run(remaining);
    }

    /** Adds the changes that can no longer be made to the list, and returns those to make next. */
    private List<PlannedChange> next(List<AppliedChange> now) {
        Map<ObjectId, Outcome> outcomes = new HashMap<>();
        now.forEach(change -> outcomes.put(change.object(), change.outcome()));
        boolean isStopped = onFailure == OnFailure.STOP && outcomes.containsValue(Outcome.FAILED);
        Set<ObjectId> planned = new HashSet<>();
        plan.changes().forEach(change -> planned.add(change.object()));
        int known;
        do {
            known = outcomes.size();
            for (PlannedChange change : plan.changes()) {
                Optional<ObjectId> missing = change.after().stream()
                        .filter(other -> outcomes.containsKey(other) && outcomes.get(other) != Outcome.DONE)
                        .findFirst();
                if (!outcomes.containsKey(change.object()) && (isStopped || missing.isPresent())) {
                    String why = missing.map(other -> "it depends on " + other).orElse(STOPPED);
                    outcomes.put(change.object(), Outcome.SKIPPED);
                    now.add(AppliedChange.of(change, Outcome.SKIPPED, why));
                }
            }
            // A change can come before the one on which it depends.
        } while (outcomes.size() > known);
        return plan.changes().stream()
                .filter(change -> !outcomes.containsKey(change.object()))
                .filter(change -> change.after().stream()
                        .allMatch(other -> outcomes.containsKey(other) || !planned.contains(other)))
                .limit(MOST_CHANGES)
                .toList();
    }

    /** Returns what is left of the changes of a batch of which some may have been made. */
    private List<PlannedChange> remaining(OperationContext operation, List<PlannedChange> batch) {
        Planner planner = new Planner(operation.client(), orgId, record == null ? options : options.withOwner(record));
        Map<ObjectId, PlannedChange> left = new HashMap<>();
        planner.again(new Plan(batch)).changes().forEach(change -> left.put(change.object(), change));
        return batch.stream()
                .map(change -> {
                    PlannedChange again = left.get(change.object());
                    if (again == null || isCreated(change, again)) {
                        return change.withRequests(planner.apiIds().get(change.object()), List.of());
                    }
                    return again.action() == change.action() && change.action() != Action.CHANGE
                            ? change
                            : change.withRequests(again.apiId(), again.requests());
                })
                .toList();
    }

    /** Returns whether an object was created. It then has its secrets too, which cannot be read. */
    private static boolean isCreated(PlannedChange change, PlannedChange again) {
        return change.action() == Action.CREATE
                && again.action() == Action.CHANGE
                && again.fields().stream().allMatch(FieldChange::isOfSecret);
    }

    private OwnerRecord recorded(OwnerRecord before, ChangeBatch.Made made) {
        ObjectId object = made.applied().object();
        if (made.applied().action() == Action.DELETE) {
            return before.without(object);
        }
        if (!made.isOwn()) {
            return before;
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
                record);
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
