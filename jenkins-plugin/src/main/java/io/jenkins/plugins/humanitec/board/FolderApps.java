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

/** The applications of folders. At the top of Jenkins, they are shown only to users who may see such a folder. */
@Extension
public final class FolderApps {

    private static final int REMEMBERED_SECONDS = 10;

    private volatile Supplier<Map<OwnedApp, List<AbstractFolder<?>>>> owners = reader();

    private record OwnedApp(String apiUrl, String organization, String app) {}

    @NonNull
    static FolderApps get() {
        return ExtensionList.lookupSingleton(FolderApps.class);
    }

    private static Supplier<Map<OwnedApp, List<AbstractFolder<?>>>> reader() {
        return Suppliers.memoizeWithExpiration(FolderApps::read, REMEMBERED_SECONDS, TimeUnit.SECONDS);
    }

    /** Forgets everything, so that the next look reads the folders again. */
    void forget() {
        owners = reader();
    }

    private static Map<OwnedApp, List<AbstractFolder<?>>> read() {
        Map<OwnedApp, List<AbstractFolder<?>>> owners = new HashMap<>();
        try (ACLContext ignored = ACL.as2(ACL.SYSTEM2)) {
            for (AbstractFolder<?> folder : Jenkins.get().allItems(AbstractFolder.class)) {
                if (folder.getProperties().get(HumanitecFolderProperty.class) != null) {
                    add(folder, owners);
                }
            }
        }
        return owners;
    }

    private static void add(AbstractFolder<?> folder, Map<OwnedApp, List<AbstractFolder<?>>> owners) {
        TargetSettings settings = TargetSettings.ofFolders(folder);
        HumanitecConnection connection = HumanitecGlobalConfiguration.get()
                .connection(settings.connection())
                .orElse(null);
        Set<String> apps = of(folder, settings.app());
        if (connection != null && apps != null) {
            for (String app : apps) {
                OwnedApp owned = new OwnedApp(connection.getApiUrl(), connection.getOrganization(), app);
                owners.computeIfAbsent(owned, any -> new ArrayList<>()).add(folder);
            }
        }
    }

    /** Returns whether the current user sees an application at the top: it is of no folder, or of one that the user may see. */
    boolean isShownAtTop(@NonNull String apiUrl, @NonNull String organization, @NonNull String app) {
        List<AbstractFolder<?>> folders = owners.get().get(new OwnedApp(apiUrl, organization, app));
        return folders == null || folders.stream().anyMatch(folder -> folder.hasPermission(Item.READ));
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
