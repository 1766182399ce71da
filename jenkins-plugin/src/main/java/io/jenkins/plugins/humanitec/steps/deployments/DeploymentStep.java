package io.jenkins.plugins.humanitec.steps.deployments;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Util;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.humanitec.client.InvalidInputException;
import io.jenkins.plugins.humanitec.client.deployments.Concurrency;
import io.jenkins.plugins.humanitec.client.deployments.DeploymentRequest;
import io.jenkins.plugins.humanitec.client.deployments.DeploymentResult;
import io.jenkins.plugins.humanitec.client.deployments.Deployments;
import io.jenkins.plugins.humanitec.client.flow.Stage;
import io.jenkins.plugins.humanitec.client.model.DeploymentMode;
import io.jenkins.plugins.humanitec.client.scm.BuildSource;
import io.jenkins.plugins.humanitec.execution.ResumableOperation;
import io.jenkins.plugins.humanitec.execution.StepRun;
import io.jenkins.plugins.humanitec.record.ChangeDraft;
import io.jenkins.plugins.humanitec.scm.ScmData;
import io.jenkins.plugins.humanitec.steps.HumanitecStepDescriptor;
import io.jenkins.plugins.humanitec.steps.Messages;
import io.jenkins.plugins.humanitec.steps.TimeoutEnvStep;
import java.io.IOException;
import java.time.Duration;
import org.jvnet.localizer.Localizable;
import org.kohsuke.stapler.DataBoundSetter;

/** Base class of steps that deploy to an environment. */
public abstract class DeploymentStep extends TimeoutEnvStep implements ResumableOperation<DeploymentResult> {

    private static final long serialVersionUID = 1L;

    /** The default timeout, in seconds. */
    public static final int DEFAULT_TIMEOUT = (int) Duration.ofMinutes(30).toSeconds();

    private static final int SHORT_HASH = 7;

    private String comment;
    private boolean rollback;
    private String concurrency = Concurrency.WAIT.toString();
    private String mode;
    private boolean approve;

    DeploymentStep() {
        super(DEFAULT_TIMEOUT);
    }

    @CheckForNull
    public String getComment() {
        return comment;
    }

    @DataBoundSetter
    public void setComment(@CheckForNull String comment) {
        this.comment = Util.fixEmptyAndTrim(comment);
    }

    public boolean isRollback() {
        return rollback;
    }

    @DataBoundSetter
    public void setRollback(boolean rollback) {
        this.rollback = rollback;
    }

    public String getConcurrency() {
        return concurrency;
    }

    @DataBoundSetter
    public void setConcurrency(@CheckForNull String concurrency) {
        String given = Util.fixEmptyAndTrim(concurrency);
        this.concurrency = given == null ? Concurrency.WAIT.toString() : given;
    }

    @CheckForNull
    public String getMode() {
        return mode;
    }

    @DataBoundSetter
    public void setMode(@CheckForNull String mode) {
        this.mode = Util.fixEmptyAndTrim(mode);
    }

    public boolean isApprove() {
        return approve;
    }

    @DataBoundSetter
    public void setApprove(boolean approve) {
        this.approve = approve;
    }

    /** Returns the mode, or null for the default of the API. */
    private DeploymentMode deploymentMode() {
        if (mode == null) {
            return null;
        }
        DeploymentMode known = DeploymentMode.fromValue(mode);
        if (known == DeploymentMode.UNKNOWN_DEFAULT_OPEN_API) {
            throw new InvalidInputException("'" + mode + "' is not valid as mode. Use 'full' or 'incremental'.");
        }
        return known;
    }

    @Override
    public void check() {
        deploymentMode();
        Concurrency.of(concurrency);
        if (approve && !isWait()) {
            throw new InvalidInputException("A step that does not wait cannot approve. Remove 'approve' or 'wait'.");
        }
        super.check();
    }

    /** {@return the deployment to start} */
    abstract DeploymentRequest request(@NonNull StepRun run) throws IOException, InterruptedException;

    @NonNull
    @Override
    public Stage<DeploymentResult> begin(@NonNull StepRun run) throws IOException, InterruptedException {
        return Deployments.deploymentStage(request(run)
                .withComment(comment == null ? build(run) : comment)
                .withTimeout(timeout())
                .withWaiting(isWait())
                .withRollback(rollback)
                .withConcurrency(Concurrency.of(concurrency))
                .withApproval(approve)
                .withMode(deploymentMode()));
    }

    /** Returns the default comment of a deployment: the job, the build and the commit. */
    private static String build(StepRun run) {
        String build = run.run().getParent().getFullName() + " #" + run.run().getNumber();
        String commit = BuildSource.of(ScmData.of(run.run(), run.variables()), null, null)
                .commit();
        return commit == null ? build : build + " (" + commit.substring(0, Math.min(commit.length(), SHORT_HASH)) + ")";
    }

    /** {@return a short description of what is deployed} */
    abstract String content();

    @NonNull
    @Override
    public ChangeDraft draft(@NonNull StepRun run) {
        return ChangeDraft.deployment(run.session().env(), content());
    }

    @NonNull
    @Override
    public Outcome outcome(@NonNull StepRun run, @NonNull DeploymentResult deployment) {
        return new Outcome(draft(run).withDeploymentId(deployment.id()), deployment.status());
    }

    @Override
    public Object result(@NonNull StepRun run, @NonNull DeploymentResult deployment) {
        return DeploymentResults.plain(run, deployment);
    }

    /** Base class of the descriptors of these steps. */
    abstract static class DeploymentStepDescriptor extends HumanitecStepDescriptor {

        DeploymentStepDescriptor(String functionName, Localizable displayName, String... texts) {
            super(functionName, displayName, texts);
        }

        public ListBoxModel doFillModeItems() {
            ListBoxModel items = new ListBoxModel();
            items.add("", "");
            items.add(DeploymentMode.FULL.getValue());
            items.add(DeploymentMode.INCREMENTAL.getValue());
            return items;
        }

        public ListBoxModel doFillConcurrencyItems() {
            ListBoxModel items = new ListBoxModel();
            items.add(Messages.DeploymentStep_wait(), Concurrency.WAIT.toString());
            items.add(Messages.DeploymentStep_fail(), Concurrency.FAIL.toString());
            items.add(Messages.DeploymentStep_allow(), Concurrency.ALLOW.toString());
            return items;
        }
    }
}
