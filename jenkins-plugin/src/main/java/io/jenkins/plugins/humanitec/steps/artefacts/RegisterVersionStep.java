package io.jenkins.plugins.humanitec.steps.artefacts;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.Util;
import io.jenkins.plugins.humanitec.client.InvalidInputException;
import io.jenkins.plugins.humanitec.client.artefacts.VersionSource;
import io.jenkins.plugins.humanitec.client.model.ArtefactVersion;
import io.jenkins.plugins.humanitec.client.scm.BuildSource;
import io.jenkins.plugins.humanitec.client.score.ScoreFile;
import io.jenkins.plugins.humanitec.execution.ShortOperation;
import io.jenkins.plugins.humanitec.execution.StepRun;
import io.jenkins.plugins.humanitec.record.ChangeDraft;
import io.jenkins.plugins.humanitec.scm.ScmData;
import io.jenkins.plugins.humanitec.steps.Messages;
import io.jenkins.plugins.humanitec.steps.ScoreStep;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/** Registers a version of a container image, or of a workload from a Score file, in Humanitec. */
public class RegisterVersionStep extends ScoreStep implements ShortOperation {

    private static final long serialVersionUID = 1L;

    private final String name;
    private String version;
    private String digest;
    private String commit;
    private String ref;

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
        score().check();
        if (score().isGiven() && digest != null) {
            throw new InvalidInputException("A digest is that of an image; a Score file has none.");
        }
    }

    @Override
    public Object call(@NonNull StepRun run) throws IOException, InterruptedException {
        BuildSource build = BuildSource.of(ScmData.of(run.run(), run.variables()), commit, ref);
        build.notes().forEach(run::say);
        VersionSource source = new VersionSource(version, build.ref(), build.commit());
        String org = run.session().organization();
        Optional<ArtefactVersion> registered = run.isResumed()
                ? run.client().artefacts().registeredSince(org, name, source, digest, run.begun())
                : Optional.empty();
        if (registered.isEmpty()) {
            registered = score().isGiven()
                    ? run.client().artefacts().registerWorkload(org, name, source, file(run))
                    : run.client().artefacts().registerImage(org, name, source, digest);
        }
        run.say("version " + (version == null ? "" : version + " ") + "of " + name + ": registered");
        run.changed(
                new ChangeDraft("version of " + name, null, null, version == null ? digest : version), "registered");
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("id", registered.map(ArtefactVersion::getId).orElse(null));
        result.put("name", name);
        result.put("version", version);
        result.put("ref", source.ref());
        result.put("commit", source.commit());
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
