package io.jenkins.plugins.humanitec.client.guard;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.humanitec.client.AppRef;
import io.jenkins.plugins.humanitec.client.EnvRef;
import java.util.Optional;

/**
 * Reads from the API what a request would lead to. Each method returns what the API answers; what is not there is a missing
 * node. They throw what the client's operations throw.
 */
public interface Lookup {

    /**
     * @param orgId the ID of an organization
     * @return its applications, with their environments
     */
    JsonNode applications(String orgId);

    /**
     * @param app an application
     * @return its environments
     */
    JsonNode environments(AppRef app);

    /**
     * @param env an environment
     * @return its automation rules
     */
    JsonNode automationRules(EnvRef env);

    /**
     * @param app an application
     * @return the criteria by which requests are given to its pipelines, of all pages
     */
    JsonNode criteria(AppRef app);

    /**
     * @param orgId the ID of an organization
     * @return the pipelines of all its applications that new artefact versions start, of all pages
     */
    JsonNode artefactPipelines(String orgId);

    /**
     * @param app an application
     * @param pipelineId the ID of one of its pipelines
     * @param version the ID of a version of the pipeline, or null for the current one
     * @return the pipeline's definition in YAML; nothing if there is none
     */
    Optional<String> definition(AppRef app, String pipelineId, String version);

    /**
     * @param app an application
     * @param pipelineId the ID of one of its pipelines
     * @param runId the ID of a run of it
     * @return the run
     */
    JsonNode run(AppRef app, String pipelineId, String runId);

    /**
     * @param app an application
     * @param pipelineId the ID of one of its pipelines
     * @param runId the ID of a run of it
     * @param jobId the ID of a job of the run
     * @param approvalId the ID of an approval that the job waits for
     * @return the approval
     */
    JsonNode approval(AppRef app, String pipelineId, String runId, String jobId, String approvalId);
}
