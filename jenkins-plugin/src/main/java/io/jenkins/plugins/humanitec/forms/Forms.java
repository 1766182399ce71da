package io.jenkins.plugins.humanitec.forms;

import com.cloudbees.plugins.credentials.CredentialsProvider;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Util;
import hudson.model.Item;
import hudson.util.ComboBoxModel;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.humanitec.client.Identifiers;
import io.jenkins.plugins.humanitec.client.InvalidInputException;
import io.jenkins.plugins.humanitec.client.errors.HumanitecException;
import io.jenkins.plugins.humanitec.config.HumanitecGlobalConfiguration;
import io.jenkins.plugins.humanitec.session.TargetSettings;
import io.jenkins.plugins.humanitec.session.TokenCredentials;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import jenkins.model.Jenkins;

/** The lists and checks that the forms of folders and steps have in common. */
public final class Forms {

    private static final Logger LOGGER = Logger.getLogger(Forms.class.getName());

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
        if (mayUseCredentials(item)) {
            return TokenCredentials.items(item, current, null);
        }
        ListBoxModel items = inherited();
        addIfMissing(items, current);
        return items;
    }

    /**
     * @param item where the form is, or null for the top
     * @param value the chosen credentials
     * @param apiUrl where they are needed, or null
     * @return an error if these are not there any more
     */
    public static FormValidation checkCredentials(
            @CheckForNull Item item, @CheckForNull String value, @CheckForNull String apiUrl) {
        String id = Util.fixEmptyAndTrim(value);
        if (id == null || !mayUseCredentials(item)) {
            return FormValidation.ok();
        }
        return TokenCredentials.items(item, null, apiUrl).stream().anyMatch(option -> option.value.equals(id))
                ? FormValidation.ok()
                : FormValidation.error(Messages.Forms_credentialsGone(id));
    }

    /**
     * @param item where the form is, or null for the top
     * @param where what the form chooses
     * @return the applications that there are, for those who may configure the item; none if they cannot be asked for
     */
    public static ComboBoxModel applications(@CheckForNull Item item, @NonNull TargetSettings where) {
        return offer(item, () -> Completions.get().applications(item, where));
    }

    /**
     * @param item where the form is, or null for the top
     * @param where what the form chooses
     * @return the environments that there are, for those who may configure the item; none if they cannot be asked for
     */
    public static ComboBoxModel environments(@CheckForNull Item item, @NonNull TargetSettings where) {
        return offer(item, () -> Completions.get().environments(item, where));
    }

    private static ComboBoxModel offer(Item item, Supplier<List<String>> found) {
        ComboBoxModel items = new ComboBoxModel();
        if (mayUseCredentials(item)) {
            try {
                items.addAll(found.get());
            } catch (HumanitecException | InvalidInputException e) {
                LOGGER.log(Level.FINE, e, () -> "cannot offer what there is");
            }
        }
        return items;
    }

    /**
     * @param item where the form is, or null for the top
     * @param value the ID of an application
     * @param where what the form chooses
     * @return an error if it is none, and a warning if it is not there or that cannot be told
     */
    public static FormValidation checkApplication(
            @CheckForNull Item item, @CheckForNull String value, @NonNull TargetSettings where) {
        return check(
                item,
                "application",
                value,
                () -> Completions.get().applications(item, where),
                Messages::Forms_noApplication);
    }

    /**
     * @param item where the form is, or null for the top
     * @param value the ID of an environment
     * @param where what the form chooses
     * @return an error if it is none, and a warning if it is not there or that cannot be told
     */
    public static FormValidation checkEnvironment(
            @CheckForNull Item item, @CheckForNull String value, @NonNull TargetSettings where) {
        return check(
                item,
                "environment",
                value,
                () -> Completions.get().environments(item, where),
                Messages::Forms_noEnvironment);
    }

    private static FormValidation check(
            Item item,
            String kind,
            String value,
            Supplier<List<String>> found,
            BiFunction<Object, Object, String> missing) {
        FormValidation asId = checkId(kind, value);
        String id = Util.fixEmptyAndTrim(value);
        if (asId.kind != FormValidation.Kind.OK || id == null || isVariable(id) || !mayUseCredentials(item)) {
            return asId;
        }
        try {
            List<String> known = found.get();
            return known.contains(id)
                    ? FormValidation.ok()
                    : FormValidation.warning(missing.apply(id, String.join(", ", known)));
        } catch (HumanitecException | InvalidInputException e) {
            return cannotAsk(e);
        }
    }

    private static FormValidation cannotAsk(RuntimeException problem) {
        return FormValidation.warning(Messages.Forms_cannotAsk(problem.getMessage()));
    }

    /**
     * @param kind what it is the ID of
     * @param value what was entered; blank is for inherited
     * @return an error if it can be no ID
     */
    public static FormValidation checkId(@NonNull String kind, @CheckForNull String value) {
        String id = Util.fixEmptyAndTrim(value);
        return id == null || isVariable(id) ? FormValidation.ok() : check(() -> Identifiers.requireId(kind, id));
    }

    /**
     * @param item where the form is, or null for the top
     * @param value lines of modules and numbers
     * @param parse reads them
     * @param where what the form chooses
     * @return an error if they cannot be read, otherwise which modules there are
     */
    public static FormValidation checkModules(
            @CheckForNull Item item,
            @CheckForNull String value,
            @NonNull Runnable parse,
            @NonNull TargetSettings where) {
        if (Util.fixEmptyAndTrim(value) != null && !isVariable(value)) {
            FormValidation asLines = check(parse);
            if (asLines.kind != FormValidation.Kind.OK) {
                return asLines;
            }
        }
        if (!mayUseCredentials(item)) {
            return FormValidation.ok();
        }
        try {
            return FormValidation.ok(
                    Messages.Forms_modules(String.join(", ", Completions.get().modules(item, where))));
        } catch (InvalidInputException e) {
            // Application or environment are not chosen yet, or come from a block.
            return FormValidation.ok();
        } catch (HumanitecException e) {
            return cannotAsk(e);
        }
    }

    /**
     * @param check throws {@link InvalidInputException}
     * @return an error if it does
     */
    public static FormValidation check(@NonNull Runnable check) {
        try {
            check.run();
            return FormValidation.ok();
        } catch (InvalidInputException e) {
            return FormValidation.error(e.getMessage());
        }
    }

    private static boolean isVariable(String value) {
        return value.contains("$");
    }

    private static ListBoxModel inherited() {
        ListBoxModel items = new ListBoxModel();
        items.add(Messages.Forms_inherited(), "");
        return items;
    }

    private static boolean mayConfigure(@CheckForNull Item item) {
        return item == null ? Jenkins.get().hasPermission(Jenkins.ADMINISTER) : item.hasPermission(Item.CONFIGURE);
    }

    /** Jenkins can be set up to tell the right to use credentials from the right to configure. What a token shows needs both. */
    private static boolean mayUseCredentials(@CheckForNull Item item) {
        return mayConfigure(item) && (item == null || item.hasPermission(CredentialsProvider.USE_ITEM));
    }

    /** A form that cannot list what is chosen must not change it by being saved. */
    private static void addIfMissing(ListBoxModel items, @CheckForNull String current) {
        String value = Util.fixEmpty(current);
        if (value != null && items.stream().noneMatch(option -> option.value.equals(value))) {
            items.add(value);
        }
    }
}
