package io.jenkins.plugins.humanitec.record;

import com.google.common.cache.Cache;
import com.google.common.cache.CacheBuilder;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.ExtensionList;
import hudson.model.Job;
import io.jenkins.plugins.humanitec.client.InvalidInputException;
import io.jenkins.plugins.humanitec.client.deployments.Deployments;
import io.jenkins.plugins.humanitec.client.errors.HumanitecException;
import io.jenkins.plugins.humanitec.client.model.Deployment;
import io.jenkins.plugins.humanitec.session.HumanitecSession;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the last deployments for the pages of jobs. Caches the results, so that many viewers cause few requests. */
@Extension
public final class LastDeployments {

    private static final Duration REMEMBERED = Duration.ofSeconds(10);
    private static final int MOST_REMEMBERED = 1000;
    private static final String SUCCEEDED = "succeeded";

    private final Cache<List<?>, LastDeployment> known = CacheBuilder.newBuilder()
            .expireAfterWrite(REMEMBERED)
            .maximumSize(MOST_REMEMBERED)
            .build();

    /** The images of deployment sets, which never change. */
    private final Cache<List<?>, Map<String, String>> sets =
            CacheBuilder.newBuilder().maximumSize(MOST_REMEMBERED).build();

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
            return new LastDeployment(place, null, null, null, null, Map.of(), e.getMessage());
        }
    }

    private LastDeployment ask(HumanitecSession session, DeployedEnvironment place) {
        String page = session.webPages().of(session.env());
        Deployment last = session.formClient().environments().get(session.env()).getLastDeploy();
        return last == null
                ? new LastDeployment(place, page, "-", null, null, Map.of(), null)
                : new LastDeployment(
                        place,
                        page,
                        last.getStatus(),
                        last.getComment(),
                        last.getCreatedAt(),
                        images(session, last),
                        null);
    }

    /** Returns what runs in an environment; nothing if it cannot be read, since the rest is useful without. */
    private Map<String, String> images(HumanitecSession session, Deployment last) {
        try {
            Deployments deployments = session.formClient().deployments();
            Optional<Deployment> running = SUCCEEDED.equals(last.getStatus())
                    ? Optional.of(last)
                    : deployments.list(session.env()).stream()
                            .filter(deployment -> SUCCEEDED.equals(deployment.getStatus()))
                            .findFirst();
            if (running.isEmpty() || running.get().getDeploymentSetId() == null) {
                return Map.of();
            }
            List<?> key =
                    List.of(session.identity(), session.app(), running.get().getDeploymentSetId());
            Map<String, String> images = sets.getIfPresent(key);
            if (images == null) {
                images = deployments.images(session.env(), running.get());
                sets.put(key, images);
            }
            return images;
        } catch (HumanitecException e) {
            return Map.of();
        }
    }
}
