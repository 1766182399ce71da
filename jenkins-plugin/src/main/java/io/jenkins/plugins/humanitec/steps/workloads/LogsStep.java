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
import io.jenkins.plugins.humanitec.execution.ResumableOperation;
import io.jenkins.plugins.humanitec.execution.StepRun;
import io.jenkins.plugins.humanitec.steps.Messages;
import java.io.Serializable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/** Reads or follows the logs of the containers of an environment. */
public class LogsStep extends WorkloadsStep implements ResumableOperation<Serializable> {

    private static final long serialVersionUID = 1L;

    private String deployment;
    /** Not named as its parameter, since earlier versions have stored a number of another type under that name. */
    private Integer limit;

    private boolean sinceBuild;
    private boolean returnText;
    private boolean follow;

    @DataBoundConstructor
    public LogsStep() {}

    @CheckForNull
    public String getDeployment() {
        return deployment;
    }

    @DataBoundSetter
    public void setDeployment(@CheckForNull String deployment) {
        this.deployment = Util.fixEmptyAndTrim(deployment);
    }

    @CheckForNull
    public Integer getLines() {
        return limit;
    }

    @DataBoundSetter
    public void setLines(@CheckForNull Integer lines) {
        this.limit = lines;
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

    @NonNull
    @Override
    public String action() {
        return "read the logs";
    }

    @Override
    public void check() {
        super.check();
        if (follow && returnText) {
            throw new InvalidInputException(
                    "'follow' writes the lines to the build log, so 'returnText' has no effect." + " Set one of them.");
        }
    }

    @NonNull
    @Override
    @SuppressWarnings("unchecked")
    public Stage<Serializable> begin(@NonNull StepRun run) {
        LogRequest request = LogRequest.of(run.session().env()).withWorkloads(names());
        if (deployment != null) {
            request = request.withDeployment(deployment);
        }
        if (sinceBuild) {
            request = request.withSince(Instant.ofEpochMilli(run.run().getStartTimeInMillis()));
        }
        if (limit != null) {
            request = request.withLimit(limit);
        }
        Stage<? extends Serializable> stage =
                follow ? ContainerLogs.followStage(request, duration()) : ContainerLogs.readStage(request);
        return (Stage<Serializable>) stage;
    }

    @Override
    public Object result(@NonNull StepRun run, @NonNull Serializable result) {
        if (!(result instanceof List<?> read)) {
            return result;
        }
        List<LogLine> all = read.stream().map(LogLine.class::cast).toList();
        if (returnText) {
            return all.stream().map(line -> run.secrets().mask(line.toString())).collect(Collectors.joining("\n"));
        }
        List<Map<String, Object>> list = new ArrayList<>();
        all.forEach(line -> {
            Map<String, Object> plain = new LinkedHashMap<>();
            plain.put("time", line.time().toString());
            plain.put("workload", line.workload());
            plain.put("container", line.container());
            plain.put("level", line.level());
            plain.put("message", run.secrets().mask(line.message()));
            list.add(plain);
        });
        return list;
    }

    @Extension
    public static class DescriptorImpl extends WorkloadsStepDescriptor {
        public DescriptorImpl() {
            super("humanitecLogs", Messages._LogsStep_displayName(), "workloads");
        }
    }
}
