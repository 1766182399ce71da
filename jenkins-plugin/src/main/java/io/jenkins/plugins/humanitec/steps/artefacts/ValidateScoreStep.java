package io.jenkins.plugins.humanitec.steps.artefacts;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import io.jenkins.plugins.humanitec.client.InvalidInputException;
import io.jenkins.plugins.humanitec.client.score.InvalidScoreException;
import io.jenkins.plugins.humanitec.client.score.ScoreFault;
import io.jenkins.plugins.humanitec.client.score.ScoreFile;
import io.jenkins.plugins.humanitec.execution.ShortOperation;
import io.jenkins.plugins.humanitec.execution.StepRun;
import io.jenkins.plugins.humanitec.steps.Messages;
import io.jenkins.plugins.humanitec.steps.ScoreStep;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/** Validates Score files. Changes nothing. */
public class ValidateScoreStep extends ScoreStep implements ShortOperation {

    private static final long serialVersionUID = 1L;

    private boolean failIfInvalid;

    /** Creates a step. The Score file is no argument, since it can be a text or a list. */
    @DataBoundConstructor
    public ValidateScoreStep() {}

    public boolean isFailIfInvalid() {
        return failIfInvalid;
    }

    @DataBoundSetter
    public void setFailIfInvalid(boolean failIfInvalid) {
        this.failIfInvalid = failIfInvalid;
    }

    @NonNull
    @Override
    public String action() {
        return named("validate", score().names());
    }

    @Override
    public void check() {
        if (!score().isGiven()) {
            throw new InvalidInputException("Name the file with 'score', for instance score: 'score.yaml'.");
        }
        score().check();
    }

    @Override
    public Object call(@NonNull StepRun run) throws IOException, InterruptedException {
        List<ScoreFile> files = score().read(run);
        List<ScoreFault> faults = run.client().scores().validate(run.session().organization(), files);
        if (failIfInvalid && !faults.isEmpty()) {
            throw new InvalidScoreException(faults);
        }
        faults.forEach(fault -> run.say(fault.toString()));
        run.say("faults in " + score().names() + ": " + (faults.isEmpty() ? "none" : faults.size()));
        List<Map<String, Object>> result = new ArrayList<>();
        faults.forEach(fault -> {
            Map<String, Object> plain = new LinkedHashMap<>();
            plain.put("file", fault.file());
            plain.put("line", fault.line() == 0 ? null : fault.line());
            plain.put("message", fault.message());
            result.add(plain);
        });
        return result;
    }

    @Extension
    public static class DescriptorImpl extends ScoreStepDescriptor {
        public DescriptorImpl() {
            super("humanitecValidateScore", Messages._ValidateScoreStep_displayName());
        }
    }
}
