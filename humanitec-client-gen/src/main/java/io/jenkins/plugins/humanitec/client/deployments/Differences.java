package io.jenkins.plugins.humanitec.client.deployments;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.humanitec.client.AppRef;
import io.jenkins.plugins.humanitec.client.EnvRef;
import io.jenkins.plugins.humanitec.client.InvalidInputException;
import io.jenkins.plugins.humanitec.client.api.SetsApi;
import io.jenkins.plugins.humanitec.client.context.ClientContext;
import io.jenkins.plugins.humanitec.client.environments.Environments;
import io.jenkins.plugins.humanitec.client.errors.HumanitecException;
import io.jenkins.plugins.humanitec.client.errors.UnreadableResponseException;
import io.jenkins.plugins.humanitec.client.json.Json;
import io.jenkins.plugins.humanitec.client.model.DeploymentSet;
import io.jenkins.plugins.humanitec.client.model.Environment;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Compares what environments and deployment sets contain. The comparison reads both sets, since the difference that the API
 * offers does not contain the old values.
 */
public final class Differences {

    private static final int OK = 200;

    private final ClientContext client;

    /**
     * Creates the operations.
     *
     * @param client the client to use
     */
    public Differences(ClientContext client) {
        this.client = client;
    }

    /**
     * {@return the changes that would make the first environment equal to the second one}
     *
     * @param from an environment
     * @param to another environment of the same application
     * @throws InvalidInputException if nothing has been deployed to one of them, or they belong to different applications
     * @throws HumanitecException if a request fails
     */
    public Difference betweenEnvironments(EnvRef from, EnvRef to) {
        if (!from.app().equals(to.app())) {
            throw new InvalidInputException(
                    from + " and " + to + " cannot be compared: give two environments of the same application.");
        }
        return betweenSets(from.app(), runningSet(from), runningSet(to));
    }

    /**
     * {@return the changes that would make a set equal to what runs in an environment}
     *
     * @param setId the ID of the set
     * @param to an environment of the same application
     * @throws InvalidInputException if nothing has been deployed to the environment
     * @throws HumanitecException if a request fails
     */
    public Difference betweenSetAndEnvironment(String setId, EnvRef to) {
        return betweenSets(to.app(), setId, runningSet(to));
    }

    /**
     * {@return the changes that would make the first set equal to the second one}
     *
     * @param app the application
     * @param fromSetId the ID of the first set
     * @param toSetId the ID of the second set
     * @throws HumanitecException if a request fails
     */
    public Difference betweenSets(AppRef app, String fromSetId, String toSetId) {
        return between(set(app, fromSetId), set(app, toSetId));
    }

    /**
     * {@return the changes that would make the first set equal to the second one} Makes no request.
     *
     * @param from a set
     * @param to another set of the same application
     */
    public static Difference between(DeploymentSet from, DeploymentSet to) {
        return between(parts(from), parts(to));
    }

    /** Returns the changes from one set to another. Each has the fields of {@link #parts}. */
    static Difference between(ObjectNode from, ObjectNode to) {
        List<Difference.Change> changes = new ArrayList<>();
        compare("", from, to, 0, changes);
        return new Difference(changes);
    }

    private String runningSet(EnvRef env) {
        return new Deployments(client)
                .running(env)
                .map(deployment -> Deployments.setOf(env, deployment))
                .orElseThrow(() -> new InvalidInputException("Nothing was deployed to " + env + " yet."));
    }

    /**
     * {@return a deployment set}
     *
     * @param app the application
     * @param setId the ID of the set
     * @throws HumanitecException if the request fails
     */
    public DeploymentSet set(AppRef app, String setId) {
        return client.api(SetsApi.class)
                .getSet(app.orgId(), app.appId(), setId, (String) null)
                .set()
                .orElseThrow(() -> UnreadableResponseException.of(
                        "GET",
                        "/orgs/" + app.orgId() + "/apps/" + app.appId() + "/sets/" + setId,
                        OK,
                        "a set without its ID",
                        null));
    }

    /** Returns the ID of the set to which the next delta is applied. */
    Optional<String> base(EnvRef env) {
        return base(env, new Environments(client).get(env));
    }

    static Optional<String> base(EnvRef env, Environment found) {
        return Optional.ofNullable(found.getFromDeploy() != null ? found.getFromDeploy() : found.getLastDeploy())
                .map(deployment -> Deployments.setOf(env, deployment));
    }

    /** Returns the modules, workloads and shared resources of a set by name. */
    static ObjectNode parts(DeploymentSet set) {
        ObjectNode parts = Json.MAPPER.createObjectNode();
        parts.set("modules", Json.MAPPER.valueToTree(orEmpty(set.getModules())));
        parts.set("shared", Json.MAPPER.valueToTree(orEmpty(set.getShared())));
        parts.set("workloads", Json.MAPPER.valueToTree(orEmpty(set.getWorkloads())));
        Json.withoutNulls(parts);
        return parts;
    }

    private static <T> Map<String, T> orEmpty(Map<String, T> map) {
        return map == null ? Map.of() : map;
    }

    /** Compares objects field by field. An added or removed object is one change. */
    private static void compare(String path, JsonNode from, JsonNode to, int depth, List<Difference.Change> changes) {
        if (from != null && to != null && from.isObject() && to.isObject()) {
            Set<String> names = new TreeSet<>();
            from.fieldNames().forEachRemaining(names::add);
            to.fieldNames().forEachRemaining(names::add);
            for (String name : names) {
                String inner = depth == 0 ? name : path + "/" + name;
                compare(inner, from.get(name), to.get(name), depth + 1, changes);
            }
        } else if (from == null || !from.equals(to)) {
            changes.add(new Difference.Change(path, text(from), text(to)));
        }
    }

    private static @Nullable String text(@Nullable JsonNode json) {
        return json == null ? null : json.toString();
    }
}
