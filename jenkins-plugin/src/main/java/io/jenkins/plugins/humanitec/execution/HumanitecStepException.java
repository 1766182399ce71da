package io.jenkins.plugins.humanitec.execution;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.AbortException;
import io.jenkins.plugins.humanitec.record.FailureDetails;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jenkinsci.plugins.scriptsecurity.sandbox.whitelists.Whitelisted;

/** The failure of a step. Its message is for users. A Pipeline can catch it and read why a deployment failed. */
public final class HumanitecStepException extends AbortException {

    private static final long serialVersionUID = 1L;

    private final LinkedHashMap<String, Object> failure;

    /**
     * Creates the exception.
     *
     * @param message the message, without secrets
     * @param failure the details, as {@link FailureDetails#of} returns them
     */
    HumanitecStepException(@NonNull String message, @NonNull Map<String, Object> failure) {
        super(message);
        this.failure = new LinkedHashMap<>(failure);
    }

    /**
     * Returns why a deployment or workloads failed. Scripts in the sandbox may read it.
     *
     * @return the lists {@code errors}, {@code pods}, {@code logs} and {@code resources}, whose elements are maps, and {@code
     *     unread}, whose elements are texts; all are empty if the step failed for another reason
     */
    @NonNull
    @Whitelisted
    public Map<String, Object> getFailure() {
        return failure;
    }
}
