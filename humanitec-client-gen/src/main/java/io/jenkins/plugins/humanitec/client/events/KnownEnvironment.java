package io.jenkins.plugins.humanitec.client.events;

import io.jenkins.plugins.humanitec.client.context.ApiText;
import io.jenkins.plugins.humanitec.client.deployments.DeploymentResult;
import io.jenkins.plugins.humanitec.client.model.Deployment;
import io.jenkins.plugins.humanitec.client.model.Environment;
import java.io.Serializable;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a caller knows of an environment.
 *
 * @param created when it was created, which differs if it is deleted and created again
 * @param type its type
 * @param last the ID of its last deployment; empty if there is none
 * @param lastCreated when that deployment was created; empty if there is none
 * @param lastStatus the status of that deployment; empty if there is none
 * @param open the deployments that have not ended, and whether they have started
 */
record KnownEnvironment(
        String created, String type, String last, String lastCreated, String lastStatus, TreeMap<String, Boolean> open)
        implements Serializable {

    private static final long serialVersionUID = 1L;

    /**
     * Replaces what is missing in a stored text.
     *
     * @throws DateTimeException if the time is damaged
     */
    KnownEnvironment {
        created = ApiText.or(created, "");
        type = ApiText.or(type, "");
        last = ApiText.or(last, "");
        lastCreated = ApiText.or(lastCreated, "");
        lastStatus = ApiText.or(lastStatus, "");
        if (!lastCreated.isEmpty()) {
            Instant.parse(lastCreated);
        }
        open = open == null ? new TreeMap<>() : new TreeMap<>(open);
    }

    /** Returns what is known of an environment without deployments. */
    static KnownEnvironment withoutDeployments(Environment env) {
        return new KnownEnvironment(
                text(env.getCreatedAt()), ApiText.or(env.getType(), ""), "", "", "", new TreeMap<>());
    }

    /** Returns what is known of an environment of which only the last deployment was read. */
    static KnownEnvironment of(Environment env) {
        Deployment last = env.getLastDeploy();
        if (last == null || ApiText.isMissing(last.getId())) {
            return withoutDeployments(env);
        }
        return withoutDeployments(env)
                .with(
                        last,
                        DeploymentResult.isOver(last) ? Map.of() : Map.of(last.getId(), EventKind.hasStarted(last)));
    }

    /** Returns this with another last deployment, and other deployments that have not ended. */
    KnownEnvironment with(@Nullable Deployment newest, Map<String, Boolean> notEnded) {
        return new KnownEnvironment(
                created,
                type,
                newest == null ? "" : newest.getId(),
                newest == null ? "" : text(newest.getCreatedAt()),
                newest == null ? "" : ApiText.or(newest.getStatus(), ""),
                new TreeMap<>(notEnded));
    }

    /** Returns whether this is the same environment, and not one that was created after it was deleted. */
    boolean isSame(Environment env) {
        return created.equals(text(env.getCreatedAt()));
    }

    /** Returns whether the last deployment of the environment is known, with its status, and is the only one that can go on. */
    boolean isUpToDate(Environment env) {
        Deployment now = env.getLastDeploy();
        return now == null
                ? last.isEmpty()
                : last.equals(now.getId())
                        && lastStatus.equals(now.getStatus())
                        && open.keySet().stream().allMatch(last::equals);
    }

    private static String text(@Nullable OffsetDateTime time) {
        return time == null ? "" : time.toInstant().toString();
    }
}
