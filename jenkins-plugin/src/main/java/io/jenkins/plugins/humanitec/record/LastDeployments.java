package io.jenkins.plugins.humanitec.record;

import com.google.common.cache.Cache;
import com.google.common.cache.CacheBuilder;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.ExtensionList;
import hudson.model.Job;
import io.jenkins.plugins.humanitec.client.InvalidInputException;
import io.jenkins.plugins.humanitec.client.errors.HumanitecException;
import io.jenkins.plugins.humanitec.client.model.Deployment;
import io.jenkins.plugins.humanitec.session.HumanitecSession;
import java.time.Duration;
import java.util.List;

/** Reads the last deployments for the pages of jobs. Caches the results, so that many viewers cause few requests. */
@Extension
public final class LastDeployments {

    private static final Duration REMEMBERED = Duration.ofSeconds(10);
    private static final int MOST_REMEMBERED = 1000;

    private final Cache<List<?>, LastDeployment> known = CacheBuilder.newBuilder()
            .expireAfterWrite(REMEMBERED)
            .maximumSize(MOST_REMEMBERED)
            .build();

    @NonNull
    static LastDeployments get() {
        return ExtensionList.lookupSingleton(LastDeployments.class);
    }

    /** Returns the last deployment. Does not fail; if the deployment cannot be read, the result contains the reason. */
    @NonNull
    LastDeployment of(@NonNull Job<?, ?> job, @NonNull DeployedEnvironment place) {
        try {
            HumanitecSession session = HumanitecSession.ofForm(job, place.targetSettings());
            List<?> key = List.of(session.identity(), place);
            LastDeployment found = known.getIfPresent(key);
            if (found == null) {
                found = ask(session, place);
                known.put(key, found);
            }
            return found;
        } catch (HumanitecException | InvalidInputException e) {
            return new LastDeployment(place, null, null, null, null, e.getMessage());
        }
    }

    private static LastDeployment ask(HumanitecSession session, DeployedEnvironment place) {
        String page = session.webPages().of(session.env());
        Deployment last = session.formClient().environments().get(session.env()).getLastDeploy();
        return last == null
                ? new LastDeployment(place, page, "-", null, null, null)
                : new LastDeployment(place, page, last.getStatus(), last.getComment(), last.getCreatedAt(), null);
    }
}
