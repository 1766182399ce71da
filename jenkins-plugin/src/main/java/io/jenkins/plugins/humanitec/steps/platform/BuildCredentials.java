package io.jenkins.plugins.humanitec.steps.platform;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.model.Run;
import io.jenkins.plugins.humanitec.client.InvalidInputException;
import io.jenkins.plugins.humanitec.client.platform.CredentialSource;
import io.jenkins.plugins.humanitec.execution.StepRun;
import io.jenkins.plugins.humanitec.session.TokenCredentials;
import java.util.Optional;

/** The Secret text credentials that a build may use. Holds the ID of the build only, since it is saved with the Pipeline. */
final class BuildCredentials implements CredentialSource {

    private static final long serialVersionUID = 1L;

    private final String build;

    BuildCredentials(@NonNull Run<?, ?> run) {
        this.build = run.getExternalizableId();
    }

    /** Masks a secret in the messages of a step. A missing one is reported by the plan. */
    static void mask(@NonNull StepRun run, @NonNull String id) {
        new BuildCredentials(run.run()).secret(id).ifPresent(run.secrets()::add);
    }

    @Override
    public Optional<String> secret(String id) {
        Run<?, ?> run = Run.fromExternalizableId(build);
        if (run == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(TokenCredentials.secret(id, run, null));
        } catch (InvalidInputException e) {
            // The plan reports it, with the manifest.
            return Optional.empty();
        }
    }
}
