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
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import jenkins.model.Jenkins;
import org.jenkinsci.plugins.plaincredentials.StringCredentials;
import org.springframework.security.core.Authentication;

/** Finds Secret text credentials. */
public final class TokenCredentials {

    /** The IDs of the credentials that a build is known to use. */
    private static final Cache<Run<?, ?>, Set<String>> TRACKED =
            CacheBuilder.newBuilder().weakKeys().build();

    private TokenCredentials() {}

    /** That a build uses credentials is the same however often it does, but is written to a file each time it is said. */
    private static void trackOnce(Run<?, ?> run, StringCredentials credentials) {
        if (TRACKED.asMap()
                .computeIfAbsent(run, any -> ConcurrentHashMap.newKeySet())
                .add(credentials.getId())) {
            CredentialsProvider.track(run, credentials);
        }
    }

    /**
     * Looks credentials up as a run may: in the scope of its folders, with the authentication that it runs as. Their use is
     * tracked.
     *
     * @param id the credentials' ID
     * @param run who needs them
     * @param apiUrl where they are needed, or null if they are not for use at a URL
     * @return the secret; keep it out of everything that is stored or shown
     * @throws InvalidInputException if the run cannot see such credentials
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
     * @param connection a connection that an administrator tests
     * @return the secret
     * @throws InvalidInputException if there are no such credentials
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
     * @param id the credentials' ID
     * @param item where a form is, or null for the top
     * @param apiUrl where they are needed
     * @return the secret
     * @throws InvalidInputException if what is configured there could not see such credentials
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
     * @param id the credentials' ID
     * @param group the folder whose credentials these may be, or Jenkins
     * @param apiUrl where they are needed
     * @return the secret
     * @throws InvalidInputException if there are no such credentials
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
     * @param item where the form is, or null for the top
     * @param current what is chosen now
     * @param apiUrl where they are needed, or null
     * @return what can be chosen; the caller has checked who asks
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
