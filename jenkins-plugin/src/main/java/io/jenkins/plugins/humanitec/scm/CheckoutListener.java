package io.jenkins.plugins.humanitec.scm;

import hudson.Extension;
import hudson.FilePath;
import hudson.Util;
import hudson.model.Run;
import hudson.model.TaskListener;
import hudson.model.listeners.SCMListener;
import hudson.scm.SCM;
import hudson.scm.SCMRevisionState;
import java.io.File;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.regex.Pattern;

/**
 * Records the first checkout of a build. In a job without a branch source, {@code checkout scm} sets no variables, so
 * the commit is not available elsewhere.
 */
@Extension
public class CheckoutListener extends SCMListener {

    private static final Logger LOGGER = Logger.getLogger(CheckoutListener.class.getName());

    /** The directories beside the workspace into which Pipelines check out libraries and the Jenkinsfile. */
    private static final Pattern PIPELINE = Pattern.compile(".*@(?:libs|script)(?:[/\\\\].*)?");

    @Override
    public void onCheckout(
            Run<?, ?> build,
            SCM scm,
            FilePath workspace,
            TaskListener listener,
            File changelogFile,
            SCMRevisionState pollingBaseline) {
        try {
            if (!isOfPipeline(build, workspace)) {
                remember(build, scm);
            }
        } catch (RuntimeException | IOException e) {
            // The build must not fail, because it may never need this information.
            LOGGER.log(Level.FINE, "The checkout of " + build + " cannot be remembered.", e);
        }
    }

    private static boolean isOfPipeline(Run<?, ?> build, FilePath workspace) {
        String path = workspace.getRemote();
        return PIPELINE.matcher(path).matches()
                || path.startsWith(build.getRootDir().getPath() + File.separator);
    }

    private static void remember(Run<?, ?> build, SCM scm) throws IOException {
        String repository = Util.getDigestOf(scm.getKey());
        synchronized (build) {
            CheckoutAction first = build.getAction(CheckoutAction.class);
            if (first == null) {
                Map<String, String> variables = new HashMap<>();
                scm.buildEnvironment(build, variables);
                build.addAction(new CheckoutAction(repository, variables, isMerged(build)));
            } else if (!first.isFollowedBy(repository)) {
                return;
            }
        }
        build.save();
    }

    /** Finds the action that the Git plugin adds for a merge; by its name, because the plugin may not be installed. */
    private static boolean isMerged(Run<?, ?> build) {
        return build.getAllActions().stream()
                .anyMatch(action -> action.getClass().getSimpleName().equals("MergeRecord"));
    }
}
