package io.jenkins.plugins.humanitec.steps.platform;

import com.cloudbees.hudson.plugins.folder.AbstractFolder;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.model.Item;
import hudson.model.ItemGroup;
import io.jenkins.plugins.humanitec.client.manifests.Kind;
import io.jenkins.plugins.humanitec.client.manifests.ObjectId;
import io.jenkins.plugins.humanitec.client.platform.PlanOptions;
import io.jenkins.plugins.humanitec.client.platform.PlannedChange;
import io.jenkins.plugins.humanitec.config.HumanitecFolderProperty;
import io.jenkins.plugins.humanitec.config.NameList;
import io.jenkins.plugins.humanitec.execution.StepRun;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What a job may apply: neither a kind that the connection protects, nor anything that a folder does not permit. */
final class ApplyRules implements PlanOptions.ChangeRule {

    private static final long serialVersionUID = 1L;

    private final String connection;
    private final TreeSet<String> protectedKinds;
    private final ArrayList<FolderRule> folders = new ArrayList<>();

    /** What one folder permits; an empty set permits everything. */
    private record FolderRule(String folder, TreeSet<String> kinds, TreeSet<String> apps) implements Serializable {
        private static final long serialVersionUID = 1L;
    }

    private ApplyRules(String connection, Set<String> protectedKinds) {
        this.connection = connection;
        this.protectedKinds = new TreeSet<>(protectedKinds);
    }

    /** {@return the rules for a build} */
    @NonNull
    static ApplyRules of(@NonNull StepRun run) {
        ApplyRules rules = new ApplyRules(
                run.session().connectionName(), kinds(NameList.of(run.session().protectedKinds())));
        ItemGroup<?> group = run.run().getParent().getParent();
        while (group instanceof AbstractFolder<?> folder) {
            HumanitecFolderProperty property = folder.getProperties().get(HumanitecFolderProperty.class);
            if (property != null) {
                rules.folders.add(new FolderRule(
                        folder.getFullName(),
                        new TreeSet<>(kinds(NameList.of(property.getApplyKinds()))),
                        new TreeSet<>(NameList.of(property.getApplyApps()))));
            }
            group = ((Item) folder).getParent();
        }
        return rules;
    }

    /** Returns the names of kinds without their other names. An unknown name stays, so that it permits nothing. */
    private static Set<String> kinds(List<String> names) {
        return names.stream()
                .map(name -> Kind.find(name).map(Kind::name).orElse(name))
                .collect(Collectors.toSet());
    }

    @Override
    public Optional<String> refusal(ObjectId object, PlannedChange.Action action) {
        if (protectedKinds.contains(object.kind())) {
            return Optional.of("the kind " + object.kind() + " is protected by the connection '" + connection + "'.");
        }
        return folders.stream()
                .flatMap(folder -> refusal(folder, object).stream())
                .findFirst();
    }

    private static Optional<String> refusal(FolderRule folder, ObjectId object) {
        String app = object.kind().equals("Application")
                ? object.id()
                : object.owners().get("app_id");
        if (!folder.kinds.isEmpty() && !folder.kinds.contains(object.kind())) {
            return Optional.of("jobs in the folder " + folder.folder + " may only apply the kinds "
                    + String.join(", ", folder.kinds) + ".");
        }
        // Without a list of kinds, a restriction to applications also excludes what belongs to the organization.
        boolean isForeign = app == null ? folder.kinds.isEmpty() : !folder.apps.contains(app);
        if (!folder.apps.isEmpty() && isForeign) {
            return Optional.of("jobs in the folder " + folder.folder
                    + " may only apply what belongs to the applications " + String.join(", ", folder.apps) + ".");
        }
        return Optional.empty();
    }
}
