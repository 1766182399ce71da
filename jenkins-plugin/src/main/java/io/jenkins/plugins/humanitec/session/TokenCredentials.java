package io.jenkins.plugins.humanitec.session;

import com.cloudbees.plugins.credentials.CredentialsMatchers;
import com.cloudbees.plugins.credentials.CredentialsProvider;
import com.cloudbees.plugins.credentials.common.StandardListBoxModel;
import com.cloudbees.plugins.credentials.domains.DomainRequirement;
import com.cloudbees.plugins.credentials.domains.URIRequirementBuilder;
import com.google.common.cache.Cache;
import com.google.common.cache.CacheBuilder;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.model.Item;
import hudson.model.ItemGroup;
import hudson.model.Queue;
import hudson.model.Run;
import hudson.model.queue.Tasks;
import hudson.security.ACL;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.humanitec.client.InvalidInputException;
import io.jenkins.plugins.humanitec.config.HumanitecConnection;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import jenkins.model.Jenkins;
import org.jenkinsci.plugins.plaincredentials.StringCredentials;
import org.springframework.security.core.Authentication;

/** Finds Secret text credentials. */
public final class TokenCredentials {

    /** The IDs of the credentials whose use by a build is already tracked. */
    private static final Cache<Run<?, ?>, Set<String>> TRACKED =
            CacheBuilder.newBuilder().weakKeys().build();

    private TokenCredentials() {}

    /** Tracks the use of credentials once per build, because each call writes a file. */
    private static void trackOnce(Run<?, ?> run, StringCredentials credentials) {
        if (TRACKED.asMap()
                .computeIfAbsent(run, any -> ConcurrentHashMap.newKeySet())
                .add(credentials.getId())) {
            CredentialsProvider.track(run, credentials);
        }
    }

    /**
     * Finds credentials for a build: in the scope of its folders, with the authentication of the build. Tracks their
     * use.
     *
     * @param id the ID of the credentials
     * @param run the build
     * @param apiUrl the URL for which they are needed; null if they are not for a URL
     * @return the secret, which must not be stored or shown
     * @throws InvalidInputException if the build has no access to such credentials
     */
    @NonNull
    public static String secret(@NonNull String id, @NonNull Run<?, ?> run, @CheckForNull String apiUrl) {
        StringCredentials found =
                CredentialsProvider.findCredentialById(id, StringCredentials.class, run, requirements(apiUrl));
        if (found == null) {
            throw new InvalidInputException("There are no credentials '" + id + "' of the kind Secret text that "
                    + run.getParent().getFullDisplayName() + " may use.");
        }
        trackOnce(run, found);
        return found.getSecret().getPlainText();
    }

    /**
     * Finds the credentials of a connection that an administrator tests.
     *
     * @param connection the connection
     * @return the secret, which must not be stored or shown
     * @throws InvalidInputException if the connection has no credentials or they do not exist
     */
    @NonNull
    public static String secretForAdministrator(@NonNull HumanitecConnection connection) {
        String id = connection.getCredentialsId();
        if (id == null) {
            throw new InvalidInputException("Choose credentials first.");
        }
        return secretForSystem(id, Jenkins.get(), connection.getApiUrl());
    }

    /**
     * Finds the key that webhooks of a connection send.
     *
     * @param connection the connection, with the credentials of its webhooks
     * @return the key, which must not be stored or shown
     * @throws InvalidInputException if the credentials do not exist
     */
    @NonNull
    public static String webhookKey(@NonNull HumanitecConnection connection) {
        return secretForSystem(
                Objects.requireNonNull(connection.getWebhookCredentialsId()), Jenkins.get(), connection.getApiUrl());
    }

    /**
     * Finds credentials for the lists and checks of a form.
     *
     * @param id the ID of the credentials
     * @param item the item of the form; null for the top level
     * @param apiUrl the URL for which they are needed
     * @return the secret, which must not be stored or shown
     * @throws InvalidInputException if the item has no access to such credentials
     */
    @NonNull
    static String secretForForm(@NonNull String id, @CheckForNull Item item, @NonNull String apiUrl) {
        if (item == null) {
            return secretForSystem(id, Jenkins.get(), apiUrl);
        }
        StringCredentials found = CredentialsMatchers.firstOrNull(
                CredentialsProvider.lookupCredentialsInItem(
                        StringCredentials.class, item, authenticationOf(item), requirements(apiUrl)),
                CredentialsMatchers.withId(id));
        if (found == null) {
            throw missing(id);
        }
        return found.getSecret().getPlainText();
    }

    private static Authentication authenticationOf(Item item) {
        return item instanceof Queue.Task task ? Tasks.getAuthenticationOf2(task) : ACL.SYSTEM2;
    }

    private static InvalidInputException missing(String id) {
        return new InvalidInputException("There are no credentials '" + id + "' of the kind Secret text.");
    }

    /**
     * Finds credentials for work of Jenkins outside of builds.
     *
     * @param id the ID of the credentials
     * @param group the folder in which to find them, or Jenkins
     * @param apiUrl the URL for which they are needed
     * @return the secret, which must not be stored or shown
     * @throws InvalidInputException if the credentials do not exist
     */
    @NonNull
    static String secretForSystem(@NonNull String id, @NonNull ItemGroup<?> group, @NonNull String apiUrl) {
        StringCredentials found = CredentialsMatchers.firstOrNull(
                CredentialsProvider.lookupCredentialsInItemGroup(
                        StringCredentials.class, group, ACL.SYSTEM2, requirements(apiUrl)),
                CredentialsMatchers.withId(id));
        if (found == null) {
            throw missing(id);
        }
        return found.getSecret().getPlainText();
    }

    /**
     * Finds the outermost folder around a job in which the credentials of a session have the same token.
     *
     * @param session the session
     * @param job the job
     * @return the full name of the folder; empty for all of Jenkins; the full name of the job if only the job has these credentials
     */
    @NonNull
    public static String owner(@NonNull HumanitecSession session, @NonNull Item job) {
        String owner = job.getFullName();
        ItemGroup<?> group = job.getParent();
        while (group != null && hasToken(group, session)) {
            owner = group.getFullName();
            group = group instanceof Item folder ? folder.getParent() : null;
        }
        return owner;
    }

    private static boolean hasToken(ItemGroup<?> group, HumanitecSession session) {
        try {
            return secretForSystem(session.credentialsId(), group, session.apiUrl())
                    .equals(session.tokenSecret().getPlainText());
        } catch (InvalidInputException e) {
            return false;
        }
    }

    /**
     * Lists the Secret text credentials for a form. The caller has checked the permissions.
     *
     * @param item the item of the form; null for the top level
     * @param current the current selection; null if nothing is selected
     * @param apiUrl the URL for which they are needed; null if it is unknown
     * @return the credentials, with an empty first entry
     */
    @NonNull
    public static ListBoxModel items(
            @CheckForNull Item item, @CheckForNull String current, @CheckForNull String apiUrl) {
        StandardListBoxModel items = new StandardListBoxModel();
        items.includeEmptyValue();
        if (item == null) {
            items.includeMatchingAs(
                    ACL.SYSTEM2,
                    Jenkins.get(),
                    StringCredentials.class,
                    requirements(apiUrl),
                    CredentialsMatchers.always());
        } else {
            items.includeMatchingAs(
                    authenticationOf(item),
                    item,
                    StringCredentials.class,
                    requirements(apiUrl),
                    CredentialsMatchers.always());
        }
        return current == null ? items : items.includeCurrentValue(current);
    }

    private static List<DomainRequirement> requirements(@CheckForNull String apiUrl) {
        return URIRequirementBuilder.fromUri(apiUrl).build();
    }
}
