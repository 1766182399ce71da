package io.jenkins.plugins.humanitec.steps;

import hudson.Extension;
import io.jenkins.plugins.humanitec.client.Identifiers;
import io.jenkins.plugins.humanitec.client.InvalidInputException;
import io.jenkins.plugins.humanitec.client.ValueScope;
import io.jenkins.plugins.humanitec.session.HumanitecSession;
import java.io.IOException;
import java.io.PrintStream;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/** Sees to it that a shared value is not there. */
public class DeleteValueStep extends TargetStep {

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

    @Override
    public StepExecution start(StepContext context) throws IOException {
        String action = "delete value " + key;
        Inputs.check(action, () -> Identifiers.requireKey(key));
        return new ShortCall<>(context, this, action, this::delete);
    }

    private boolean delete(HumanitecSession session, PrintStream log) {
        ValueScope scope = session.valueScope();
        boolean wasThere = session.client().values().delete(scope, key);
        if (!wasThere && failIfMissing) {
            throw new InvalidInputException("There is no value " + key + " in " + scope + ".");
        }
        log.println("Humanitec: value " + key + " of " + scope + ": " + (wasThere ? "deleted" : "was not there"));
        return wasThere;
    }

    @Extension
    public static class DescriptorImpl extends HumanitecStepDescriptor {
        public DescriptorImpl() {
            super("humanitecDeleteValue", "Humanitec: delete a shared value");
        }
    }
}
