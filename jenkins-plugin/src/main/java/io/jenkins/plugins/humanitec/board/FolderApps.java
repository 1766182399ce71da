package io.jenkins.plugins.humanitec.board;

import com.cloudbees.hudson.plugins.folder.AbstractFolder;
import com.google.common.base.Supplier;
import com.google.common.base.Suppliers;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.ExtensionList;
import hudson.model.Item;
import hudson.model.ItemGroup;
import hudson.security.ACL;
import hudson.security.ACLContext;
import io.jenkins.plugins.humanitec.config.HumanitecConnection;
import io.jenkins.plugins.humanitec.config.HumanitecFolderProperty;
import io.jenkins.plugins.humanitec.config.HumanitecGlobalConfiguration;
import io.jenkins.plugins.humanitec.config.NameList;
import io.jenkins.plugins.humanitec.session.TargetSettings;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import jenkins.model.Jenkins;

/** The applications of folders. Elsewhere, they are shown only to users who may see such a folder. */
@Extension
public final class FolderApps {

    private static final int REMEMBERED_SECONDS = 10;

    private volatile Supplier<Map<String, List<Owner>>> owners = reader();

    /** A folder that has an application; its connection is null if it does not exist. */
    private record Owner(
            AbstractFolder<?> folder, @CheckForNull HumanitecConnection connection) {

        /** An unknown connection can be any, so that a mistake does not show what is hidden. */
        boolean isIn(HumanitecConnection other) {
            return connection == null || connection.hasSameOrganization(other);
        }
    }

    @NonNull
    static FolderApps get() {
        return ExtensionList.lookupSingleton(FolderApps.class);
    }

    private static Supplier<Map<String, List<Owner>>> reader() {
        return Suppliers.memoizeWithExpiration(FolderApps::read, REMEMBERED_SECONDS, TimeUnit.SECONDS);
    }

    /** Forgets everything, so that the next look reads the folders again. */
    void forget() {
        owners = reader();
    }

    private static Map<String, List<Owner>> read() {
        Map<String, List<Owner>> owners = new HashMap<>();
        try (ACLContext ignored = ACL.as2(ACL.SYSTEM2)) {
            for (AbstractFolder<?> folder : Jenkins.get().allItems(AbstractFolder.class)) {
                if (folder.getProperties().get(HumanitecFolderProperty.class) != null) {
                    TargetSettings settings = TargetSettings.ofFolders(folder);
                    HumanitecConnection connection = HumanitecGlobalConfiguration.get()
                            .connection(settings.connection())
                            .orElse(null);
                    Set<String> apps = of(folder, settings.app());
                    for (String app : apps == null ? Set.<String>of() : apps) {
                        owners.computeIfAbsent(app, any -> new ArrayList<>()).add(new Owner(folder, connection));
                    }
                }
            }
        }
        return owners;
    }

    /** Returns whether the current user sees an application: it is of no folder, or of one that the user may see. */
    boolean isShown(@NonNull String connectionName, @NonNull String app) {
        HumanitecConnection connection =
                HumanitecGlobalConfiguration.get().connection(connectionName).orElse(null);
        List<Owner> all = owners.get().getOrDefault(app, List.of()).stream()
                .filter(owner -> connection == null || owner.isIn(connection))
                .toList();
        return all.isEmpty() || all.stream().anyMatch(owner -> owner.folder().hasPermission(Item.READ));
    }

    /**
     * Returns the applications of a folder, ordered by ID: those to which it and the folders around it restrict their jobs, else its
     * default application. Null if it has all applications.
     */
    @CheckForNull
    static Set<String> of(@CheckForNull AbstractFolder<?> innermost, @CheckForNull String defaultApp) {
        Set<String> permitted = null;
        for (ItemGroup<?> group = innermost; group instanceof AbstractFolder<?> folder; group = folder.getParent()) {
            HumanitecFolderProperty property = folder.getProperties().get(HumanitecFolderProperty.class);
            String apps = property == null ? null : property.getApplyApps();
            if (apps != null) {
                Set<String> here = new HashSet<>(NameList.of(apps));
                if (permitted != null) {
                    here.retainAll(permitted);
                }
                permitted = here;
            }
        }
        if (permitted == null && defaultApp != null) {
            permitted = Set.of(defaultApp);
        }
        return permitted == null ? null : new TreeSet<>(permitted);
    }
}
