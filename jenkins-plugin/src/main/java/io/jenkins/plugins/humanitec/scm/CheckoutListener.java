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
 * Remembers what a build checks out first: {@code checkout scm} of a job without a branch source sets no variables, so nothing
 * else tells the commit.
 */
@Extension
public class CheckoutListener extends SCMListener {

    private static final Logger LOGGER = Logger.getLogger(CheckoutListener.class.getName());

    /** Where Pipelines put libraries and the Jenkinsfile, beside the workspace. */
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
            // No build fails because of what may never be asked for.
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

    /** The Git plugin records its merges in an action of this name. The plugin may not be there. */
    private static boolean isMerged(Run<?, ?> build) {
        return build.getAllActions().stream()
                .anyMatch(action -> action.getClass().getSimpleName().equals("MergeRecord"));
    }
}
