package io.jenkins.plugins.humanitec.client.guard;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.humanitec.client.AppRef;
import io.jenkins.plugins.humanitec.client.EnvRef;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads from the API what a request affects. Each method returns the API's response, or a missing node if the object
 * does not exist. The methods throw the same exceptions as the client's operations.
 */
public interface Lookup {

    /**
     * {@return the applications of an organization, with their environments}
     *
     * @param orgId the ID of the organization
     */
    JsonNode applications(String orgId);

    /**
     * {@return the environments of an application}
     *
     * @param app the application
     */
    JsonNode environments(AppRef app);

    /**
     * {@return the automation rules of an environment}
     *
     * @param env the environment
     */
    JsonNode automationRules(EnvRef env);

    /**
     * {@return the criteria that assign requests to the pipelines of an application, from all pages}
     *
     * @param app the application
     */
    JsonNode criteria(AppRef app);

    /**
     * {@return the pipelines of an organization that new artefact versions start, from all applications and pages}
     *
     * @param orgId the ID of the organization
     */
    JsonNode artefactPipelines(String orgId);

    /**
     * {@return the definition of a pipeline in YAML; empty if it does not exist}
     *
     * @param app the application
     * @param pipelineId the ID of one of its pipelines
     * @param version the ID of a version of the pipeline, or null for the current one
     */
    Optional<String> definition(AppRef app, String pipelineId, @Nullable String version);

    /**
     * {@return a pipeline run}
     *
     * @param app the application
     * @param pipelineId the ID of one of its pipelines
     * @param runId the ID of one of the pipeline's runs
     */
    JsonNode run(AppRef app, String pipelineId, String runId);

    /**
     * {@return an approval of a pipeline run}
     *
     * @param app the application
     * @param pipelineId the ID of one of its pipelines
     * @param runId the ID of one of the pipeline's runs
     * @param jobId the ID of one of the run's jobs
     * @param approvalId the ID of an approval that the job waits for
     */
    JsonNode approval(AppRef app, String pipelineId, String runId, String jobId, String approvalId);
}
