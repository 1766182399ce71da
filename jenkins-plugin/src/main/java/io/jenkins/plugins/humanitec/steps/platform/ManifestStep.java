package io.jenkins.plugins.humanitec.steps.platform;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Util;
import io.jenkins.plugins.humanitec.client.InvalidInputException;
import io.jenkins.plugins.humanitec.client.manifests.Manifest;
import io.jenkins.plugins.humanitec.client.manifests.ManifestReader;
import io.jenkins.plugins.humanitec.client.platform.PlanOptions;
import io.jenkins.plugins.humanitec.execution.StepRun;
import io.jenkins.plugins.humanitec.steps.AppStep;
import io.jenkins.plugins.humanitec.steps.HumanitecStepDescriptor;
import io.jenkins.plugins.humanitec.steps.WorkspaceFiles;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.jvnet.localizer.Localizable;
import org.kohsuke.stapler.DataBoundSetter;

/** Base class of steps that read manifests from the workspace. */
abstract class ManifestStep extends AppStep {

    private static final long serialVersionUID = 1L;

    private ArrayList<String> files = new ArrayList<>();
    private ArrayList<String> vars = new ArrayList<>();
    private String owner;
    private boolean prune;

    /** {@return the files as a script writes them: null, a path, or a list of paths} */
    @CheckForNull
    public Object getFiles() {
        return plain(files);
    }

    @DataBoundSetter
    public void setFiles(@CheckForNull Object files) {
        this.files = texts(files);
    }

    /** {@return the files as text for the form, one in each line} */
    public String getFilesText() {
        return String.join("\n", files);
    }

    /** {@return the names of variables as a script writes them: null, a name, or a list of names} */
    @CheckForNull
    public Object getVars() {
        return plain(vars);
    }

    @DataBoundSetter
    public void setVars(@CheckForNull Object vars) {
        this.vars = texts(vars);
    }

    /** {@return the names of variables as text for the form, one in each line} */
    public String getVarsText() {
        return String.join("\n", vars);
    }

    @CheckForNull
    public String getOwner() {
        return owner;
    }

    @DataBoundSetter
    public void setOwner(@CheckForNull String owner) {
        this.owner = Util.fixEmptyAndTrim(owner);
    }

    public boolean isPrune() {
        return prune;
    }

    @DataBoundSetter
    public void setPrune(boolean prune) {
        this.prune = prune;
    }

    private static Object plain(List<String> texts) {
        return texts.isEmpty() ? null : texts.size() == 1 ? texts.get(0) : new ArrayList<>(texts);
    }

    private static ArrayList<String> texts(Object given) {
        ArrayList<String> texts = new ArrayList<>();
        for (Object one : given instanceof Collection<?> several ? several : Arrays.asList(given)) {
            String text = Util.fixEmptyAndTrim(one == null ? null : one.toString());
            if (text != null) {
                texts.add(text);
            }
        }
        return texts;
    }

    /** {@return whether there are files} */
    final boolean hasFiles() {
        return !files.isEmpty();
    }

    /** {@return the files in one line, for messages} */
    final String fileNames() {
        return String.join(", ", files);
    }

    @Override
    public void check() {
        if (prune && owner == null) {
            throw new InvalidInputException("'prune' deletes what an earlier apply of the same owner has created. "
                    + "Name the owner with 'owner', for instance owner: 'platform'.");
        }
        if (owner != null) {
            OwnerFile.requireName(owner);
        }
    }

    /**
     * {@return the manifests in the files}
     *
     * @param run the context of the step
     * @throws InvalidInputException if there is no workspace, no file matches a pattern, or a manifest has faults
     * @throws IOException if the agent is disconnected, or a file cannot be read
     * @throws InterruptedException if the build is aborted
     */
    final List<Manifest> manifests(StepRun run) throws IOException, InterruptedException {
        WorkspaceFiles workspace = WorkspaceFiles.of(run, files.get(0));
        List<String> paths = new ArrayList<>();
        for (String file : files) {
            paths.addAll(workspace.paths(file));
        }
        Map<String, String> variables = new LinkedHashMap<>();
        for (String name : vars) {
            String value = run.variables().get(name);
            if (value == null) {
                throw new InvalidInputException("The build has no variable '" + name + "', which 'vars' names.");
            }
            variables.put(name, value);
        }
        return new ManifestReader(workspace)
                .variables(variables)
                .app(run.session().hasApp() ? run.session().app().appId() : null)
                .read(paths.stream().distinct().toList());
    }

    /** {@return the options of the plan} */
    final PlanOptions options(StepRun run) {
        PlanOptions options = PlanOptions.DEFAULT
                .withCredentials(new BuildCredentials(run.run()))
                .withRule(ApplyRules.of(run));
        if (owner != null) {
            options = options.withOwner(OwnerFile.of(run.session(), owner));
        }
        return prune ? options.withPruning() : options;
    }

    /** Base class of the descriptors of these steps. */
    abstract static class ManifestStepDescriptor extends HumanitecStepDescriptor {

        ManifestStepDescriptor(String functionName, Localizable displayName) {
            super(functionName, displayName, "files", "vars");
        }

        @Override
        protected Object read(@NonNull String name, Object given, @NonNull Map<String, Object> arguments) {
            if (name.equals("files") || name.equals("vars")) {
                for (Object one : given instanceof Collection<?> several ? several : Arrays.asList(given)) {
                    if (one != null && !(one instanceof CharSequence)) {
                        throw new InvalidInputException("Parameter '" + name + "' of " + getFunctionName()
                                + " must be a text, or a list of texts.");
                    }
                }
            }
            return given;
        }

        @Override
        protected void bindLines(@NonNull Step step, @NonNull Map<String, String> lines) {
            ManifestStep manifests = (ManifestStep) step;
            manifests.setFiles(lines.getOrDefault("files", "").lines().toList());
            manifests.setVars(lines.getOrDefault("vars", "").lines().toList());
        }
    }
}
