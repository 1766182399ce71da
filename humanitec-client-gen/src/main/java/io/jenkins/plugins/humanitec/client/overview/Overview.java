package io.jenkins.plugins.humanitec.client.overview;

import io.jenkins.plugins.humanitec.client.AppRef;
import io.jenkins.plugins.humanitec.client.EnvRef;
import io.jenkins.plugins.humanitec.client.InvalidInputException;
import io.jenkins.plugins.humanitec.client.context.ApiText;
import io.jenkins.plugins.humanitec.client.context.ClientContext;
import io.jenkins.plugins.humanitec.client.deployments.DeploymentResult;
import io.jenkins.plugins.humanitec.client.deployments.Deployments;
import io.jenkins.plugins.humanitec.client.deployments.Difference;
import io.jenkins.plugins.humanitec.client.deployments.Differences;
import io.jenkins.plugins.humanitec.client.environments.Applications;
import io.jenkins.plugins.humanitec.client.environments.Environments;
import io.jenkins.plugins.humanitec.client.errors.HumanitecException;
import io.jenkins.plugins.humanitec.client.model.Application;
import io.jenkins.plugins.humanitec.client.model.Deployment;
import io.jenkins.plugins.humanitec.client.model.Environment;
import io.jenkins.plugins.humanitec.client.runtime.EnvironmentStatus;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads what is deployed to the environments of applications. */
public final class Overview {

    private final ClientContext client;

    /**
     * Creates the operations.
     *
     * @param client the client to use
     */
    public Overview(ClientContext client) {
        this.client = client;
    }

    /**
     * {@return the applications of an organization, ordered by ID}
     *
     * @param orgId the ID of the organization
     * @throws HumanitecException if the request fails
     */
    public List<AppRef> applications(String orgId) {
        return new Applications(client)
                .list(orgId).stream()
                        .map(Application::getId)
                        .sorted()
                        .map(id -> new AppRef(orgId, id))
                        .toList();
    }

    /**
     * Reads applications one after the other. An application that cannot be read has the reason in its result.
     *
     * @param apps the applications
     * @return the results, in the order of the applications
     */
    public Map<AppRef, Snapshot<ApplicationOverview>> read(AppRef... apps) {
        Map<AppRef, Snapshot<ApplicationOverview>> results = new LinkedHashMap<>();
        for (AppRef app : apps) {
            try {
                results.put(app, Snapshot.of(read(app), client.clock().instant()));
            } catch (HumanitecException | InvalidInputException e) {
                results.put(app, new Snapshot<>(null, null, e.getMessage(), false));
            }
        }
        return results;
    }

    /**
     * {@return what is deployed to the environments of an application} This takes one request, one for each five environments with
     * a deployment, and one for each deployment set. An environment whose last deployment has not succeeded takes one more.
     *
     * @param app the application
     * @throws HumanitecException if a request fails
     */
    public ApplicationOverview read(AppRef app) {
        return read(app, new SetFacts());
    }

    /**
     * {@return the last deployments to an environment, newest first, at most 200} This takes one request, and one for each deployment
     * set. At most ten sets are read, so that only the newest deployments have their changes.
     *
     * @param env the environment
     * @throws HumanitecException if the list cannot be read
     */
    public List<HistoryEntry> history(EnvRef env) {
        return history(env, new SetFacts());
    }

    /** Returns the history. Reads the sets of deployments about whose changes nothing is known, a few at a time. */
    List<HistoryEntry> history(EnvRef env, SetFacts facts) {
        return new HistoryReader(client, env, facts).read();
    }

    /** Reads an application. Makes no request for what is known about its sets. */
    ApplicationOverview read(AppRef app, SetFacts facts) {
        List<Environment> all = new Environments(client).list(app);
        Map<String, EnvironmentStatus> statuses = statuses(app, all);
        SetFacts.Reader sets = facts.reader(setId -> new Differences(client).set(app, setId));
        PromotionOrder order = new PromotionOrder(all);
        List<EnvironmentOverview> environments = new ArrayList<>();
        List<EnvironmentOverview> previews = new ArrayList<>();
        String previousId = null;
        Optional<String> previousSet = Optional.empty();
        for (Environment found : all.stream().sorted(order.comparator()).toList()) {
            EnvRef env = app.env(found.getId());
            SetFacts.Running running = running(env, found.getLastDeploy(), facts);
            boolean isPreview = PromotionOrder.isPreview(found);
            EnvironmentOverview overview = new EnvironmentOverview(
                    env,
                    ApiText.or(found.getName(), found.getId()),
                    ApiText.or(found.getType(), ""),
                    order.stage(found),
                    DeploymentOverview.instant(found.getCreatedAt()),
                    found.getLastDeploy() == null ? null : DeploymentOverview.of(found.getLastDeploy()),
                    running.deploymentId().orElse(null),
                    statuses.get(found.getId()),
                    running.setId().map(sets::images).orElse(Collections.emptySortedMap()),
                    isPreview ? null : previousId,
                    isPreview ? null : difference(sets, previousSet, running.setId()));
            (isPreview ? previews : environments).add(overview);
            if (!isPreview) {
                previousId = found.getId();
                previousSet = running.setId();
            }
        }
        previews.sort(
                Comparator.comparing(EnvironmentOverview::createdAt, Comparator.nullsLast(Comparator.reverseOrder())));
        return new ApplicationOverview(app, environments, previews);
    }

    /** Returns the statuses of the environments to which something was deployed. Without them, the rest is still of use. */
    private Map<String, EnvironmentStatus> statuses(AppRef app, List<Environment> all) {
        List<String> deployed = all.stream()
                .filter(env -> env.getLastDeploy() != null)
                .map(Environment::getId)
                .toList();
        Map<String, EnvironmentStatus> statuses = new HashMap<>();
        String problem = "";
        try {
            EnvironmentStatus.read(client, app, deployed).forEach(status -> statuses.put(status.envId(), status));
        } catch (HumanitecException e) {
            problem = ApiText.or(e.getMessage(), "");
        }
        for (String id : deployed) {
            statuses.putIfAbsent(id, new EnvironmentStatus(id, EnvironmentStatus.State.UNKNOWN, problem));
        }
        return statuses;
    }

    private static @Nullable Difference difference(SetFacts.Reader sets, Optional<String> from, Optional<String> to) {
        return from.isEmpty() || to.isEmpty() ? null : sets.difference(from.get(), to.get());
    }

    private SetFacts.Running running(EnvRef env, @Nullable Deployment last, SetFacts facts) {
        if (last == null || DeploymentResult.hasSucceeded(last)) {
            return running(Optional.ofNullable(last));
        }
        return facts.running(
                env.envId(),
                ApiText.or(last.getId(), ""),
                () -> running(new Deployments(client)
                        .list(env).stream()
                                .filter(DeploymentResult::hasSucceeded)
                                .findFirst()));
    }

    private static SetFacts.Running running(Optional<Deployment> deployment) {
        return new SetFacts.Running(deployment.map(Deployment::getId), deployment.map(Deployment::getDeploymentSetId));
    }
}
