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
import io.jenkins.plugins.humanitec.client.manifests.Kind;
import io.jenkins.plugins.humanitec.config.HumanitecGlobalConfiguration;
import io.jenkins.plugins.humanitec.config.NameList;
import io.jenkins.plugins.humanitec.session.TargetSettings;
import io.jenkins.plugins.humanitec.session.TokenCredentials;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import jenkins.model.Jenkins;

/** Lists and checks for the forms of folders and steps. */
public final class Forms {

    private static final Logger LOGGER = Logger.getLogger(Forms.class.getName());

    private Forms() {}

    /**
     * Lists the connections.
     *
     * @param item the item of the form; null for the top level
     * @param current the current selection
     * @return the connections; only the current one if the user may not configure the item
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
     * Lists the Secret text credentials.
     *
     * @param item the item of the form; null for the top level
     * @param current the current selection
     * @return the credentials; only the current ones if the user may not configure the item and use its credentials
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
     * Checks that credentials exist.
     *
     * @param item the item of the form; null for the top level
     * @param value the ID of the credentials; blank if they are inherited
     * @param apiUrl the URL for which they are needed; null if it is unknown
     * @return an error if the credentials do not exist
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
     * Lists the applications.
     *
     * @param item the item of the form; null for the top level
     * @param where the settings in the form
     * @return the IDs; empty if they cannot be read, or the user may not configure the item and use its credentials
     */
    public static ComboBoxModel applications(@CheckForNull Item item, @NonNull TargetSettings where) {
        return offer(item, () -> Completions.get().applications(item, where));
    }

    /**
     * Lists the environments of the application.
     *
     * @param item the item of the form; null for the top level
     * @param where the settings in the form
     * @return the IDs; empty if they cannot be read, or the user may not configure the item and use its credentials
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
     * Checks an application.
     *
     * @param item the item of the form; null for the top level
     * @param value the ID of the application; blank if it is inherited
     * @param where the settings in the form
     * @return an error if the ID is invalid; a warning if the application does not exist or cannot be read
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
     * Checks an environment.
     *
     * @param item the item of the form; null for the top level
     * @param value the ID of the environment; blank if it is inherited
     * @param where the settings in the form
     * @return an error if the ID is invalid; a warning if the environment does not exist or cannot be read
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
     * Checks the format of an ID.
     *
     * @param kind the kind of object, for the message, such as {@code application}
     * @param value the ID; blank if it is inherited
     * @return an error if the ID is invalid; no error if it contains a variable
     */
    public static FormValidation checkId(@NonNull String kind, @CheckForNull String value) {
        String id = Util.fixEmptyAndTrim(value);
        return id == null || isVariable(id) ? FormValidation.ok() : check(() -> Identifiers.requireId(kind, id));
    }

    /**
     * Checks lines with numbers of replicas.
     *
     * @param item the item of the form; null for the top level
     * @param value the lines, one {@code name=number} for each module
     * @param parse reads the lines; throws {@link InvalidInputException} if they are invalid
     * @param where the settings in the form
     * @return an error if the lines are invalid; otherwise the list of the existing modules, if it can be read
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
            // The application or environment is not set yet, or a block sets it.
            return FormValidation.ok();
        } catch (HumanitecException e) {
            return cannotAsk(e);
        }
    }

    /**
     * Runs a check.
     *
     * @param check the check; throws {@link InvalidInputException} if the value is invalid
     * @return an error with the message of the exception, or no error
     */
    public static FormValidation check(@NonNull Runnable check) {
        try {
            check.run();
            return FormValidation.ok();
        } catch (InvalidInputException e) {
            return FormValidation.error(e.getMessage());
        }
    }

    /**
     * Checks the names of kinds of manifests.
     *
     * @param value the names, with commas or spaces between them
     * @return an error that names the first kind that does not exist
     */
    @NonNull
    public static FormValidation checkKinds(@CheckForNull String value) {
        for (String name : NameList.of(Util.fixEmptyAndTrim(value))) {
            if (Kind.find(name).isEmpty()) {
                return FormValidation.error(Messages.Forms_noKind(name, String.join(", ", Kind.names())));
            }
        }
        return FormValidation.ok();
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

    /** Checks both permissions, because Jenkins can be set up to separate the use of credentials from configuring. */
    private static boolean mayUseCredentials(@CheckForNull Item item) {
        return mayConfigure(item) && (item == null || item.hasPermission(CredentialsProvider.USE_ITEM));
    }

    /**
     * Adds the current selection, so that saving a form without access to the full list does not change the selection.
     */
    private static void addIfMissing(ListBoxModel items, @CheckForNull String current) {
        String value = Util.fixEmpty(current);
        if (value != null && items.stream().noneMatch(option -> option.value.equals(value))) {
            items.add(value);
        }
    }
}
