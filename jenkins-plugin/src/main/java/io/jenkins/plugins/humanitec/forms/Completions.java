package io.jenkins.plugins.humanitec.forms;

import com.google.common.cache.Cache;
import com.google.common.cache.CacheBuilder;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.ExtensionList;
import hudson.model.Item;
import io.jenkins.plugins.humanitec.client.HumanitecClient;
import io.jenkins.plugins.humanitec.client.InvalidInputException;
import io.jenkins.plugins.humanitec.client.errors.HumanitecException;
import io.jenkins.plugins.humanitec.client.model.Application;
import io.jenkins.plugins.humanitec.client.model.Environment;
import io.jenkins.plugins.humanitec.session.HumanitecSession;
import io.jenkins.plugins.humanitec.session.TargetSettings;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;

/**
 * Lists objects in Humanitec for forms. Uses the connection of the form. Caches the lists for a short time, so that
 * typing in a form causes few requests. Callers have checked the permissions.
 */
@Extension
public final class Completions {

    private static final Duration REMEMBERED = Duration.ofSeconds(30);
    private static final int MOST_REMEMBERED = 1000;

    private final Cache<List<?>, List<String>> known = CacheBuilder.newBuilder()
            .expireAfterWrite(REMEMBERED)
            .maximumSize(MOST_REMEMBERED)
            .build();

    @NonNull
    static Completions get() {
        return ExtensionList.lookupSingleton(Completions.class);
    }

    /** Clears the cache. */
    public void forget() {
        known.invalidateAll();
    }

    /**
     * Lists the applications.
     *
     * @param item the item of the form; null for the top level
     * @param where the settings in the form
     * @return the IDs of the applications
     * @throws InvalidInputException if the connection or the credentials do not exist
     * @throws HumanitecException if the request fails
     */
    @NonNull
    List<String> applications(@CheckForNull Item item, @NonNull TargetSettings where) {
        return of(
                HumanitecSession.ofForm(item, where),
                "applications",
                session -> session.formClient().applications().list(session.organization()).stream()
                        .map(Application::getId)
                        .sorted()
                        .toList());
    }

    /**
     * Lists the environments of the application.
     *
     * @param item the item of the form; null for the top level
     * @param where the settings in the form
     * @return the IDs of the environments
     * @throws InvalidInputException if the connection or the credentials do not exist, or no application is set
     * @throws HumanitecException if the request fails
     */
    @NonNull
    List<String> environments(@CheckForNull Item item, @NonNull TargetSettings where) {
        HumanitecSession chosen = HumanitecSession.ofForm(item, where);
        return of(
                chosen,
                chosen.app(),
                session -> session.formClient().environments().list(session.app()).stream()
                        .map(Environment::getId)
                        .sorted()
                        .toList());
    }

    /**
     * Lists the modules of the environment that can be scaled.
     *
     * @param item the item of the form; null for the top level
     * @param where the settings in the form
     * @return the names of the modules, each with its current replicas in parentheses
     * @throws InvalidInputException if the connection or the credentials do not exist, or no application or environment
     *     is set
     * @throws HumanitecException if the request fails
     */
    @NonNull
    List<String> modules(@CheckForNull Item item, @NonNull TargetSettings where) {
        HumanitecSession chosen = HumanitecSession.ofForm(item, where);
        return of(chosen, chosen.env(), session -> {
            HumanitecClient client = session.formClient();
            return client.workloads().runtime(session.env()).modules().entrySet().stream()
                    .filter(module -> module.getValue().scalable())
                    .map(module -> module.getKey() + " (" + module.getValue().replicas() + ")")
                    .toList();
        });
    }

    /** Returns a list from the cache or from the API. The key contains the token, so others cannot read the list. */
    private List<String> of(HumanitecSession session, Object what, Function<HumanitecSession, List<String>> fetch) {
        List<?> key = List.of(session.identity(), what);
        List<String> found = known.getIfPresent(key);
        if (found == null) {
            found = fetch.apply(session);
            known.put(key, found);
        }
        return found;
    }
}
