package io.jenkins.plugins.humanitec.steps.values;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.util.FormValidation;
import io.jenkins.plugins.humanitec.client.Identifiers;
import io.jenkins.plugins.humanitec.client.InvalidInputException;
import io.jenkins.plugins.humanitec.client.ValueScope;
import io.jenkins.plugins.humanitec.execution.ShortOperation;
import io.jenkins.plugins.humanitec.execution.StepRun;
import io.jenkins.plugins.humanitec.forms.Forms;
import io.jenkins.plugins.humanitec.record.ChangeDraft;
import io.jenkins.plugins.humanitec.steps.HumanitecStepDescriptor;
import io.jenkins.plugins.humanitec.steps.Messages;
import io.jenkins.plugins.humanitec.steps.TargetStep;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** Deletes a shared value if it exists. */
public class DeleteValueStep extends TargetStep implements ShortOperation {

    private static final long serialVersionUID = 1L;

    private final String key;
    private boolean failIfMissing;

    @DataBoundConstructor
    public DeleteValueStep(String key) {
        this.key = key;
    }

    public String getKey() {
        return key;
    }

    public boolean isFailIfMissing() {
        return failIfMissing;
    }

    @DataBoundSetter
    public void setFailIfMissing(boolean failIfMissing) {
        this.failIfMissing = failIfMissing;
    }

    @NonNull
    @Override
    public String action() {
        return named("delete value", key);
    }

    @Override
    public void check() {
        Identifiers.requireKey(key);
    }

    @Override
    public Object call(@NonNull StepRun run) {
        ValueScope scope = run.session().valueScope();
        boolean wasThere = run.values().delete(scope, key);
        if (!wasThere && failIfMissing) {
            throw new InvalidInputException("There is no value " + key + " in " + scope + ".");
        }
        run.say("value " + key + " of " + scope + ": " + (wasThere ? "deleted" : "did not exist"));
        if (wasThere) {
            run.changed(ChangeDraft.of("value " + key, scope), "deleted");
        }
        return wasThere;
    }

    @Extension
    public static class DescriptorImpl extends HumanitecStepDescriptor {
        public DescriptorImpl() {
            super("humanitecDeleteValue", Messages._DeleteValueStep_displayName());
        }

        @POST
        public FormValidation doCheckKey(@QueryParameter String value) {
            return Forms.check(() -> Identifiers.requireKey(value));
        }
    }
}
