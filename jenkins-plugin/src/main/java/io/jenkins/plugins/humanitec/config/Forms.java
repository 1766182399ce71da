package io.jenkins.plugins.humanitec.config;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Util;
import hudson.model.Item;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.humanitec.session.TokenCredentials;
import jenkins.model.Jenkins;

/** The lists that the forms of folders and steps have in common. */
public final class Forms {

    private Forms() {}

    /**
     * @param item where the form is, or null for the top
     * @param current what is chosen now
     * @return the connections, for those who may configure the item
     */
    public static ListBoxModel connections(@CheckForNull Item item, @CheckForNull String current) {
        ListBoxModel items = inherited();
        if (mayConfigure(item)) {
            HumanitecGlobalConfiguration.get().getConnections().forEach(connection -> items.add(connection.getName()));
        }
        addIfMissing(items, current);
        return items;
    }

    /**
     * @param item where the form is, or null for the top
     * @param current what is chosen now
     * @return the credentials that may have a token, for those who may configure the item
     */
    public static ListBoxModel credentials(@CheckForNull Item item, @CheckForNull String current) {
        if (mayConfigure(item)) {
            return TokenCredentials.items(item, current, null);
        }
        ListBoxModel items = inherited();
        addIfMissing(items, current);
        return items;
    }

    private static ListBoxModel inherited() {
        ListBoxModel items = new ListBoxModel();
        items.add("- inherited -", "");
        return items;
    }

    private static boolean mayConfigure(@CheckForNull Item item) {
        return item == null ? Jenkins.get().hasPermission(Jenkins.ADMINISTER) : item.hasPermission(Item.CONFIGURE);
    }

    /** A form that cannot list what is chosen must not change it by being saved. */
    private static void addIfMissing(ListBoxModel items, @CheckForNull String current) {
        String value = Util.fixEmpty(current);
        if (value != null && items.stream().noneMatch(option -> option.value.equals(value))) {
            items.add(value);
        }
    }
}
