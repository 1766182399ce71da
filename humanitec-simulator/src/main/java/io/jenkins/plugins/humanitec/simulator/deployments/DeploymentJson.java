package io.jenkins.plugins.humanitec.simulator.deployments;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Writes deployments as the JSON of the contract. */
public final class DeploymentJson {

    private DeploymentJson() {}

    /**
     * Writes a deployment.
     *
     * @param envId the ID of the environment
     * @param deployment the deployment
     * @return the JSON object
     */
    public static ObjectNode of(String envId, Deployment deployment) {
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("id", deployment.id())
                .put("env_id", envId)
                .put("comment", deployment.instruction().comment())
                .put("set_id", deployment.instruction().setId())
                .put("from_id", deployment.instruction().fromId())
                .put("status", deployment.status())
                .put("status_changed_at", deployment.statusChangedAt().toString())
                .put("created_at", deployment.createdAt().toString())
                .put("created_by", "u-alice")
                .put("export_file", "")
                .put("export_status", "")
                .put("mode", "full");
        return deployment.instruction().deltaId() == null
                ? json
                : json.put("delta_id", deployment.instruction().deltaId());
    }
}
