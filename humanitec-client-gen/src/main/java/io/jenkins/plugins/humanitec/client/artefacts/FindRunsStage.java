package io.jenkins.plugins.humanitec.client.artefacts;

import io.jenkins.plugins.humanitec.client.flow.Next;
import io.jenkins.plugins.humanitec.client.flow.OperationContext;
import io.jenkins.plugins.humanitec.client.flow.Stage;
import io.jenkins.plugins.humanitec.client.model.PipelineRun;
import io.jenkins.plugins.humanitec.client.pipelines.FollowedRuns;
import io.jenkins.plugins.humanitec.client.polling.Poller;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * The stage that looks for runs that the version has triggered: until there is a new one, or the grace time has passed. The
 * runs are then followed. If the grace time has not passed, this stage comes again after that.
 *
 * @param registration the version
 * @param runs the runs that were found so far
 */
record FindRunsStage(Registration registration, FollowedRuns runs) implements Stage<VersionResult> {

    private static final long serialVersionUID = 1L;

    @Override
    public Next<VersionResult> enter(OperationContext operation) {
        Instant graceEnd = registration.graceEnd();
        // Runs are looked for once more after the grace time.
        boolean isLast = !operation.now().isBefore(graceEnd);
        boolean endsAtGraceEnd = !isLast && graceEnd.isBefore(registration.deadline());
        Function<String, List<PipelineRun>> nothing = status -> List.of();
        return new Next.Await<>(
                new Poller<>(
                        "pipeline runs of " + registration.request(),
                        registration.target(operation.pollingClient()),
                        found -> assess(found, isLast),
                        operation.client().clock(),
                        endsAtGraceEnd ? graceEnd : registration.deadline(),
                        endsAtGraceEnd ? nothing : null),
                found -> next(operation, found, isLast));
    }

    private Poller.State<List<PipelineRun>> assess(List<PipelineRun> all, boolean isLast) {
        List<PipelineRun> found = registration.runs(all, runs);
        return new Poller.State<>(
                isLast || !found.isEmpty() ? Optional.of(found) : Optional.empty(),
                runs.isEmpty() ? "none yet" : "no other one yet");
    }

    private Next<VersionResult> next(OperationContext operation, List<PipelineRun> found, boolean isLast) {
        FollowedRuns all = runs.with(found);
        found.forEach(run -> operation.log(registration.request() + " has triggered pipeline " + run.getPipelineId()
                + " of application " + run.getAppId() + ": run " + run.getId()));
        if (isLast && all.isEmpty()) {
            operation.log(registration.request() + " has triggered no pipeline run in the "
                    + registration.request().grace().toSeconds() + " seconds after its registration");
        }
        return new Next.Then<>(
                found.isEmpty() && !isLast
                        ? new FindRunsStage(registration, all)
                        : new FollowRunsStage(registration, all, isLast));
    }

    @Override
    public String abandon(OperationContext operation) {
        return registration.state() + " Pipeline runs that it triggers continue in Humanitec.";
    }
}
