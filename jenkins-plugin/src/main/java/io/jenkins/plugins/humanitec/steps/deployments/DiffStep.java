package io.jenkins.plugins.humanitec.steps.deployments;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.Util;
import io.jenkins.plugins.humanitec.client.EnvRef;
import io.jenkins.plugins.humanitec.client.Identifiers;
import io.jenkins.plugins.humanitec.client.InvalidInputException;
import io.jenkins.plugins.humanitec.client.deployments.Difference;
import io.jenkins.plugins.humanitec.execution.ShortOperation;
import io.jenkins.plugins.humanitec.execution.StepRun;
import io.jenkins.plugins.humanitec.steps.AppStep;
import io.jenkins.plugins.humanitec.steps.HumanitecStepDescriptor;
import io.jenkins.plugins.humanitec.steps.Messages;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/** Shows the differences between two environments, or between a set and an environment. */
public class DiffStep extends AppStep implements ShortOperation {

    private static final long serialVersionUID = 1L;

    private final String to;
    private String from;
    private String set;

    /**
     * Creates a step.
     *
     * @param to the ID of the second environment, which is compared with the first environment or set
     */
    @DataBoundConstructor
    public DiffStep(String to) {
        this.to = Util.fixEmptyAndTrim(to);
    }

    public String getTo() {
        return to;
    }

    @CheckForNull
    public String getFrom() {
        return from;
    }

    @DataBoundSetter
    public void setFrom(@CheckForNull String from) {
        this.from = Util.fixEmptyAndTrim(from);
    }

    @CheckForNull
    public String getSet() {
        return set;
    }

    @DataBoundSetter
    public void setSet(@CheckForNull String set) {
        this.set = Util.fixEmptyAndTrim(set);
    }

    @NonNull
    @Override
    public String action() {
        return to == null || to.isEmpty() ? "compare environments" : "compare with " + to;
    }

    @Override
    public void check() {
        Identifiers.requireId("environment", to);
        if (from != null && set != null) {
            throw new InvalidInputException("Give either 'from' or 'set'.");
        }
        if (from != null) {
            Identifiers.requireId("environment", from);
        }
    }

    @Override
    public Object call(@NonNull StepRun run) {
        EnvRef target = run.session().app().env(to);
        EnvRef source = from == null ? null : run.session().app().env(from);
        if (source == null && set == null) {
            source = run.session().env();
        }
        Difference difference = source == null
                ? run.client().differences().betweenSetAndEnvironment(set, target)
                : run.client().differences().betweenEnvironments(source, target);
        run.say("from " + (source == null ? "set " + set : source) + " to " + target + ":\n"
                + String.join("\n", difference.lines()));
        List<Map<String, Object>> changes = new ArrayList<>();
        difference.changes().forEach(change -> {
            Map<String, Object> plain = new LinkedHashMap<>();
            plain.put("op", change.op());
            plain.put("path", change.path());
            plain.put("before", change.before());
            plain.put("after", change.after());
            changes.add(plain);
        });
        return changes;
    }

    @Extension
    public static class DescriptorImpl extends HumanitecStepDescriptor {
        public DescriptorImpl() {
            super("humanitecDiff", Messages._DiffStep_displayName());
        }
    }
}
