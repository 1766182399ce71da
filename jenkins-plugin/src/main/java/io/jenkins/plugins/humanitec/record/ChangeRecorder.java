package io.jenkins.plugins.humanitec.record;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.model.Run;
import io.jenkins.plugins.humanitec.client.EnvRef;
import io.jenkins.plugins.humanitec.client.SecretMasker;
import io.jenkins.plugins.humanitec.session.HumanitecSession;
import java.util.Optional;

/** Writes down with a build what one of its steps changes. */
public final class ChangeRecorder {

    private final Run<?, ?> run;
    private final String step;
    private final HumanitecSession session;
    private final SecretMasker secrets;
    private final long begun = System.currentTimeMillis();

    /**
     * @param run the build
     * @param step the name of the step
     * @param session where the step goes
     * @param secrets what must not be written down
     */
    public ChangeRecorder(
            @NonNull Run<?, ?> run,
            @NonNull String step,
            @NonNull HumanitecSession session,
            @NonNull SecretMasker secrets) {
        this.run = run;
        this.step = step;
        this.session = session;
        this.secrets = secrets;
    }

    /**
     * Writes down what is done already.
     *
     * @param draft what was changed
     * @param status how, in a word
     */
    public void done(@NonNull ChangeDraft draft, @NonNull String status) {
        HumanitecChange change = written(draft);
        change.end(secrets.mask(status), false);
        HumanitecBuildAction.of(run).keep(change);
    }

    /**
     * Writes down what begins.
     *
     * @param draft what is about to be changed
     * @return the ID by which it is found again
     */
    @NonNull
    public String begin(@NonNull ChangeDraft draft) {
        HumanitecChange change = written(draft);
        HumanitecBuildAction.of(run).keep(change);
        return change.getId();
    }

    private HumanitecChange written(ChangeDraft draft) {
        HumanitecChange change = new HumanitecChange(
                step, secrets.mask(draft.what()), session.name(draft.where()), session.page(draft.where()), begun);
        if (draft.isDeployment() && draft.where() instanceof EnvRef env) {
            change.setDeployedTo(new DeployedEnvironment(session.connectionName(), session.credentialsId(), env));
        }
        setTexts(change, draft);
        return change;
    }

    /**
     * @param id what {@link #begin} returned, or null if nothing was written down
     * @param status how far it is
     */
    public void progress(@CheckForNull String id, @NonNull String status) {
        find(id).ifPresent(change -> change.progress(secrets.mask(status)));
    }

    /**
     * @param id what {@link #begin} returned, or null if nothing was written down
     * @param draft what has come of it; null if nothing was changed, so that there is nothing to be seen
     * @param status how it ended
     * @param failed whether it did not come about
     */
    public void end(@CheckForNull String id, @CheckForNull ChangeDraft draft, @NonNull String status, boolean failed) {
        find(id).ifPresent(change -> {
            HumanitecBuildAction action = HumanitecBuildAction.of(run);
            if (draft == null && !failed) {
                action.remove(change);
                return;
            }
            if (draft != null) {
                setTexts(change, draft);
            }
            change.end(secrets.mask(status), failed);
            action.keep(change);
        });
    }

    private void setTexts(HumanitecChange change, ChangeDraft draft) {
        change.setTexts(masked(draft.before()), masked(draft.after()));
    }

    @CheckForNull
    private String masked(@CheckForNull String text) {
        return text == null ? null : secrets.mask(text);
    }

    private Optional<HumanitecChange> find(String id) {
        return id == null ? Optional.empty() : HumanitecBuildAction.of(run).find(id);
    }
}
