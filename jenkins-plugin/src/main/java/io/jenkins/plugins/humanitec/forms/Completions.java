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
 * What there is in Humanitec, for forms to offer. It is asked for over the connection that the form chooses, and remembered for
 * a short while, so that typing in a form does not become a burst of requests. Callers have checked who asks.
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

    /** Forgets all, so that the next form sees what there is now. */
    public void forget() {
        known.invalidateAll();
    }

    /**
     * @param item where the form is, or null for the top
     * @param where what the form chooses
     * @return the IDs of the applications
     * @throws InvalidInputException if there is no such connection or no such credentials
     * @throws HumanitecException if the API does not answer with them
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
     * @param item where the form is, or null for the top
     * @param where what the form chooses
     * @return the IDs of the application's environments
     * @throws InvalidInputException if there is no such connection or no such credentials, or no application is chosen
     * @throws HumanitecException if the API does not answer with them
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
     * @param item where the form is, or null for the top
     * @param where what the form chooses
     * @return the modules of the environment whose number of replicas can be set
     * @throws InvalidInputException if something is not chosen or not there
     * @throws HumanitecException if the API does not answer with them
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

    /** What is remembered is told to those only who may use the same token. */
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
