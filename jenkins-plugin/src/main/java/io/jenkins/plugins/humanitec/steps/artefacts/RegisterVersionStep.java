package io.jenkins.plugins.humanitec.steps.artefacts;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.FilePath;
import hudson.Util;
import io.jenkins.plugins.humanitec.client.InvalidInputException;
import io.jenkins.plugins.humanitec.client.artefacts.VersionSource;
import io.jenkins.plugins.humanitec.client.model.ArtefactVersion;
import io.jenkins.plugins.humanitec.client.scm.BuildSource;
import io.jenkins.plugins.humanitec.execution.ShortOperation;
import io.jenkins.plugins.humanitec.execution.StepRun;
import io.jenkins.plugins.humanitec.record.ChangeDraft;
import io.jenkins.plugins.humanitec.scm.ScmData;
import io.jenkins.plugins.humanitec.steps.HumanitecStep;
import io.jenkins.plugins.humanitec.steps.HumanitecStepDescriptor;
import io.jenkins.plugins.humanitec.steps.Messages;
import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/** Registers a version of a container image, or of a workload from a Score file, in Humanitec. */
public class RegisterVersionStep extends HumanitecStep implements ShortOperation {

    private static final long serialVersionUID = 1L;

    /** The maximum size of a Score file, in bytes. A larger file is not a Score file. */
    private static final int LARGEST_FILE = 1024 * 1024;

    private final String name;
    private String version;
    private String digest;
    private String commit;
    private String ref;
    private String score;
    private String image;

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

    @CheckForNull
    public String getScore() {
        return score;
    }

    @DataBoundSetter
    public void setScore(@CheckForNull String score) {
        this.score = Util.fixEmptyAndTrim(score);
    }

    @CheckForNull
    public String getImage() {
        return image;
    }

    @DataBoundSetter
    public void setImage(@CheckForNull String image) {
        this.image = Util.fixEmptyAndTrim(image);
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
        if (score != null && digest != null) {
            throw new InvalidInputException("A digest is that of an image; a Score file has none.");
        }
        if (score == null && image != null) {
            throw new InvalidInputException(
                    "An 'image' takes the place of '.' in a Score file; name the file with 'score'.");
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
            registered = score == null
                    ? run.client().artefacts().registerImage(org, name, source, digest)
                    : run.client().artefacts().registerWorkload(org, name, source, image, file(run));
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

    private byte[] file(StepRun run) throws IOException, InterruptedException {
        FilePath workspace = run.workspace().find();
        if (workspace == null) {
            throw new InvalidInputException(
                    "There is no workspace to read " + score + " from. Run the step within 'node'.");
        }
        FilePath file = workspace.child(score);
        if (!file.exists()) {
            throw new InvalidInputException("There is no file " + score + " in the workspace.");
        }
        if (file.length() > LARGEST_FILE) {
            throw new InvalidInputException("The file " + score + " is too large to be a Score file.");
        }
        try (InputStream in = file.read()) {
            return in.readNBytes(LARGEST_FILE);
        }
    }

    @Extension
    public static class DescriptorImpl extends HumanitecStepDescriptor {
        public DescriptorImpl() {
            super("humanitecRegisterVersion", Messages._RegisterVersionStep_displayName());
        }
    }
}
