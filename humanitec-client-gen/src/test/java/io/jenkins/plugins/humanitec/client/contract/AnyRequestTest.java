package io.jenkins.plugins.humanitec.client.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.jenkins.plugins.humanitec.client.InvalidInputException;
import io.jenkins.plugins.humanitec.client.errors.NotFoundException;
import io.jenkins.plugins.humanitec.client.testing.TestHumanitec;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AnyRequestTest {

    private static final Map<String, Object> DEV = Map.of("orgId", "acme", "appId", "shop", "envId", "dev");

    @RegisterExtension
    final TestHumanitec humanitec = new TestHumanitec();

    private static Map<String, Object> dev(String name, Object value) {
        Map<String, Object> parameters = new HashMap<>(DEV);
        parameters.put(name, value);
        return parameters;
    }

    private Object send(String operation, Map<String, ?> parameters, Object body) {
        return AnyRequest.of(operation, parameters, body)
                .send(humanitec.client().context());
    }

    @Test
    void thereIsEachOperationOfTheContract() {
        assertThat(Contract.get().operationIds()).hasSize(219);
    }

    @Test
    void theAnswerIsDecoded() {
        Object answer = send(
                "createEnvironmentValue",
                DEV,
                Map.of("key", "API_URL", "value", "https://x.example.com/ä", "description", "", "is_secret", false));

        assertThat(answer)
                .isInstanceOf(Map.class)
                .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.MAP)
                .containsEntry("key", "API_URL")
                .containsEntry("value", "https://x.example.com/ä");
        assertThat(send("listEnvironmentValues", DEV, null)).isInstanceOf(List.class);
        assertThat(send("deleteEnvironmentValue", dev("key", "API_URL"), null)).isNull();
    }

    @Test
    void aBodyCanBeABareValueAndAPostHaveNone() throws Exception {
        send("setPaused", DEV, true);

        assertThat(humanitec.shop().env("dev").isPaused()).isTrue();
    }

    @Test
    void pathQueryAndHeadersAreWrittenAsTheContractHasThem() {
        AnyRequest request = AnyRequest.of(
                "listApprovals",
                Map.of("orgId", "acme", "appId", "shop", "run", List.of("a b", "c&d"), "per_page", "10"),
                null);

        assertThat(request).hasToString("GET /orgs/acme/apps/shop/approvals?per_page=10&run=a%20b&run=c%26d");
        request.send(humanitec.client().context());
        assertThat(humanitec.recorded())
                .last()
                .satisfies(recorded -> assertThat(recorded.query()).isEqualTo("per_page=10&run=a%20b&run=c%26d"));

        humanitec.addPipeline();
        Map<String, String> run =
                Map.of("orgId", "acme", "appId", "shop", "pipelineId", "release", "Idempotency-Key", "k-1");
        send("createPipelineRun", run, Map.of("inputs", Map.of()));
        send("createPipelineRun", run, Map.of("inputs", Map.of()));
        assertThat(humanitec.shop().pipelines().runs()).hasSize(1);
    }

    @Test
    void anUnknownOperationIsAnErrorThatNamesThoseCalledAlike() {
        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(() -> AnyRequest.of("listDeployment", Map.of(), null))
                .withMessageStartingWith("There is no operation 'listDeployment'. Did you mean: listDeployments");
    }

    @Test
    void allThatIsWrongIsToldAtOnceAndNothingIsSent() {
        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(() -> send(
                        "createEnvironmentValue",
                        Map.of("orgId", "ACME!", "appId", "shop", "envid", "dev"),
                        Map.of("key", "API URL", "value", 7)))
                .withMessageContaining("there is no parameter 'envid'")
                .withMessageContaining("'envId' is missing")
                .withMessageContaining("'orgId' does not match the regex pattern")
                .withMessageContaining("key: does not match the regex pattern")
                .withMessageContaining("value: integer found, string expected")
                .withMessageEndingWith("Parameters: orgId, appId, envId, body.");
        assertThat(humanitec.requests()).isEmpty();
    }

    @Test
    void aBodyMustBeThereOnlyWhereThereIsOne() {
        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(() -> AnyRequest.of("setPaused", DEV, null))
                .withMessageContaining("the body is missing");
        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(() -> AnyRequest.of("getEnvironment", DEV, Map.of("a", 1)))
                .withMessageContaining("it accepts no body");
    }

    @Test
    void yamlIsSentAsItIs() {
        send(
                "createPipeline",
                Map.of("orgId", "acme", "appId", "shop"),
                "# A comment\nname: From YAML\non:\n  pipeline_call: {}\njobs: {a: {steps: []}}\n");

        assertThat(humanitec.recorded()).last().satisfies(request -> {
            assertThat(request.headers()).containsEntry("content-type", "application/x-yaml");
            assertThat(request.body()).startsWith("# A comment");
        });
    }

    @Test
    void aPipelinesTriggerIsOnAgainAfterYamlHasReadItAsTrue() {
        Map<Object, Object> read = new LinkedHashMap<>();
        read.put("name", "From YAML");
        read.put(true, Map.of("pipeline_call", Map.of()));
        read.put("jobs", Map.of());

        Object body = Contract.get().operation("updatePipeline").bodyWithTriggers(read);

        assertThat(body)
                .isEqualTo(Map.of("name", "From YAML", "on", Map.of("pipeline_call", Map.of()), "jobs", Map.of()));
        assertThat(body.toString()).startsWith("{name=").endsWith("jobs={}}");
        assertThat(Contract.get().operation("createApplication").bodyWithTriggers(read))
                .isSameAs(read);
        read.put("on", "both");
        assertThat(Contract.get().operation("createPipeline").bodyWithTriggers(read))
                .isSameAs(read);
        assertThat(Contract.get().operation("createPipeline").bodyWithTriggers("on: {}"))
                .isEqualTo("on: {}");
    }

    @Test
    void numbersAreWrittenWithoutExponents() {
        AnyRequest request = AnyRequest.of(
                "listApprovals",
                Map.of(
                        "orgId",
                        "acme",
                        "appId",
                        "shop",
                        "run",
                        new BigDecimal("1.0e3"),
                        "per_page",
                        new BigDecimal("1e1")),
                null);

        assertThat(request).hasToString("GET /orgs/acme/apps/shop/approvals?per_page=10&run=1000");
    }

    @Test
    void theApisErrorsAreTheClients() {
        assertThatExceptionOfType(NotFoundException.class)
                .isThrownBy(() -> send("getEnvironment", dev("envId", "nowhere"), null));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "aws-main",
                "${resources['config.default#aws-account'].account}",
                "${resources.config#state.account}",
                "aws-${context.env.id}"
            })
    void theAccountOfADriverCanBeAPlaceholder(String account) {
        Map<String, Object> definition = Map.of("name", "Files", "driver_account", account);

        Map<String, Object> created = new HashMap<>(definition);
        created.putAll(Map.of("id", "disks", "type", "volume", "driver_type", "humanitec/echo"));
        send("createResourceDefinition", Map.of("orgId", "acme"), created);
        send("replaceResourceDefinition", Map.of("orgId", "acme", "defId", "disks"), definition);
        send("patchResourceDefinition", Map.of("orgId", "acme", "defId", "disks"), definition);

        assertThat(humanitec.recorded()).hasSize(3).allMatch(request -> request.status() < 300);
    }

    @ParameterizedTest
    @ValueSource(strings = {"AWS", "a", "aws_main", "${}", "{aws}", "aws-"})
    void theAccountOfADriverIsAnIdOtherwise(String account) {
        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(() -> AnyRequest.of(
                        "patchResourceDefinition",
                        Map.of("orgId", "acme", "defId", "disks"),
                        Map.of("driver_account", account)))
                .withMessageContaining("driver_account: does not match");
    }
}
