package io.jenkins.plugins.humanitec.client.workloads;

import io.jenkins.plugins.humanitec.client.EnvRef;
import io.jenkins.plugins.humanitec.client.context.ApiText;
import io.jenkins.plugins.humanitec.client.context.ClientContext;
import io.jenkins.plugins.humanitec.client.context.SetContainers;
import io.jenkins.plugins.humanitec.client.deployments.DeploymentResult;
import io.jenkins.plugins.humanitec.client.deployments.Differences;
import io.jenkins.plugins.humanitec.client.environments.Environments;
import io.jenkins.plugins.humanitec.client.model.Deployment;
import io.jenkins.plugins.humanitec.client.model.DeploymentSet;
import io.jenkins.plugins.humanitec.client.runtime.RuntimeSnapshot;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Reads what was deployed to an environment and what runs there. */
final class ReadinessReader {

    private final ClientContext client;

    /** The last set that was read. A set never changes. */
    private volatile @Nullable ReadSet lastSet;

    private record ReadSet(String id, SortedMap<String, SortedMap<String, String>> images) {}

    ReadinessReader(ClientContext client) {
        this.client = client;
    }

    /**
     * What was observed at one moment.
     *
     * @param wasDeployed whether there was a deployment
     * @param inProgress the deployment that is in progress, in readable form; empty if there is none
     * @param failed the last deployment, in readable form, if it has failed; otherwise empty
     * @param deployed the workloads of the last deployment, with their images by container; empty while it is in progress
     * @param runtime what runs
     */
    record Observation(
            boolean wasDeployed,
            String inProgress,
            String failed,
            SortedMap<String, SortedMap<String, String>> deployed,
            RuntimeSnapshot runtime) {}

    Observation read(EnvRef env) {
        Deployment last = new Environments(client).get(env).getLastDeploy();
        boolean isOver = last == null || DeploymentResult.isOver(last);
        String name = last == null
                ? ""
                : "deployment " + ApiText.or(last.getId(), "(unknown)") + " is "
                        + ApiText.or(last.getStatus(), "in an unknown state");
        SortedMap<String, SortedMap<String, String>> deployed =
                last == null || !isOver ? new TreeMap<>() : deployed(env, last);
        // Read it last, so that it shows the pods after the end of the deployment.
        RuntimeSnapshot runtime = RuntimeSnapshot.read(client, env);
        return new Observation(
                last != null,
                isOver ? "" : name,
                last != null && "failed".equals(last.getStatus()) ? name : "",
                deployed,
                runtime);
    }

    private SortedMap<String, SortedMap<String, String>> deployed(EnvRef env, Deployment deployment) {
        String id = ApiText.require(env, deployment.getDeploymentSetId(), "a deployment without its set");
        ReadSet known = lastSet;
        if (known == null || !known.id.equals(id)) {
            known = new ReadSet(id, images(new Differences(client).set(env.app(), id)));
            lastSet = known;
        }
        return known.images;
    }

    private static SortedMap<String, SortedMap<String, String>> images(DeploymentSet set) {
        SortedMap<String, SortedMap<String, String>> images = new TreeMap<>();
        SetContainers.of(set).forEach((workload, containers) -> {
            SortedMap<String, String> byContainer = new TreeMap<>();
            containers.forEach((name, fields) -> {
                if (fields.get("image") instanceof String image) {
                    byContainer.put(name, image);
                }
            });
            images.put(workload, byContainer);
        });
        return images;
    }
}
