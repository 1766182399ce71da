package io.jenkins.plugins.humanitec.record;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.model.Item;
import hudson.model.Run;
import hudson.model.User;
import io.jenkins.plugins.humanitec.client.EnvRef;
import io.jenkins.plugins.humanitec.client.SecretMasker;
import io.jenkins.plugins.humanitec.client.pipelines.PipelineRuns;
import io.jenkins.plugins.humanitec.session.HumanitecSession;
import io.jenkins.plugins.humanitec.session.TargetSettings;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** The approvals that a build waits for. They are not saved: after a restart, the next look at the pipeline run finds them again. */
final class BuildApprovals {

    private static final String STEP = "approval";

    /** Those of the builds that wait now. */
    private static final Set<BuildApprovals> ALL = ConcurrentHashMap.newKeySet();

    private final Run<?, ?> run;
    private final Map<String, List<WaitingApproval>> waiting = new ConcurrentHashMap<>();

    BuildApprovals(Run<?, ?> run) {
        this.run = run;
    }

    /** Sets all approvals that a pipeline run waits for. */
    void set(@NonNull String runId, @NonNull List<WaitingApproval> ofRun) {
        if (ofRun.isEmpty()) {
            waiting.remove(runId);
        } else {
            waiting.put(runId, ofRun);
            ALL.add(this);
        }
        ALL.removeIf(one -> one.all().isEmpty());
    }

    /** Returns the approvals for deployments to an environment that the current user may see. */
    static List<WaitingApproval> of(@NonNull String connection, @NonNull EnvRef env) {
        Set<String> connections = DeployedEnvironment.all(connection, env).stream()
                .map(place -> place.targetSettings().connection())
                .collect(Collectors.toSet());
        return ALL.stream()
                .flatMap(one -> one.all().stream())
                .filter(approval -> connections.contains(approval.connection())
                        && approval.approval().target().equals(env)
                        && approval.run().getParent().hasPermission(Item.READ))
                .toList();
    }

    List<WaitingApproval> all() {
        return run.isBuilding()
                ? waiting.values().stream().flatMap(List::stream).toList()
                : List.of();
    }

    Optional<WaitingApproval> find(String id) {
        return all().stream().filter(one -> one.getId().equals(id)).findFirst();
    }

    /** Sends the answer of the current user, with the token of the build. Records it. */
    void answer(@NonNull WaitingApproval approval, boolean isApproved) {
        HumanitecSession session = HumanitecSession.open(
                run, null, new TargetSettings(approval.connection(), approval.credentialsId(), null, null, false));
        PipelineRuns runs = session.approvalClient().pipelineRuns();
        if (isApproved) {
            runs.approve(approval.approval());
        } else {
            runs.deny(approval.approval());
        }
        waiting.computeIfPresent(
                approval.approval().runId(),
                (id, all) -> all.stream().filter(one -> !one.equals(approval)).toList());
        User user = User.current();
        String name = user == null ? "anonymous" : user.getFullName() + " (" + user.getId() + ")";
        String what = "job " + approval.getJob() + " of pipeline " + approval.getPipeline() + ", by " + name;
        new ChangeRecorder(run, STEP, session, new SecretMasker())
                .done(ChangeDraft.of(what, approval.approval().target()), isApproved ? "approved" : "denied");
    }
}
