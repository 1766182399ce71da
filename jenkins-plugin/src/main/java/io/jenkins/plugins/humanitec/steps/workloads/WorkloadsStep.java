package io.jenkins.plugins.humanitec.steps.workloads;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Util;
import io.jenkins.plugins.humanitec.client.InvalidInputException;
import io.jenkins.plugins.humanitec.client.polling.Poller;
import io.jenkins.plugins.humanitec.steps.HumanitecStepDescriptor;
import io.jenkins.plugins.humanitec.steps.TargetStep;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.jvnet.localizer.Localizable;
import org.kohsuke.stapler.DataBoundSetter;

/** Base class of steps that observe workloads of an environment for some time. */
public abstract class WorkloadsStep extends TargetStep {

    private static final long serialVersionUID = 1L;

    /** The default timeout, in seconds. */
    public static final int DEFAULT_TIMEOUT = 600;

    private ArrayList<String> workloads = new ArrayList<>();
    private int timeout = DEFAULT_TIMEOUT;

    /** {@return the names of the workloads: null, a text, or a list} */
    @CheckForNull
    public Object getWorkloads() {
        return workloads.isEmpty() ? null : workloads.size() == 1 ? workloads.get(0) : new ArrayList<>(workloads);
    }

    /**
     * Sets the workloads.
     *
     * @param given a name, a text with one name in each line, or a list of names; null for none
     */
    @DataBoundSetter
    public void setWorkloads(@CheckForNull Object given) {
        workloads = new ArrayList<>();
        for (Object name : each(given)) {
            String text = Util.fixEmptyAndTrim(name == null ? null : name.toString());
            if (text != null) {
                workloads.add(text);
            }
        }
    }

    private static Collection<?> each(Object given) {
        return given instanceof Collection<?> several
                ? several
                : given instanceof CharSequence text ? text.toString().lines().toList() : Arrays.asList(given);
    }

    /** {@return the names of the workloads as text for the form} */
    public String getWorkloadsText() {
        return String.join("\n", workloads);
    }

    public int getTimeout() {
        return timeout;
    }

    @DataBoundSetter
    public void setTimeout(int timeout) {
        this.timeout = timeout;
    }

    /** {@return the names of the workloads; empty for all} */
    @NonNull
    final List<String> names() {
        return workloads;
    }

    /** {@return the timeout of the step} */
    @NonNull
    final Duration duration() {
        return Duration.ofSeconds(timeout);
    }

    @Override
    public void check() {
        Poller.requireTimeout(duration());
    }

    /** Base class of the descriptors of these steps. */
    abstract static class WorkloadsStepDescriptor extends HumanitecStepDescriptor {

        WorkloadsStepDescriptor(String functionName, Localizable displayName, String... texts) {
            super(functionName, displayName, texts);
        }

        @Override
        protected Object read(@NonNull String name, Object given, @NonNull Map<String, Object> arguments) {
            if (name.equals("workloads")) {
                for (Object workload : each(given)) {
                    if (workload != null && !(workload instanceof CharSequence)) {
                        throw new InvalidInputException("Parameter 'workloads' of " + getFunctionName()
                                + " must be a name, or a list of names.");
                    }
                }
            }
            return given;
        }

        @Override
        protected void bindLines(@NonNull Step step, @NonNull Map<String, String> lines) {
            ((WorkloadsStep) step).setWorkloads(lines.get("workloads"));
        }
    }
}
