package io.jenkins.plugins.humanitec.client.json;

import static io.jenkins.plugins.humanitec.client.testing.TestHumanitec.DEV;
import static io.jenkins.plugins.humanitec.client.testing.TestHumanitec.SHOP;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.jenkins.plugins.humanitec.client.api.DeltasApi;
import io.jenkins.plugins.humanitec.client.api.PipelinesApi;
import io.jenkins.plugins.humanitec.client.api.SetsApi;
import io.jenkins.plugins.humanitec.client.contract.AnyRequest;
import io.jenkins.plugins.humanitec.client.deployments.DeploymentFailedException;
import io.jenkins.plugins.humanitec.client.deployments.DeploymentRequest;
import io.jenkins.plugins.humanitec.client.deployments.Deployments;
import io.jenkins.plugins.humanitec.client.model.ChangeInput;
import io.jenkins.plugins.humanitec.client.model.DeltaInput;
import io.jenkins.plugins.humanitec.client.model.DeploymentSet;
import io.jenkins.plugins.humanitec.client.model.DeploymentSetModule;
import io.jenkins.plugins.humanitec.client.model.ModuleChangesInput;
import io.jenkins.plugins.humanitec.client.model.Pipeline;
import io.jenkins.plugins.humanitec.client.model.SharedValue;
import io.jenkins.plugins.humanitec.client.paging.Pages;
import io.jenkins.plugins.humanitec.client.runtime.RuntimeSnapshot;
import io.jenkins.plugins.humanitec.client.testing.RestartScenario;
import io.jenkins.plugins.humanitec.client.testing.TestHumanitec;
import io.jenkins.plugins.humanitec.client.types.SecretFields;
import io.jenkins.plugins.humanitec.client.values.ValueSetting;
import io.jenkins.plugins.humanitec.simulator.Fault;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Nulls in answers: left out where the contract has a type, kept where anything may be. */
class NullsTest {

    @RegisterExtension
    final TestHumanitec humanitec = new TestHumanitec();

    private void answer(String path, String body) {
        humanitec.fail(Fault.status(200).on("GET", path).body("application/json", body));
    }

    @Test
    void aNullAmongValuesIsNoValue() {
        humanitec.shop().setValue("A", "a", "", false);
        String values = "[null, {\"key\": \"A\", \"value\": null}, {}, {\"key\": null, \"value\": \"x\"}]";
        for (int i = 0; i < 4; i++) {
            answer("/values", values);
        }

        assertThat(humanitec.client().values().list(SHOP))
                .hasSize(3)
                .extracting(SharedValue::getKey)
                .contains("A");
        assertThat(humanitec
                        .client()
                        .values()
                        .set(SHOP, ValueSetting.plain("A", "b"))
                        .before())
                .isNull();
        assertThat(humanitec.client().values().setAll(SHOP, List.of(ValueSetting.plain("A", "c"))))
                .hasSize(1);
        assertThat(humanitec.client().values().delete(SHOP, "A")).isTrue();
        assertThat(humanitec.shop().values().all()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"b\": null}",
                "{\"b\": {\"c\": null, \"d\": [1], \"e\": 5}}",
                "{\"b\": {\"c\": {\"kind\": \"Deployment\", \"pods\": [null]}}}",
                "{\"b\": {\"c\": {\"kind\": \"Deployment\", \"pods\": [{\"containerStatuses\": [null]}]}}}",
                "{\"b\": {\"c\": {\"kind\": null, \"pods\": null}}}",
            })
    void theRuntimeMayHaveNullsAnywhere(String modules) {
        answer("/runtime", "{\"modules\": " + modules + "}");

        RuntimeSnapshot runtime = humanitec.client().workloads().runtime(DEV);

        assertThat(runtime.namespace()).isEmpty();
        assertThat(runtime.modules().values())
                .allSatisfy(module -> assertThat(module.readyPods()).isZero());
    }

    @Test
    void aNullAmongTheErrorsOfADeploymentIsNoError() {
        humanitec.shop().env("dev").deployed();
        answer("/errors", "[null, {}, {\"message\": \"no room\"}]");

        assertThatExceptionOfType(DeploymentFailedException.class)
                .isThrownBy(() -> new RestartScenario(humanitec.client())
                        .run(Deployments.deploymentStage(DeploymentRequest.images(
                                DEV, Map.of("backend", "registry.example.com/backend:broken")))))
                .withMessageEndingWith("ended with status failed. the API gives no reason no room");
    }

    @Test
    void aNullOnAPageIsPassedOver() {
        answer("/pipelines", "[null, {\"id\": \"a\"}, null]");
        PipelinesApi api = humanitec.client().api(PipelinesApi.class);

        assertThat(Pages.stream(page -> api.listPipelinesWithHttpInfo("acme", "shop", 2, page, null, null)))
                .extracting(Pipeline::getId)
                .containsExactly("a");
        assertThat(Pages.stream(page -> answerOf(Arrays.asList(null, "a", null))))
                .as("of a page that the caller made")
                .containsExactly("a");
    }

    private static <T> io.jenkins.plugins.humanitec.client.model.ApiResponse<List<T>> answerOf(List<T> elements) {
        return new io.jenkins.plugins.humanitec.client.model.ApiResponse<>(200, Map.of(), elements);
    }

    @Test
    void whatAnythingMayBeInKeepsItsNulls() throws Exception {
        answer("/sets/", """
                {"id": "s", "version": 0, "shared": {"a": null}, "modules": {"m": null, "n": {"profile": "p",
                  "spec": {"a": null, "b": [null, {"c": null}]}, "externals": {"d": null}}}}""");

        DeploymentSet set = humanitec
                .client()
                .api(SetsApi.class)
                .getSet("acme", "shop", "s", (String) null)
                .set()
                .orElseThrow();

        assertThat(set.getModules()).containsOnlyKeys("n");
        assertThat(set.getShared()).containsEntry("a", null);
        DeploymentSetModule module = set.getModules().get("n");
        assertThat(module.getSpec()).containsEntry("a", null);
        assertThat(module.getExternals()).containsEntry("d", null);
        assertThat(Json.MAPPER.writeValueAsString(module.getSpec().get("b"))).isEqualTo("[null,{\"c\":null}]");
        assertThat(Json.MAPPER.readValue("{\"a\": null}", SecretFields.class).fields())
                .containsEntry("a", null);
    }

    @Test
    void whatIsAskedForByTheNameOfAnOperationKeepsItsNulls() {
        answer("/values", "[null, {\"key\": null}]");

        assertThat(AnyRequest.of("listApplicationValues", Map.of("orgId", "acme", "appId", "shop"), null)
                        .send(humanitec.client().context()))
                .isEqualTo(Arrays.asList(null, Collections.singletonMap("key", null)));
    }

    @Test
    void aNullInABodyByTheNameOfAnOperationIsSent() {
        humanitec.shop().env("dev").setValue("A", "a", "words", false);

        AnyRequest.of(
                        "patchEnvironmentValue",
                        Map.of("orgId", "acme", "appId", "shop", "envId", "dev", "key", "A"),
                        Collections.singletonMap("description", null))
                .send(humanitec.client().context());

        assertThat(humanitec.recorded())
                .last()
                .satisfies(request -> assertThat(request.body()).isEqualTo("{\"description\":null}"));
        assertThat(humanitec.shop().env("dev").values().get("A").description()).isEmpty();
    }

    @Test
    void nullsThatAreSentAreSent() {
        Map<String, Object> nullWithin = Collections.singletonMap("a", null);
        humanitec
                .client()
                .api(DeltasApi.class)
                .createDelta(
                        "acme",
                        "shop",
                        new DeltaInput()
                                .modules(new ModuleChangesInput()
                                        .add(Collections.singletonMap("m", null))
                                        .update(Map.of(
                                                "n",
                                                List.of(new ChangeInput()
                                                        .op("add")
                                                        .path("/spec")
                                                        .value(nullWithin))))));

        assertThat(humanitec.recorded())
                .last()
                .satisfies(request -> assertThat(request.body()).contains("{\"m\":null}", "{\"a\":null}"));
    }
}
