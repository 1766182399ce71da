package io.jenkins.plugins.humanitec.client.platform;

import io.jenkins.plugins.humanitec.client.flow.DeploymentQueue;
import io.jenkins.plugins.humanitec.client.flow.Next;
import io.jenkins.plugins.humanitec.client.flow.OperationContext;
import io.jenkins.plugins.humanitec.client.flow.Stage;
import io.jenkins.plugins.humanitec.client.manifests.Manifest;
import io.jenkins.plugins.humanitec.client.platform.Platform.OnFailure;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The stage that plans, and compares the plan with the one that was shown.
 *
 * @param orgId the ID of the organization
 * @param manifests the manifests
 * @param options the options of the plan
 * @param onFailure what to do when a change fails
 * @param shown the plan that was shown; null if there is none
 * @param position the position among the applies of the owner; null if it is not taken yet, or there is no store
 */
record PlanStage(
        String orgId,
        List<Manifest> manifests,
        PlanOptions options,
        OnFailure onFailure,
        @Nullable Plan shown,
        DeploymentQueue.@Nullable Position position)
        implements Stage<ApplyResult> {

    private static final long serialVersionUID = 1L;

    PlanStage {
        manifests = new ArrayList<>(manifests);
    }

    @Override
    public Next<ApplyResult> enter(OperationContext operation) {
        if (options.store().isEmpty() || operation.client().isDryRun()) {
            return plan(operation);
        }
        if (position == null) {
            DeploymentQueue.Position taken = new DeploymentQueue.Position(
                    operation.now(), UUID.randomUUID().toString());
            // Store the stage with its position, so that the position stays the same after a restart.
            return new Next.Then<>(new PlanStage(orgId, manifests, options, onFailure, shown, taken));
        }
        return ApplyStage.inTurn(operation, orgId, options, position, () -> plan(operation));
    }

    private Next<ApplyResult> plan(OperationContext operation) {
        // The store is read once: another process can write it.
        PlanOptions now = options.owner().map(options::withOwner).orElse(options);
        Planner planner = new Planner(operation.client(), orgId, now);
        Plan plan = shown == null ? planner.plan(manifests) : planner.again(shown);
        if (shown != null) {
            PlanOutdatedException.requireSame(shown, plan);
            plan = plan.only(shown);
        } else {
            plan.text().lines().forEach(operation::log);
        }
        OwnerRecord record = operation.client().isDryRun() ? now.owner().orElse(null) : planner.record();
        return new Next.Then<>(new ApplyStage(orgId, plan, now, onFailure, List.of(), record, position));
    }

    @Override
    public String abandon(OperationContext operation) {
        return "Nothing was changed.";
    }
}
