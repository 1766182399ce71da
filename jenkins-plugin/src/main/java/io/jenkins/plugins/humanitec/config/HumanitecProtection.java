package io.jenkins.plugins.humanitec.config;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Util;
import hudson.model.AbstractDescribableImpl;
import io.jenkins.plugins.humanitec.client.InvalidInputException;
import io.jenkins.plugins.humanitec.client.ValueScope;
import io.jenkins.plugins.humanitec.client.guard.Guard;
import io.jenkins.plugins.humanitec.client.guard.ProtectedAction;
import io.jenkins.plugins.humanitec.client.guard.ProtectedException;
import io.jenkins.plugins.humanitec.client.guard.Protection;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/** A rule that forbids builds certain actions on applications and environments. Pipelines cannot override it. */
public class HumanitecProtection extends AbstractDescribableImpl<HumanitecProtection> {

    private final String pattern;
    private boolean deletion = true;
    private boolean deployment;
    private boolean scaling;
    private boolean contentDeletion;

    /**
     * Creates a rule.
     *
     * @param pattern {@code application} or {@code application/environment}, with {@code *} for any characters
     */
    @DataBoundConstructor
    public HumanitecProtection(@NonNull String pattern) {
        this.pattern = Util.fixNull(pattern).trim();
    }

    /** {@return the pattern of the protected applications and environments} */
    @NonNull
    public String getPattern() {
        return pattern;
    }

    /** {@return whether builds must not delete the application or environment} */
    public boolean isDeletion() {
        return deletion;
    }

    @DataBoundSetter
    public void setDeletion(boolean deletion) {
        this.deletion = deletion;
    }

    /** {@return whether builds must not deploy to the application or environment} */
    public boolean isDeployment() {
        return deployment;
    }

    @DataBoundSetter
    public void setDeployment(boolean deployment) {
        this.deployment = deployment;
    }

    /** {@return whether builds must not scale, pause or resume the application or environment} */
    public boolean isScaling() {
        return scaling;
    }

    @DataBoundSetter
    public void setScaling(boolean scaling) {
        this.scaling = scaling;
    }

    /** {@return whether builds must not delete values and resources of the application or environment} */
    public boolean isContentDeletion() {
        return contentDeletion;
    }

    @DataBoundSetter
    public void setContentDeletion(boolean contentDeletion) {
        this.contentDeletion = contentDeletion;
    }

    Guard guard() {
        try {
            return new Protection(pattern, acts());
        } catch (InvalidInputException e) {
            return new Unreadable(e.getMessage());
        }
    }

    /** Forbids every action. Used for a rule with an invalid pattern, because it is unknown what the rule protects. */
    private record Unreadable(String reason) implements Guard {

        @Override
        public void check(ProtectedAction act, ValueScope target) {
            throw new ProtectedException("A protection rule of the connection cannot be understood, so nothing is "
                    + "permitted that it might forbid. An administrator mends it: " + reason);
        }

        @Override
        public List<Protection> rules(ProtectedAction act) {
            return List.of(new Protection("*", Set.of(act)));
        }
    }

    private Set<ProtectedAction> acts() {
        Set<ProtectedAction> acts = EnumSet.noneOf(ProtectedAction.class);
        if (deletion) {
            acts.add(ProtectedAction.DELETION);
        }
        if (deployment) {
            acts.add(ProtectedAction.DEPLOYMENT);
        }
        if (scaling) {
            acts.add(ProtectedAction.SCALING);
        }
        if (contentDeletion) {
            acts.add(ProtectedAction.CONTENT_DELETION);
        }
        return acts;
    }
}
