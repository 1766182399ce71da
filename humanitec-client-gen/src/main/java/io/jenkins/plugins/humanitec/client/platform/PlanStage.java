package io.jenkins.plugins.humanitec.client.platform;

import io.jenkins.plugins.humanitec.client.flow.Next;
import io.jenkins.plugins.humanitec.client.flow.OperationContext;
import io.jenkins.plugins.humanitec.client.flow.Stage;
import io.jenkins.plugins.humanitec.client.manifests.Manifest;
import io.jenkins.plugins.humanitec.client.platform.Platform.OnFailure;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The stage that plans, and compares the plan with the one that was shown.
 *
 * @param orgId the ID of the organization
 * @param manifests the manifests
 * @param options the options of the plan
 * @param onFailure what to do when a change fails
 * @param shown the plan that was shown; null if there is none
 */
record PlanStage(
        String orgId,
        List<Manifest> manifests,
        PlanOptions options,
        OnFailure onFailure,
        @Nullable Plan shown) implements Stage<ApplyResult> {

    private static final long serialVersionUID = 1L;

    PlanStage {
        manifests = new ArrayList<>(manifests);
    }

    @Override
    public Next<ApplyResult> enter(OperationContext operation) {
        Plan plan = new Planner(operation.client(), orgId, options).plan(manifests);
        if (shown != null) {
            PlanOutdatedException.requireSame(shown, plan);
            plan = plan.only(shown);
        } else {
            plan.text().lines().forEach(operation::log);
        }
        return new Next.Then<>(new ApplyStage(
                orgId, plan, options, onFailure, List.of(), options.owner().orElse(null)));
    }

    @Override
    public String abandon(OperationContext operation) {
        return "Nothing was changed.";
    }
}
