package io.jenkins.plugins.humanitec.board;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.model.Job;
import io.jenkins.plugins.humanitec.preview.Previews;
import io.jenkins.plugins.humanitec.record.DeploymentIndex;

/** A preview environment of a branch or change request. */
public final class BoardPreview {

    private final BoardCell cell;
    private final Previews.Owner owner;

    BoardPreview(@NonNull BoardCell cell) {
        this.cell = cell;
        this.owner = Previews.get().owner(cell.connection(), cell.environment().env());
    }

    /** {@return the environment} */
    @NonNull
    public BoardCell getCell() {
        return cell;
    }

    /** {@return the name of the environment, without the job that it names if the user may not see the job} */
    @NonNull
    public String getName() {
        String name = cell.getName();
        int ofJob = name.lastIndexOf(" (");
        return owner.job() != null && getJob() == null && ofJob > 0 ? name.substring(0, ofJob) : name;
    }

    /** {@return the time since its creation, as text; empty if unknown} */
    @NonNull
    public String getAge() {
        return BoardDeployment.ago(cell.environment().createdAt());
    }

    /** {@return the job that owns the preview; null if there is none, or the user may not see it} */
    @CheckForNull
    public Job<?, ?> getJob() {
        String job = owner.job();
        return job == null ? null : DeploymentIndex.visibleJob(job).orElse(null);
    }

    /** {@return whether its job was deleted, and the preview was not} */
    public boolean isLeftBehind() {
        return owner.isLost();
    }
}
