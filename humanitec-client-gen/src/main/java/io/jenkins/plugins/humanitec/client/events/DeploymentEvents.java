package io.jenkins.plugins.humanitec.client.events;

import io.jenkins.plugins.humanitec.client.EnvRef;
import io.jenkins.plugins.humanitec.client.context.ApiText;
import io.jenkins.plugins.humanitec.client.context.ClientContext;
import io.jenkins.plugins.humanitec.client.deployments.DeploymentResult;
import io.jenkins.plugins.humanitec.client.deployments.Deployments;
import io.jenkins.plugins.humanitec.client.errors.NotFoundException;
import io.jenkins.plugins.humanitec.client.model.Deployment;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads which deployments of an environment have started and ended. */
final class DeploymentEvents {

    private static final String IN_PROGRESS = "in progress";

    private final Deployments deployments;

    DeploymentEvents(ClientContext client) {
        this.deployments = new Deployments(client);
    }

    /** Adds the events since a known state to a list, and returns the state after them. */
    KnownEnvironment read(EnvRef env, KnownEnvironment known, List<Event> events) {
        List<Deployment> all;
        try {
            all = deployments.list(env).stream()
                    .filter(deployment -> !ApiText.isMissing(deployment.getId()))
                    .toList();
        } catch (NotFoundException e) {
            // The environment was deleted a moment ago, which the next poll tells.
            return known;
        }
        Map<String, Boolean> notEnded = new HashMap<>();
        for (Deployment deployment : oldestFirst(all, known)) {
            boolean hasStarted = Boolean.TRUE.equals(known.open().get(deployment.getId()));
            EventKind kind = EventKind.ofStatus(deployment).orElse(null);
            if (kind != null && !hasStarted) {
                events.add(event(EventKind.DEPLOYMENT_STARTED, env, known, deployment));
            }
            if (kind != null && kind != EventKind.DEPLOYMENT_STARTED) {
                events.add(event(kind, env, known, deployment));
            }
            if (!DeploymentResult.isOver(deployment)) {
                notEnded.put(deployment.getId(), kind != null);
            }
        }
        return known.with(all.isEmpty() ? null : all.get(0), notEnded);
    }

    /** Returns the deployments that are not known, or had not ended. The API returns the newest first. */
    private static List<Deployment> oldestFirst(List<Deployment> all, KnownEnvironment known) {
        List<Deployment> selected = new ArrayList<>();
        boolean isNew = true;
        for (Deployment deployment : all) {
            isNew = isNew && !deployment.getId().equals(known.last()) && !isBefore(deployment, known.lastCreated());
            if (isNew || known.open().containsKey(deployment.getId())) {
                selected.add(deployment);
            }
        }
        Collections.reverse(selected);
        return selected;
    }

    /** The API may not return the known deployment any longer, so the time decides too. */
    private static boolean isBefore(Deployment deployment, String time) {
        return !time.isEmpty()
                && deployment.getCreatedAt() != null
                && deployment.getCreatedAt().toInstant().isBefore(Instant.parse(time));
    }

    private static Event event(EventKind kind, EnvRef env, KnownEnvironment known, Deployment deployment) {
        boolean isStart = kind == EventKind.DEPLOYMENT_STARTED;
        return new Event(
                kind,
                env,
                known.type(),
                deployment.getId(),
                isStart ? IN_PROGRESS : deployment.getStatus(),
                time(isStart ? deployment.getCreatedAt() : deployment.getStatusChangedAt()));
    }

    private static Instant time(@Nullable OffsetDateTime time) {
        return time == null ? Instant.EPOCH : time.toInstant();
    }
}
