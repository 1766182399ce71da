package io.jenkins.plugins.humanitec.client.representations;

import static io.jenkins.plugins.humanitec.client.testing.TestHumanitec.SHOP;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.jenkins.plugins.humanitec.client.api.ArtefactVersionsApi;
import io.jenkins.plugins.humanitec.client.api.DeltasApi;
import io.jenkins.plugins.humanitec.client.api.PipelineRunsApi;
import io.jenkins.plugins.humanitec.client.api.PipelineRunsApi.ListPipelineRunsOfOrganizationQueryParams;
import io.jenkins.plugins.humanitec.client.api.PipelinesApi;
import io.jenkins.plugins.humanitec.client.api.PipelinesApi.ListPipelinesQueryParams;
import io.jenkins.plugins.humanitec.client.api.ResourceAccountsApi;
import io.jenkins.plugins.humanitec.client.api.RuntimeApi;
import io.jenkins.plugins.humanitec.client.api.SetsApi;
import io.jenkins.plugins.humanitec.client.api.SetsApi.GetSetQueryParams;
import io.jenkins.plugins.humanitec.client.errors.PreconditionFailedException;
import io.jenkins.plugins.humanitec.client.model.ArtefactVersionCreate;
import io.jenkins.plugins.humanitec.client.model.DeltaInput;
import io.jenkins.plugins.humanitec.client.model.Pipeline;
import io.jenkins.plugins.humanitec.client.model.ResourceAccountCreate;
import io.jenkins.plugins.humanitec.client.model.RuntimeInfoV2;
import io.jenkins.plugins.humanitec.client.model.RuntimeStatus;
import io.jenkins.plugins.humanitec.client.testing.TestHumanitec;
import io.jenkins.plugins.humanitec.client.types.SecretFields;
import io.jenkins.plugins.humanitec.simulator.Fault;
import io.jenkins.plugins.humanitec.simulator.RecordedRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What operations take and give beyond plain JSON models. */
class RepresentationsTest {

    private static final String SCORE = """
            apiVersion: score.dev/v1b1
            metadata: {name: backend}
            containers: {main: {image: 'backend:1'}}
            """;

    private static final String PIPELINE =
            "# Deploys.\nid: own\nname: Default\non:\n  deployment_request: {}\njobs: {a: {steps: []}}\n";

    @RegisterExtension
    final TestHumanitec humanitec = new TestHumanitec();

    @TempDir
    Path files;

    private RepresentationsApi api() {
        return humanitec.client().api(RepresentationsApi.class);
    }

    private RecordedRequest last() {
        return humanitec.recorded().get(humanitec.recorded().size() - 1);
    }

    @Test
    void theSecondFormOfTheRuntime() {
        RuntimeInfoV2 runtime = api().getRuntimeV2("acme", "shop", "dev");

        assertThat(runtime.getModules().get("backend").getStatus()).isEqualTo(RuntimeStatus.RUNNING);
        assertThat(runtime.getModules()
                        .get("backend")
                        .getControllers()
                        .get("backend")
                        .getPods())
                .hasSize(2);
        // The generated method asks for the first form alone, which is the one that its model can hold.
        assertThat(humanitec
                        .client()
                        .api(RuntimeApi.class)
                        .getRuntime("acme", "shop", "dev")
                        .getModules())
                .containsKey("backend");
    }

    @Test
    void aPipelineGoesOverAsTheYamlThatItIs() {
        Pipeline created = api().createPipeline("acme", "shop", null, PIPELINE);
        assertThat(created.getId()).isEqualTo("own");
        assertThat(created.getTriggerTypes()).containsExactly("deployment_request");
        assertThat(last().body()).isEqualTo(PIPELINE);
        assertThat(api().createPipeline("acme", "shop", true, PIPELINE)).isNull();

        assertThat(api().updatePipeline("acme", "shop", "own", created.getEtag(), null, PIPELINE))
                .isNotNull();
        assertThat(last().body()).isEqualTo(PIPELINE);
        assertThat(last().headers()).containsEntry("if-match", created.getEtag());
        assertThatExceptionOfType(PreconditionFailedException.class)
                .isThrownBy(() -> api().updatePipeline("acme", "shop", "own", created.getEtag(), null, PIPELINE));
    }

    @Test
    void aPipelineCanBeAMapToo() {
        Map<String, Object> steps = Map.of("steps", List.of());
        Map<String, Object> definition = new TreeMap<>(Map.of(
                "id",
                "own",
                "name",
                "Default",
                "on",
                Map.of("pipeline_call", Map.of()),
                "jobs",
                Map.of("deploy", steps)));

        humanitec.client().api(PipelinesApi.class).createPipeline("acme", "shop", definition, false);

        assertThat(last().headers()).containsEntry("content-type", "application/x-yaml");
        assertThat(last().body())
                .isEqualTo(
                        "{\"id\":\"own\",\"jobs\":{\"deploy\":{\"steps\":[]}},\"name\":\"Default\",\"on\":{\"pipeline_call\":{}}}");
    }

    @Test
    void yamlIsReadAsText() {
        humanitec.fail(Fault.status(200).body("application/x.humanitec-pipelines-v1.0+yaml", PIPELINE));
        assertThat(api().getPipelineYaml("acme", "shop", "own", null)).isEqualTo(PIPELINE);

        String version = humanitec
                .client()
                .api(ArtefactVersionsApi.class)
                .createArtefactVersion("acme", workload(), null, null)
                .getId();
        assertThat(api().getWorkloadSpecYaml("acme", version)).contains("score.dev");
        assertThat(api().getWorkloadDeploymentSetYaml("acme", version)).contains("modules");
        assertThat(humanitec.recorded())
                .filteredOn(request -> request.method().equals("GET"))
                .extracting(request -> request.headers().get("accept"))
                .containsExactly(
                        "application/x.humanitec-pipelines-v1.0+yaml", "application/x-yaml", "application/x-yaml");
    }

    @Test
    void aScoreFileIsUploadedInParts() throws IOException {
        Path score = Files.writeString(files.resolve("score.yaml"), SCORE);

        assertThat(api().createArtefactVersionFromForm(
                                "acme",
                                "workload",
                                "backend",
                                "1.4.2",
                                "refs/heads/main",
                                "8d3f1ac",
                                null,
                                FormFile.score(score)))
                .isNotNull();

        assertThat(last().headers().get("content-type")).startsWith("multipart/form-data");
        assertThat(last().body())
                .contains("name=\"type\"", "workload", "name=\"spec\"; filename=\"score.yaml\"", "score.dev/v1b1")
                .contains("Content-Type: application/x-yaml")
                .doesNotContain("name=\"image\"");
    }

    @Test
    void aChartIsUploadedAsAnArchive() throws IOException {
        Path chart = Files.writeString(files.resolve("web-1.2.3.tgz"), "an archive");

        assertThat(api().createWorkloadProfileChartVersion("acme", FormFile.chart(chart))
                        .getVersion())
                .isEqualTo("1.2.3");

        assertThat(last().body())
                .contains("filename=\"web-1.2.3.tgz\"", "Content-Type: application/x-gzip", "an archive");
        assertThatExceptionOfType(UncheckedIOException.class)
                .isThrownBy(() -> FormFile.chart(files.resolve("missing.tgz")));
    }

    private static ArtefactVersionCreate workload() {
        return new ArtefactVersionCreate()
                .type("workload")
                .name("backend")
                .image("backend:1")
                .spec(Map.of(
                        "apiVersion",
                        "score.dev/v1b1",
                        "metadata",
                        Map.of("name", "backend"),
                        "containers",
                        Map.of("main", Map.of("image", "."))));
    }

    @Test
    void registeringCanTellWhatAWorkloadBecomes() {
        ArtefactVersionCreate version = workload();

        assertThat(api().createArtefactVersionAsDeploymentSet("acme", null, true, version))
                .isNull();
        assertThat(api().createArtefactVersionAsDeploymentSet("acme", null, null, version)
                        .getModules())
                .isNotNull();
        assertThat(last().headers()).containsEntry("accept", "application/x.workload-deployment-set+json");
        assertThat(api().createArtefactVersionAsDeploymentSetYaml("acme", null, null, version))
                .contains("modules");
        assertThat(last().headers()).containsEntry("accept", "application/x.workload-deployment-set+x-yaml");
    }

    @Test
    void labelsToLookForAreQueryParametersOfTheirOwn() {
        humanitec.client().api(PipelinesApi.class).listPipelines("acme", "shop", 10, null, null, Map.of("team", "a&b"));

        assertThat(last().query()).isEqualTo("per_page=10&metadata%5Bteam%5D=a%26b");
    }

    @Test
    void queryParametersCanBeGivenByName() {
        humanitec
                .client()
                .api(PipelineRunsApi.class)
                .listPipelineRunsOfOrganization(
                        "acme",
                        new ListPipelineRunsOfOrganizationQueryParams()
                                .app(List.of("shop", "a b"))
                                .createdAfter(OffsetDateTime.parse("2026-03-02T08:00:00+01:00"))
                                .page("AAAAAA=="));
        assertThat(last().query().split("&"))
                .containsExactlyInAnyOrder(
                        "app=shop", "app=a%20b", "created_after=2026-03-02T07%3A00%3A00Z", "page=AAAAAA%3D%3D");

        humanitec
                .client()
                .api(PipelinesApi.class)
                .listPipelines("acme", "shop", new ListPipelinesQueryParams().metadata(Map.of("team", "a&b")));
        assertThat(last().query()).isEqualTo("metadata%5Bteam%5D=a%26b");
    }

    @Test
    void aNewDeltaIsKnownByItsIdInEitherForm() {
        DeltasApi deltas = humanitec.client().api(DeltasApi.class);

        humanitec.fail(Fault.status(200).body("application/json", "\"d1\""));
        assertThat(deltas.createDelta("acme", "shop", new DeltaInput()).id()).isEqualTo("d1");
        humanitec.fail(Fault.status(200).body("application/json", "{\"id\": \"d2\", \"modules\": {}}"));
        assertThat(deltas.createDelta("acme", "shop", new DeltaInput()).id()).isEqualTo("d2");
    }

    @Test
    void aSetComesAloneOrAsADifference() {
        SetsApi sets = humanitec.client().api(SetsApi.class);

        humanitec.fail(Fault.status(200).body("application/json", "{\"id\": \"s1\", \"version\": 0, \"modules\": {}}"));
        assertThat(sets.getSet("acme", "shop", "s1", new GetSetQueryParams()).set())
                .hasValueSatisfying(set -> assertThat(set.getId()).isEqualTo("s1"));
        humanitec.fail(Fault.status(200).body("application/json", "{\"modules\": {\"remove\": [\"backend\"]}}"));
        assertThat(sets.getSet("acme", "shop", "s1", "s0").difference())
                .hasValueSatisfying(difference ->
                        assertThat(difference.getModules().getRemove()).containsExactly("backend"));
    }

    @Test
    void credentialsAreSentButNotShown() {
        ResourceAccountCreate account = new ResourceAccountCreate()
                .id("aws-main")
                .name("AWS")
                .type("aws")
                .credentials(SecretFields.of(Map.of("aws_secret_access_key", "hush")));

        humanitec.client().api(ResourceAccountsApi.class).createResourceAccount(SHOP.orgId(), account, null, null);

        assertThat(last().body()).contains("\"credentials\":{\"aws_secret_access_key\":\"hush\"}");
        assertThat(account.toString()).contains("aws_secret_access_key").doesNotContain("hush");
    }
}
