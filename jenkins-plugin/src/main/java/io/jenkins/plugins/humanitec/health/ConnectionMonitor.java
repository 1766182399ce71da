package io.jenkins.plugins.humanitec.health;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.model.AdministrativeMonitor;
import java.io.IOException;
import java.util.List;
import jenkins.model.Jenkins;
import org.kohsuke.stapler.HttpRedirect;
import org.kohsuke.stapler.HttpResponse;
import org.kohsuke.stapler.HttpResponses;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.interceptor.RequirePOST;

/** Tells administrators which tokens are refused, are missing or expire soon. */
@Extension
public final class ConnectionMonitor extends AdministrativeMonitor {

    @NonNull
    @Override
    public String getDisplayName() {
        return Messages.ConnectionMonitor_displayName();
    }

    @Override
    public boolean isActivated() {
        return !getProblems().isEmpty();
    }

    /** {@return a sentence for each problem} */
    @NonNull
    public List<String> getProblems() {
        return ConnectionHealth.get().problems();
    }

    /**
     * Called by the buttons of the message.
     *
     * @param check the name of the button that checks the tokens again
     * @param dismiss the name of the button that hides the message for good
     * @throws IOException if the configuration of Jenkins cannot be saved
     */
    @RequirePOST
    public HttpResponse doAct(@QueryParameter String check, @QueryParameter String dismiss) throws IOException {
        Jenkins.get().checkPermission(Jenkins.ADMINISTER);
        if (check != null) {
            ConnectionHealth.get().checkAgain();
        } else if (dismiss != null) {
            disable(true);
        } else {
            return new HttpRedirect(Jenkins.get().getRootUrlFromRequest() + "manage/configure");
        }
        return HttpResponses.forwardToPreviousPage();
    }
}
