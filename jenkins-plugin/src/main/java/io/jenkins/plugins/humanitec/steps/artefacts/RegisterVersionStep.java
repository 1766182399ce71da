package io.jenkins.plugins.humanitec.steps.artefacts;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.Util;
import io.jenkins.plugins.humanitec.client.InvalidInputException;
import io.jenkins.plugins.humanitec.client.artefacts.Artefacts;
import io.jenkins.plugins.humanitec.client.artefacts.VersionRequest;
import io.jenkins.plugins.humanitec.client.artefacts.VersionResult;
import io.jenkins.plugins.humanitec.client.artefacts.VersionSource;
import io.jenkins.plugins.humanitec.client.flow.Stage;
import io.jenkins.plugins.humanitec.client.pipelines.PipelineRunResult;
import io.jenkins.plugins.humanitec.client.polling.Poller;
import io.jenkins.plugins.humanitec.client.scm.BuildSource;
import io.jenkins.plugins.humanitec.client.score.ScoreFile;
import io.jenkins.plugins.humanitec.execution.ResumableOperation;
import io.jenkins.plugins.humanitec.execution.StepRun;
import io.jenkins.plugins.humanitec.record.ChangeDraft;
import io.jenkins.plugins.humanitec.scm.ScmData;
import io.jenkins.plugins.humanitec.steps.Messages;
import io.jenkins.plugins.humanitec.steps.ScoreStep;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/** Registers a version of a container image, or of a workload from a Score file, in Humanitec. */
public class RegisterVersionStep extends ScoreStep implements ResumableOperation<VersionResult> {

    private static final long serialVersionUID = 1L;

    /** The default timeout, in seconds. */
    public static final int DEFAULT_TIMEOUT = 3600;

    private final String name;
    private String version;
    private String digest;
    private String commit;
    private String ref;
    private boolean follow;
    private int timeout = DEFAULT_TIMEOUT;

    @DataBoundConstructor
    public RegisterVersionStep(String name) {
        this.name = Util.fixEmptyAndTrim(name);
    }

    public String getName() {
        return name;
    }

    @CheckForNull
    public String getVersion() {
        return version;
    }

    @DataBoundSetter
    public void setVersion(@CheckForNull String version) {
        this.version = Util.fixEmptyAndTrim(version);
    }

    @CheckForNull
    public String getDigest() {
        return digest;
    }

    @DataBoundSetter
    public void setDigest(@CheckForNull String digest) {
        this.digest = Util.fixEmptyAndTrim(digest);
    }

    @CheckForNull
    public String getCommit() {
        return commit;
    }

    @DataBoundSetter
    public void setCommit(@CheckForNull String commit) {
        this.commit = Util.fixEmptyAndTrim(commit);
    }

    @CheckForNull
    public String getRef() {
        return ref;
    }

    @DataBoundSetter
    public void setRef(@CheckForNull String ref) {
        this.ref = Util.fixEmptyAndTrim(ref);
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
        return name == null || name.isEmpty() ? "register a version" : "register a version of " + name;
    }

    @Override
    public void check() {
        if (name == null) {
            throw new InvalidInputException(
                    "Give a 'name': that of the image without its tag, or that of the workload.");
        }
        VersionSource.check(ref, commit);
        if (follow) {
            Poller.requireTimeout(Duration.ofSeconds(timeout));
        }
        score().check();
        if (score().isGiven() && digest != null) {
            throw new InvalidInputException("A digest is that of an image; a Score file has none.");
        }
    }

    @NonNull
    @Override
    public Stage<VersionResult> begin(@NonNull StepRun run) throws IOException, InterruptedException {
        BuildSource build = BuildSource.of(ScmData.of(run.run(), run.variables()), commit, ref);
        build.notes().forEach(run::say);
        VersionSource source = new VersionSource(version, build.ref(), build.commit());
        String org = run.session().organization();
        VersionRequest request = score().isGiven()
                ? VersionRequest.workload(org, name, source, file(run))
                : VersionRequest.image(org, name, source, digest);
        return follow
                ? Artefacts.registerAndFollowStage(request.withTimeout(Duration.ofSeconds(timeout)))
                : Artefacts.registrationStage(request);
    }

    @NonNull
    @Override
    public ChangeDraft draft(@NonNull StepRun run) {
        return new ChangeDraft("version of " + name, null, null, version == null ? digest : version);
    }

    @NonNull
    @Override
    public Outcome outcome(@NonNull StepRun run, @NonNull VersionResult registered) {
        return new Outcome(draft(run), "registered");
    }

    @Override
    public Object result(@NonNull StepRun run, @NonNull VersionResult registered) {
        List<Map<String, Object>> runs = new ArrayList<>();
        for (PipelineRunResult triggered : registered.runs()) {
            Map<String, Object> plain = new LinkedHashMap<>();
            plain.put("app", triggered.app().appId());
            plain.put("pipeline", triggered.pipelineId());
            plain.put("id", triggered.id());
            plain.put("status", triggered.status());
            plain.put("message", triggered.message());
            plain.put("outputs", new LinkedHashMap<>(triggered.outputs()));
            plain.put("url", run.session().webPages().of(triggered.app()));
            runs.add(plain);
        }
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("id", registered.id());
        result.put("name", name);
        result.put("version", version);
        result.put("ref", registered.source().ref());
        result.put("commit", registered.source().commit());
        result.put("runs", runs);
        return result;
    }

    private ScoreFile file(StepRun run) throws IOException, InterruptedException {
        List<ScoreFile> files = score().read(run);
        if (files.size() != 1) {
            throw new InvalidInputException("A version is that of one workload, but " + score().names() + " are "
                    + files.size() + " Score files. Register each of them with a step of its own.");
        }
        return files.get(0);
    }

    @Extension
    public static class DescriptorImpl extends ScoreStepDescriptor {
        public DescriptorImpl() {
            super("humanitecRegisterVersion", Messages._RegisterVersionStep_displayName());
        }
    }
}
