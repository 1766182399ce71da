package io.jenkins.plugins.humanitec.client.resources;

import io.jenkins.plugins.humanitec.client.AppRef;
import io.jenkins.plugins.humanitec.client.EnvRef;
import io.jenkins.plugins.humanitec.client.api.ActiveResourcesApi;
import io.jenkins.plugins.humanitec.client.context.ClientContext;
import io.jenkins.plugins.humanitec.client.errors.HumanitecException;
import java.util.List;
import java.util.Objects;

/** Reads the active resources of environments: what the deployments have provisioned. */
public final class ActiveResources {

    private final ClientContext client;

    /**
     * Creates the operations.
     *
     * @param client the client to use
     */
    public ActiveResources(ClientContext client) {
        this.client = client;
    }

    /**
     * {@return the active resources of an environment, in the order of the API; empty if nothing was deployed. Resources
     * that are scheduled for deletion are among them}
     *
     * @param env the environment
     * @throws HumanitecException if the request fails
     */
    public List<ActiveResourceInfo> list(EnvRef env) {
        AppRef app = env.app();
        return client
                .api(ActiveResourcesApi.class)
                .listActiveResources(app.orgId(), app.appId(), env.envId(), (Boolean) null)
                .stream()
                .filter(Objects::nonNull)
                .map(resource -> ActiveResourceInfo.of(env, resource))
                .toList();
    }
}
