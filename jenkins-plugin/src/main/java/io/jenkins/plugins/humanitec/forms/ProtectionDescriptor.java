package io.jenkins.plugins.humanitec.forms;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.Util;
import hudson.model.Descriptor;
import hudson.util.FormValidation;
import io.jenkins.plugins.humanitec.client.InvalidInputException;
import io.jenkins.plugins.humanitec.client.guard.Protection;
import io.jenkins.plugins.humanitec.config.HumanitecProtection;
import java.util.Set;
import jenkins.model.Jenkins;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** Descriptor of a protection rule, with the check of its form. */
@Extension
public class ProtectionDescriptor extends Descriptor<HumanitecProtection> {

    public ProtectionDescriptor() {
        super(HumanitecProtection.class);
    }

    @NonNull
    @Override
    public String getDisplayName() {
        return Messages.HumanitecProtection_displayName();
    }

    @POST
    public FormValidation doCheckPattern(@QueryParameter String value) {
        Jenkins.get().checkPermission(Jenkins.ADMINISTER);
        try {
            new Protection(Util.fixNull(value).trim(), Set.of());
            return FormValidation.ok();
        } catch (InvalidInputException e) {
            return FormValidation.error(e.getMessage());
        }
    }
}
