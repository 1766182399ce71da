package io.jenkins.plugins.humanitec.steps.platform;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.Util;
import io.jenkins.plugins.humanitec.client.manifests.Manifest;
import io.jenkins.plugins.humanitec.config.NameList;
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

    /** In characters. A file that is read has at most 1 MB. */
    private static final int LONGEST_FILE = 300_000;

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
        Set<String> only = new LinkedHashSet<>(NameList.of(kinds));
        Set<String> apps = run.session().hasApp() ? Set.of(run.session().app().appId()) : Set.of();
        List<Manifest> manifests =
                run.client().platform(run.session().organization()).export(only, apps);
        Map<String, List<Manifest>> byFile = new LinkedHashMap<>();
        manifests.forEach(manifest -> byFile.computeIfAbsent(path(manifest), path -> new ArrayList<>())
                .add(manifest));
        List<String> written = new ArrayList<>();
        for (Map.Entry<String, List<Manifest>> file : byFile.entrySet()) {
            List<StringBuilder> contents = new ArrayList<>(List.of(new StringBuilder()));
            for (Manifest manifest : file.getValue()) {
                String yaml = manifest.toYaml();
                StringBuilder last = contents.get(contents.size() - 1);
                if (!last.isEmpty() && last.length() + yaml.length() > LONGEST_FILE) {
                    contents.add(new StringBuilder(yaml));
                } else {
                    last.append(yaml);
                }
            }
            for (int i = 0; i < contents.size(); i++) {
                String number = i == 0 ? "" : "-" + (i + 1);
                written.add(file.getKey() + number + ".yaml");
                workspace.write(written.get(written.size() - 1), contents.get(i).toString());
            }
        }
        run.say(manifests.size() + " objects exported to " + written.size() + " files in " + directory);
        return written;
    }

    /** Returns the path, without its end, of the file with a manifest: one for each kind of the organization and of each application. */
    private String path(Manifest manifest) {
        String app = manifest.object().owners().get("app_id");
        return directory + "/" + (app == null ? "" : app + "/")
                + manifest.object().kind();
    }

    @Extension
    public static class DescriptorImpl extends HumanitecStepDescriptor {
        public DescriptorImpl() {
            super("humanitecExport", Messages._ExportStep_displayName());
        }
    }
}
