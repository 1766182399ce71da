package io.jenkins.plugins.humanitec.client.runtime;

import io.jenkins.plugins.humanitec.client.AppRef;
import io.jenkins.plugins.humanitec.client.api.RuntimeApi;
import io.jenkins.plugins.humanitec.client.context.ApiText;
import io.jenkins.plugins.humanitec.client.context.ClientContext;
import io.jenkins.plugins.humanitec.client.model.EnvironmentRuntime;
import java.util.ArrayList;
import java.util.List;

/**
 * Whether the workloads of an environment are ready, as the API summarizes it.
 *
 * @param envId the ID of the environment; empty if the API does not return it
 * @param state the state
 * @param problem why the state is unknown, such as that the environment does not exist; empty if the API does not say so
 */
public record EnvironmentStatus(String envId, State state, String problem) {

    /** The API permits so many environments in one request. */
    private static final int MOST = 5;

    /** The state of all workloads of an environment. */
    public enum State {
        /** All workloads are ready. */
        READY,
        /** Some workloads are not ready yet, or only partly. */
        NOT_READY,
        /** A workload has failed. */
        FAILED,
        /** No workload has pods. */
        STOPPED,
        /** The environment is paused. */
        PAUSED,
        /** The API does not know the state. For example, nothing is deployed, or the cluster has no agent. */
        UNKNOWN
    }

    /**
     * {@return the statuses of environments} Takes one request for each five environments.
     *
     * @param client the client to use
     * @param app the application
     * @param envIds the IDs of the environments. One that does not exist has a problem, or is missing in the result
     * @throws io.jenkins.plugins.humanitec.client.errors.HumanitecException if a request fails
     */
    public static List<EnvironmentStatus> read(ClientContext client, AppRef app, List<String> envIds) {
        List<EnvironmentStatus> found = new ArrayList<>();
        for (int i = 0; i < envIds.size(); i += MOST) {
            client
                    .api(RuntimeApi.class)
                    .listRuntimes(app.orgId(), app.appId(), envIds.subList(i, Math.min(envIds.size(), i + MOST)))
                    .stream()
                    .map(EnvironmentStatus::of)
                    .forEach(found::add);
        }
        return found;
    }

    private static EnvironmentStatus of(EnvironmentRuntime runtime) {
        return new EnvironmentStatus(
                ApiText.or(runtime.getId(), ""),
                Boolean.TRUE.equals(runtime.getPaused()) ? State.PAUSED : state(ApiText.or(runtime.getStatus(), "")),
                ApiText.or(runtime.getError(), ""));
    }

    /** The API returns the class of the status. Its statuses of single workloads are understood, too. */
    private static State state(String status) {
        return switch (status) {
            case "Success", "Running", "Succeeded" -> State.READY;
            case "Warning", "Starting", "Partially Succeeded" -> State.NOT_READY;
            case "Failure", "Failed" -> State.FAILED;
            case "Stopped" -> State.STOPPED;
            default -> State.UNKNOWN;
        };
    }
}
