package io.jenkins.plugins.humanitec.client.representations;

import feign.Headers;
import feign.Param;
import feign.RequestLine;
import feign.form.FormData;
import io.jenkins.plugins.humanitec.client.generated.ApiClient;
import io.jenkins.plugins.humanitec.client.model.ArtefactVersion;
import io.jenkins.plugins.humanitec.client.model.ArtefactVersionCreate;
import io.jenkins.plugins.humanitec.client.model.Pipeline;
import io.jenkins.plugins.humanitec.client.model.RuntimeInfoV2;
import io.jenkins.plugins.humanitec.client.model.WorkloadDeploymentSet;
import io.jenkins.plugins.humanitec.client.model.WorkloadProfileChartVersion;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Operations in media types that the generated interfaces do not support. The generated interfaces use the first media
 * type of an operation, mostly JSON. All methods throw the same exceptions as the generated ones.
 */
public interface RepresentationsApi extends ApiClient.Api {

    /**
     * Returns the runtime state of an environment in its second form, {@code application/v2+json}, which has a fixed
     * set of states.
     *
     * @param orgId the organization's ID
     * @param appId the application's ID
     * @param envId the environment's ID
     * @return the runtime state
     */
    @RequestLine("GET /orgs/{orgId}/apps/{appId}/envs/{envId}/runtime")
    @Headers("Accept: application/v2+json")
    RuntimeInfoV2 getRuntimeV2(
            @Param("orgId") String orgId, @Param("appId") String appId, @Param("envId") String envId);

    /**
     * Creates a pipeline from its definition in YAML.
     *
     * @param orgId the organization's ID
     * @param appId the application's ID
     * @param dryRun whether to only validate the definition; null for false
     * @param yaml the pipeline's definition
     * @return the created pipeline; null for a dry run
     */
    @RequestLine("POST /orgs/{orgId}/apps/{appId}/pipelines?dry_run={dryRun}")
    @Headers({"Content-Type: application/x-yaml", "Accept: application/json"})
    @Nullable
    Pipeline createPipeline(
            @Param("orgId") String orgId,
            @Param("appId") String appId,
            @Param("dryRun") @Nullable Boolean dryRun,
            String yaml);

    /**
     * Updates a pipeline from its definition in YAML.
     *
     * @param orgId the organization's ID
     * @param appId the application's ID
     * @param pipelineId the pipeline's ID
     * @param ifMatch the {@code etag} that the pipeline must still have, or null
     * @param dryRun whether to only validate the definition; null for false
     * @param yaml the pipeline's new definition
     * @return the updated pipeline; null for a dry run
     */
    @RequestLine("PATCH /orgs/{orgId}/apps/{appId}/pipelines/{pipelineId}?dry_run={dryRun}")
    @Headers({"Content-Type: application/x-yaml", "Accept: application/json", "If-Match: {ifMatch}"})
    @Nullable
    Pipeline updatePipeline(
            @Param("orgId") String orgId,
            @Param("appId") String appId,
            @Param("pipelineId") String pipelineId,
            @Param("ifMatch") @Nullable String ifMatch,
            @Param("dryRun") @Nullable Boolean dryRun,
            String yaml);

    /**
     * {@return the definition of a pipeline in YAML as its author wrote it, with comments}
     *
     * @param orgId the organization's ID
     * @param appId the application's ID
     * @param pipelineId the pipeline's ID
     * @param version the version's ID, or null for the newest one
     */
    @RequestLine("GET /orgs/{orgId}/apps/{appId}/pipelines/{pipelineId}/schema?version={version}")
    @Headers("Accept: application/x.humanitec-pipelines-v1.0+yaml")
    String getPipelineYaml(
            @Param("orgId") String orgId,
            @Param("appId") String appId,
            @Param("pipelineId") String pipelineId,
            @Param("version") @Nullable String version);

    /**
     * {@return the Score specification of a workload's version as YAML}
     *
     * @param orgId the organization's ID
     * @param artefactVersionId the ID of the version
     */
    @RequestLine("GET /orgs/{orgId}/artefact-versions/{artefactVersionId}/workload-spec")
    @Headers("Accept: application/x-yaml")
    String getWorkloadSpecYaml(@Param("orgId") String orgId, @Param("artefactVersionId") String artefactVersionId);

    /**
     * {@return the deployment set of a workload's version as YAML}
     *
     * @param orgId the organization's ID
     * @param artefactVersionId the ID of the version
     */
    @RequestLine("GET /orgs/{orgId}/artefact-versions/{artefactVersionId}/workload-deployment-set")
    @Headers("Accept: application/x-yaml")
    String getWorkloadDeploymentSetYaml(
            @Param("orgId") String orgId, @Param("artefactVersionId") String artefactVersionId);

    /**
     * Registers a version and returns the deployment set of the workload instead of the version.
     *
     * @param orgId the organization's ID
     * @param vcs the version control system of the source, or null for git
     * @param dryRun whether to only validate the version; null for false
     * @param version the version
     * @return the deployment set
     */
    @RequestLine("POST /orgs/{orgId}/artefact-versions?vcs={vcs}&dry_run={dryRun}")
    @Headers({"Content-Type: application/json", "Accept: application/x.workload-deployment-set+json"})
    WorkloadDeploymentSet createArtefactVersionAsDeploymentSet(
            @Param("orgId") String orgId,
            @Param("vcs") String vcs,
            @Param("dryRun") @Nullable Boolean dryRun,
            ArtefactVersionCreate version);

    /**
     * Registers a version and returns the deployment set of the workload as YAML instead of the version.
     *
     * @param orgId the organization's ID
     * @param vcs the version control system of the source, or null for git
     * @param dryRun whether to only validate the version; null for false
     * @param version the version
     * @return the deployment set as YAML
     */
    @RequestLine("POST /orgs/{orgId}/artefact-versions?vcs={vcs}&dry_run={dryRun}")
    @Headers({"Content-Type: application/json", "Accept: application/x.workload-deployment-set+x-yaml"})
    String createArtefactVersionAsDeploymentSetYaml(
            @Param("orgId") String orgId,
            @Param("vcs") String vcs,
            @Param("dryRun") @Nullable Boolean dryRun,
            ArtefactVersionCreate version);

    /**
     * Registers a version with a multipart form instead of JSON.
     *
     * @param orgId the organization's ID
     * @param type {@code workload} or {@code container}
     * @param name the artefact's name
     * @param version the version, or null
     * @param ref the branch or tag, or null
     * @param commit the commit, or null
     * @param image the image that replaces {@code .} in the specification, or null
     * @param spec the Score specification, see {@link FormFile#score}
     * @return the registered version
     */
    @RequestLine("POST /orgs/{orgId}/artefact-versions")
    @Headers({"Content-Type: multipart/form-data", "Accept: application/json"})
    ArtefactVersion createArtefactVersionFromForm(
            @Param("orgId") String orgId,
            @Param("type") String type,
            @Param("name") String name,
            @Param("version") @Nullable String version,
            @Param("ref") @Nullable String ref,
            @Param("commit") @Nullable String commit,
            @Param("image") @Nullable String image,
            @Param("spec") FormData spec);

    /**
     * Registers a version. Other than the generated method, it sends fields that the API description does not have.
     *
     * @param orgId the organization's ID
     * @param request the fields of the request by name, as in {@code ArtefactVersionCreate}
     * @return the registered version
     */
    @RequestLine("POST /orgs/{orgId}/artefact-versions")
    @Headers({"Content-Type: application/json", "Accept: application/json"})
    ArtefactVersion createArtefactVersion(@Param("orgId") String orgId, Map<String, Object> request);

    /**
     * Converts a Score specification to the content of a deployment set. Other than the generated method, it sends fields that the
     * API description does not have.
     *
     * @param orgId the organization's ID
     * @param request the fields of the request by name, as in {@code ScoreConversion}
     * @return the modules and shared resources
     */
    @RequestLine("POST /orgs/{orgId}/artefact-versions/convert-score")
    @Headers({"Content-Type: application/json", "Accept: application/json"})
    WorkloadDeploymentSet convertScore(@Param("orgId") String orgId, Map<String, Object> request);

    /**
     * Uploads a packed Helm chart.
     *
     * @param orgId the organization's ID
     * @param file the packed chart, see {@link FormFile#chart}
     * @return the new chart version
     */
    @RequestLine("POST /orgs/{orgId}/workload-profile-chart-versions")
    @Headers({"Content-Type: multipart/form-data", "Accept: application/json"})
    WorkloadProfileChartVersion createWorkloadProfileChartVersion(
            @Param("orgId") String orgId, @Param("file") FormData file);
}
