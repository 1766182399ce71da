package io.jenkins.plugins.humanitec.steps.platform;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.Util;
import io.jenkins.plugins.humanitec.client.manifests.Manifest;
import io.jenkins.plugins.humanitec.execution.ShortOperation;
import io.jenkins.plugins.humanitec.execution.StepRun;
import io.jenkins.plugins.humanitec.steps.AppStep;
import io.jenkins.plugins.humanitec.steps.HumanitecStepDescriptor;
import io.jenkins.plugins.humanitec.steps.Messages;
import io.jenkins.plugins.humanitec.steps.WorkspaceFiles;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/** Writes manifests of what an organization has to the workspace. */
public class ExportStep extends AppStep implements ShortOperation {

    private static final long serialVersionUID = 1L;

    private final String directory;
    private String kinds;

    /**
     * Creates a step.
     *
     * @param directory the directory in the workspace
     */
    @DataBoundConstructor
    public ExportStep(@CheckForNull String directory) {
        String given = Util.fixEmptyAndTrim(directory);
        this.directory = given == null ? "humanitec" : given.replaceFirst("/+$", "");
    }

    @NonNull
    public String getDirectory() {
        return directory;
    }

    @CheckForNull
    public String getKinds() {
        return kinds;
    }

    @DataBoundSetter
    public void setKinds(@CheckForNull String kinds) {
        this.kinds = Util.fixEmptyAndTrim(kinds);
    }

    @NonNull
    @Override
    public String action() {
        return "export to " + directory;
    }

    @Override
    public Object call(@NonNull StepRun run) throws IOException, InterruptedException {
        WorkspaceFiles workspace = WorkspaceFiles.of(run, directory);
        Set<String> only = new LinkedHashSet<>(ApplyRules.names(kinds));
        Set<String> apps = run.session().hasApp() ? Set.of(run.session().app().appId()) : Set.of();
        List<Manifest> manifests =
                run.client().platform(run.session().organization()).export(only, apps);
        Map<String, List<Manifest>> byFile = new LinkedHashMap<>();
        manifests.forEach(manifest -> byFile.computeIfAbsent(path(manifest), path -> new ArrayList<>())
                .add(manifest));
        for (Map.Entry<String, List<Manifest>> file : byFile.entrySet()) {
            StringBuilder content = new StringBuilder();
            file.getValue().forEach(manifest -> content.append(manifest.toYaml()));
            workspace.write(file.getKey(), content.toString());
        }
        run.say(manifests.size() + " objects exported to " + byFile.size() + " files in " + directory);
        return new ArrayList<>(byFile.keySet());
    }

    /** Returns the path of the file with a manifest: one file for each kind of the organization and of each application. */
    private String path(Manifest manifest) {
        String app = manifest.object().owners().get("app_id");
        return directory + "/" + (app == null ? "" : app + "/")
                + manifest.object().kind() + ".yaml";
    }

    @Extension
    public static class DescriptorImpl extends HumanitecStepDescriptor {
        public DescriptorImpl() {
            super("humanitecExport", Messages._ExportStep_displayName());
        }
    }
}
