package io.jenkins.plugins.humanitec.steps.workloads;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.Util;
import io.jenkins.plugins.humanitec.client.InvalidInputException;
import io.jenkins.plugins.humanitec.client.flow.Stage;
import io.jenkins.plugins.humanitec.client.logs.ContainerLogs;
import io.jenkins.plugins.humanitec.client.logs.LogLine;
import io.jenkins.plugins.humanitec.client.logs.LogRequest;
import io.jenkins.plugins.humanitec.client.polling.Poller;
import io.jenkins.plugins.humanitec.execution.ResumableOperation;
import io.jenkins.plugins.humanitec.execution.StepRun;
import io.jenkins.plugins.humanitec.steps.HumanitecStepDescriptor;
import io.jenkins.plugins.humanitec.steps.Messages;
import io.jenkins.plugins.humanitec.steps.TargetStep;
import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/** Reads or follows the logs of the containers of an environment. */
public class LogsStep extends TargetStep implements ResumableOperation<Serializable> {

    private static final long serialVersionUID = 1L;

    /** The default timeout, in seconds. */
    public static final int DEFAULT_TIMEOUT = 600;

    private ArrayList<String> workloads = new ArrayList<>();
    private String deployment;
    private int lines = LogRequest.DEFAULT_LIMIT;
    private boolean sinceBuild;
    private boolean returnText;
    private boolean follow;
    private int timeout = DEFAULT_TIMEOUT;

    @DataBoundConstructor
    public LogsStep() {}

    /** {@return the names of the workloads: null, a text, or a list} */
    @CheckForNull
    public Object getWorkloads() {
        return WorkloadNames.format(workloads);
    }

    @DataBoundSetter
    public void setWorkloads(@CheckForNull Object workloads) {
        this.workloads = WorkloadNames.parse(workloads);
    }

    /** {@return the names of the workloads as text for the form} */
    public String getWorkloadsText() {
        return String.join("\n", workloads);
    }

    @CheckForNull
    public String getDeployment() {
        return deployment;
    }

    @DataBoundSetter
    public void setDeployment(@CheckForNull String deployment) {
        this.deployment = Util.fixEmptyAndTrim(deployment);
    }

    public int getLines() {
        return lines;
    }

    @DataBoundSetter
    public void setLines(int lines) {
        this.lines = lines;
    }

    public boolean isSinceBuild() {
        return sinceBuild;
    }

    @DataBoundSetter
    public void setSinceBuild(boolean sinceBuild) {
        this.sinceBuild = sinceBuild;
    }

    public boolean isReturnText() {
        return returnText;
    }

    @DataBoundSetter
    public void setReturnText(boolean returnText) {
        this.returnText = returnText;
    }

    public boolean isFollow() {
        return follow;
    }

    @DataBoundSetter
    public void setFollow(boolean follow) {
        this.follow = follow;
    }

    public int getTimeout() {
        return timeout;
    }

    @DataBoundSetter
    public void setTimeout(int timeout) {
        this.timeout = timeout;
    }

    @NonNull
    @Override
    public String action() {
        return "read the logs";
    }

    @Override
    public void check() {
        Poller.requireTimeout(Duration.ofSeconds(timeout));
        if (follow && returnText) {
            throw new InvalidInputException(
                    "'follow' writes the lines to the build log, so 'returnText' has no effect." + " Set one of them.");
        }
    }

    @NonNull
    @Override
    @SuppressWarnings("unchecked")
    public Stage<Serializable> begin(@NonNull StepRun run) {
        LogRequest request = LogRequest.of(run.session().env()).withWorkloads(workloads);
        if (deployment != null) {
            request = request.withDeployment(deployment);
        }
        if (sinceBuild) {
            request = request.withSince(Instant.ofEpochMilli(run.run().getStartTimeInMillis()));
        }
        request = request.withLimit(lines);
        Stage<? extends Serializable> stage = follow
                ? ContainerLogs.followStage(request, Duration.ofSeconds(timeout))
                : ContainerLogs.readStage(request);
        return (Stage<Serializable>) stage;
    }

    @Override
    public Object result(@NonNull StepRun run, @NonNull Serializable result) {
        if (!(result instanceof List<?> read)) {
            return result;
        }
        List<LogLine> all = read.stream().map(LogLine.class::cast).toList();
        if (returnText) {
            return all.stream().map(LogLine::toString).collect(Collectors.joining("\n"));
        }
        List<Map<String, Object>> list = new ArrayList<>();
        all.forEach(line -> {
            Map<String, Object> plain = new LinkedHashMap<>();
            plain.put("time", line.time().toString());
            plain.put("workload", line.workload());
            plain.put("container", line.container());
            plain.put("level", line.level());
            plain.put("message", line.message());
            list.add(plain);
        });
        return list;
    }

    @Extension
    public static class DescriptorImpl extends HumanitecStepDescriptor {
        public DescriptorImpl() {
            super("humanitecLogs", Messages._LogsStep_displayName(), "workloads");
        }

        @Override
        protected Object read(@NonNull String name, Object given, @NonNull Map<String, Object> arguments) {
            return WorkloadNames.read(getFunctionName(), name, given);
        }

        @Override
        protected void bindLines(@NonNull Step step, @NonNull Map<String, String> lines) {
            ((LogsStep) step).setWorkloads(lines.get("workloads"));
        }
    }
}
