package io.jenkins.plugins.humanitec.client.artefacts;

import io.jenkins.plugins.humanitec.client.diagnostics.FailureReport;
import io.jenkins.plugins.humanitec.client.flow.Next;
import io.jenkins.plugins.humanitec.client.flow.OperationContext;
import io.jenkins.plugins.humanitec.client.flow.Stage;
import io.jenkins.plugins.humanitec.client.pipelines.FollowedRuns;
import java.util.List;

/**
 * The stage that follows the runs that were found: until all have ended, or the grace time has passed and others may have
 * appeared.
 *
 * @param registration the version
 * @param runs the runs, with the events that were already logged
 * @param areAll whether no other runs can appear
 */
record FollowRunsStage(Registration registration, FollowedRuns runs, boolean areAll) implements Stage<VersionResult> {

    private static final long serialVersionUID = 1L;

    @Override
    public Next<VersionResult> enter(OperationContext operation) {
        if (runs.areOver()) {
            return next(operation);
        }
        return new Next.Await<>(
                runs.poller(
                        operation,
                        registration.deadline(),
                        () -> !areAll && !operation.now().isBefore(registration.graceEnd())),
                areOver -> next(operation));
    }

    private Next<VersionResult> next(OperationContext operation) {
        if (!areAll) {
            return new Next.Then<>(new FindRunsStage(registration, runs));
        }
        VersionResult result =
                new VersionResult(registration.id(), registration.request().source(), runs.results());
        if (!result.failedRuns().isEmpty()) {
            List<FailureReport> reports = runs.reports(operation);
            throw new TriggeredRunsFailedException(
                    registration.request().toString(), result, reports.isEmpty() ? null : reports.get(0));
        }
        return new Next.Done<>(result);
    }

    @Override
    public String abandon(OperationContext operation) {
        return registration.state() + " " + runs.continuation();
    }
}
