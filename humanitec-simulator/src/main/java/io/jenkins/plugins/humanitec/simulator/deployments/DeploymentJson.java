package io.jenkins.plugins.humanitec.simulator.deployments;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Writes deployments as the JSON of the contract. */
public final class DeploymentJson {

    private DeploymentJson() {}

    /**
     * Writes a deployment.
     *
     * @param deployment the deployment
     * @return the JSON object
     */
    public static ObjectNode of(Deployment deployment) {
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("id", deployment.id())
                .put("env_id", deployment.envId())
                .put("comment", deployment.instruction().comment())
                .put("set_id", deployment.instruction().setId())
                .put("from_id", deployment.instruction().fromId())
                .put("status", deployment.status())
                .put("status_changed_at", deployment.statusChangedAt().toString())
                .put("created_at", deployment.createdAt().toString())
                .put("created_by", deployment.instruction().user())
                .put("export_file", "")
                .put("export_status", "")
                .put("mode", "full");
        deployment
                .pipeline()
                .ifPresent(step -> json.putObject("pipeline")
                        .put("id", step.pipelineId())
                        .put("run_id", step.runId())
                        .put("job_id", step.jobId())
                        .put("step_index", step.index()));
        if (deployment.instruction().valueSetVersionId() != null) {
            json.put("value_set_version_id", deployment.instruction().valueSetVersionId());
        }
        return deployment.instruction().deltaId() == null
                ? json
                : json.put("delta_id", deployment.instruction().deltaId());
    }
}
