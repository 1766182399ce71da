package io.jenkins.plugins.humanitec.client.guard;

import static io.jenkins.plugins.humanitec.client.testing.TestHumanitec.DEV;
import static io.jenkins.plugins.humanitec.client.testing.TestHumanitec.SHOP;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.jenkins.plugins.humanitec.client.HumanitecClient;
import io.jenkins.plugins.humanitec.client.InvalidInputException;
import io.jenkins.plugins.humanitec.client.api.ActiveResourcesApi;
import io.jenkins.plugins.humanitec.client.api.ApplicationValueVersionsApi;
import io.jenkins.plugins.humanitec.client.api.ApplicationsApi;
import io.jenkins.plugins.humanitec.client.api.AutomationRulesApi;
import io.jenkins.plugins.humanitec.client.api.DeploymentsApi;
import io.jenkins.plugins.humanitec.client.api.EnvironmentValueVersionsApi;
import io.jenkins.plugins.humanitec.client.api.EnvironmentsApi;
import io.jenkins.plugins.humanitec.client.api.PipelineRunsApi;
import io.jenkins.plugins.humanitec.client.api.RuntimeApi;
import io.jenkins.plugins.humanitec.client.api.SharedValuesApi;
import io.jenkins.plugins.humanitec.client.contract.AnyRequest;
import io.jenkins.plugins.humanitec.client.deployments.DeploymentRequest;
import io.jenkins.plugins.humanitec.client.deployments.Deployments;
import io.jenkins.plugins.humanitec.client.model.AutomationRuleInput;
import io.jenkins.plugins.humanitec.client.model.DeploymentCreate;
import io.jenkins.plugins.humanitec.client.model.PipelineRunCreate;
import io.jenkins.plugins.humanitec.client.model.ResourcePin;
import io.jenkins.plugins.humanitec.client.model.ValueVersionComment;
import io.jenkins.plugins.humanitec.client.testing.RestartScenario;
import io.jenkins.plugins.humanitec.client.testing.TestHumanitec;
import io.jenkins.plugins.humanitec.client.values.ValueSetting;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class GuardTest {

    @RegisterExtension
    final TestHumanitec humanitec = new TestHumanitec();

    private static final Map<String, Consumer<HumanitecClient>> ACTS = Map.ofEntries(
            Map.entry("delete app", client -> client.applications().startDeletion(SHOP)),
            Map.entry(
                    "delete app, generated",
                    client -> client.api(ApplicationsApi.class).deleteApplication("acme", "shop")),
            Map.entry("delete env", client -> client.environments().startDeletion(DEV)),
            Map.entry(
                    "delete env, generated",
                    client -> client.api(EnvironmentsApi.class).deleteEnvironment("acme", "shop", "dev")),
            Map.entry(
                    "delete env, by name",
                    client -> AnyRequest.of(
                                    "deleteEnvironment", Map.of("orgId", "acme", "appId", "shop", "envId", "dev"), null)
                            .send(client.context())),
            Map.entry("deploy", client -> run(client)),
            Map.entry(
                    "deploy, generated",
                    client -> client.api(DeploymentsApi.class)
                            .createDeployment("acme", "shop", "dev", new DeploymentCreate().deploymentSetId("0"))),
            Map.entry(
                    "rebase, generated",
                    client -> client.api(EnvironmentsApi.class)
                            .rebaseEnvironment("acme", "shop", "dev", "17f8a2c4d1b0e6a3")),
            Map.entry("scale", client -> client.workloads().startScaling(DEV, Map.of("backend", 0))),
            Map.entry(
                    "scale, generated",
                    client -> client.api(RuntimeApi.class).scaleReplicas("acme", "shop", "dev", Map.of("backend", 0))),
            Map.entry("pause", client -> TestHumanitec.result(client.workloads().pause(DEV))),
            Map.entry(
                    "pause, generated", client -> client.api(RuntimeApi.class).setPaused("acme", "shop", "dev", true)),
            Map.entry(
                    "pin, generated",
                    client -> client.api(ActiveResourcesApi.class)
                            .pinActiveResource("acme", "shop", "dev", "postgres", "shared.db", new ResourcePin())),
            Map.entry(
                    "automation rule, generated",
                    client -> client.api(AutomationRulesApi.class)
                            .createAutomationRule("acme", "shop", "dev", new AutomationRuleInput().type("update"))),
            Map.entry(
                    "automation rule, by name",
                    client -> AnyRequest.of(
                                    "replaceAutomationRule",
                                    Map.of("orgId", "acme", "appId", "shop", "envId", "dev", "ruleId", "r1"),
                                    Map.of("type", "update"))
                            .send(client.context())),
            Map.entry("delete value", client -> client.values().delete(DEV, "API_URL")),
            Map.entry("delete value of app", client -> client.values().delete(SHOP, "API_URL")),
            Map.entry(
                    "delete values, generated",
                    client -> client.api(SharedValuesApi.class).deleteEnvironmentValues("acme", "shop", "dev")),
            Map.entry(
                    "delete values of app, generated",
                    client -> client.api(SharedValuesApi.class).deleteApplicationValues("acme", "shop")),
            Map.entry(
                    "restore values, generated",
                    client -> client.api(EnvironmentValueVersionsApi.class)
                            .restoreEnvironmentValues(
                                    "acme", "shop", "dev", UUID.randomUUID(), new ValueVersionComment())),
            Map.entry(
                    "restore value, generated",
                    client -> client.api(EnvironmentValueVersionsApi.class)
                            .restoreEnvironmentValue(
                                    "acme", "shop", "dev", UUID.randomUUID(), "API_URL", new ValueVersionComment())),
            Map.entry(
                    "restore value of app, generated",
                    client -> client.api(ApplicationValueVersionsApi.class)
                            .restoreApplicationValue(
                                    "acme", "shop", UUID.randomUUID(), "API_URL", new ValueVersionComment())),
            Map.entry(
                    "purge value, generated",
                    client -> client.api(ApplicationValueVersionsApi.class)
                            .purgeApplicationValue(
                                    "acme", "shop", UUID.randomUUID(), "API_URL", new ValueVersionComment())),
            Map.entry(
                    "delete resource, generated",
                    client -> client.api(ActiveResourcesApi.class)
                            .deleteActiveResource("acme", "shop", "dev", "postgres", "shared.db", (Boolean) null)));

    private static void run(HumanitecClient client) {
        try {
            new RestartScenario(client).run(Deployments.deploymentStage(DeploymentRequest.again(DEV)));
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private HumanitecClient guarded(String pattern, Set<ProtectedAction> acts) {
        return humanitec.builder().guard(new Protection(pattern, acts)).build();
    }

    static Set<String> acts() {
        return ACTS.keySet();
    }

    @ParameterizedTest
    @MethodSource("acts")
    void whatIsForbiddenIsNotSentByWhateverWay(String act) {
        HumanitecClient client = guarded("sh*/d*", EnumSet.allOf(ProtectedAction.class));

        assertThatExceptionOfType(ProtectedException.class)
                .isThrownBy(() -> ACTS.get(act).accept(client))
                .withMessageMatching("The (deletion|deployment|scaling|deletion of values or resources) of "
                        + "(application|environment) shop(/dev)? is "
                        + "forbidden by the protection rule 'sh\\*/d\\*' of the connection\\.");
        assertThat(humanitec.requests()).allMatch(request -> request.startsWith("GET "));
    }

    @ParameterizedTest
    @CsvSource({"shop/production, DELETION", "other, DELETION", "shop/dev, SCALING", "shop/d, DEPLOYMENT"})
    void whatNoRuleFitsIsPermitted(String pattern, ProtectedAction act) {
        humanitec.shop().addEnv("staging", "Staging", "development");
        HumanitecClient client = guarded(pattern, Set.of(act));

        assertThatCode(() -> client.environments().startDeletion(DEV)).doesNotThrowAnyException();
        assertThat(humanitec.requests()).contains("DELETE /orgs/acme/apps/shop/envs/dev");
    }

    @Test
    void aRuleForAnApplicationProtectsItsEnvironments() {
        HumanitecClient client = guarded("shop", Set.of(ProtectedAction.DELETION));

        assertThatExceptionOfType(ProtectedException.class)
                .isThrownBy(() -> client.environments().startDeletion(DEV));
    }

    @Test
    void aRuleForAnEnvironmentProtectsTheApplicationThatOwnsIt() {
        HumanitecClient client = guarded("shop/production", Set.of(ProtectedAction.DELETION));

        assertThatExceptionOfType(ProtectedException.class)
                .isThrownBy(() -> client.applications().startDeletion(SHOP));
    }

    @Test
    void guardsTogetherForbidWhatOneOfThemForbids() {
        Protection deletion = new Protection("shop/production", Set.of(ProtectedAction.DELETION));
        Protection scaling = new Protection("*/d*", Set.of(ProtectedAction.SCALING, ProtectedAction.DELETION));
        Guard both = Guard.all(List.of(deletion, scaling, Guard.NONE));

        assertThat(both.rules(ProtectedAction.DELETION)).containsExactly(deletion, scaling);
        assertThat(both.rules(ProtectedAction.SCALING)).containsExactly(scaling);
        assertThat(both.rules(ProtectedAction.DEPLOYMENT)).isEmpty();
        assertThatCode(() -> both.check(ProtectedAction.DEPLOYMENT, DEV)).doesNotThrowAnyException();
        assertThatExceptionOfType(ProtectedException.class).isThrownBy(() -> both.check(ProtectedAction.SCALING, DEV));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/", "shop/", "/dev", "a/b/c", "shop dev", "Shop", "shop/dev?"})
    void aPatternMustBeOne(String pattern) {
        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(() -> new Protection(pattern, Set.of(ProtectedAction.DELETION)))
                .withMessageContaining("is not a valid protection pattern");
    }

    @ParameterizedTest
    @MethodSource("acts")
    void aDryRunSendsNothingThatChanges(String act) {
        humanitec.shop().env("dev").deployed();
        HumanitecClient client = humanitec.builder().dryRun(true).build();

        try {
            ACTS.get(act).accept(client);
        } catch (InvalidInputException e) {
            assertThat(e).hasMessageStartingWith("In a dry run, ");
            assertThat(act).as("whole operations do not fail").matches(".*, (generated|by name)");
        }
        assertThat(humanitec.recorded())
                .allMatch(request -> request.method().equals("GET")
                        || request.path().endsWith("/pipeline-runs")
                                && request.query().equals("dry_run=true"));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whatTheApiOffersADryRunOfIsSentAsOne(boolean asksForOne) {
        humanitec.addPipeline();
        PipelineRunsApi api = humanitec.builder().dryRun(true).build().api(PipelineRunsApi.class);

        ThrowingCallable call = () -> api.createPipelineRun(
                "acme", "shop", "release", new PipelineRunCreate().inputs(Map.of()), null, asksForOne);

        if (asksForOne) {
            assertThatCode(call).doesNotThrowAnyException();
        } else {
            assertThatExceptionOfType(InvalidInputException.class).isThrownBy(call);
        }
        assertThat(humanitec.requests()).hasSize(asksForOne ? 1 : 0);
        assertThat(humanitec.shop().pipelines().runs()).isEmpty();
    }

    @Test
    void aDryRunReturnsWhatWouldHaveBeen() {
        humanitec.shop().setValue("API_URL", "https://old.example.com", "", false);
        humanitec.shop().setValue("KEY", "old-secret", "", true);
        HumanitecClient client = humanitec.builder().dryRun(true).build();

        assertThat(client.values().set(SHOP, ValueSetting.plain("API_URL", "https://new.example.com")))
                .hasToString("ValueChange[scope=shop, key=API_URL, outcome=CHANGED, before=https://old.example.com, "
                        + "after=https://new.example.com]");
        assertThat(client.values().set(SHOP, ValueSetting.secret("KEY", "new-secret")))
                .hasToString("ValueChange[scope=shop, key=KEY, outcome=CHANGED, before=****, after=****]");
        assertThat(client.values().delete(SHOP, "API_URL")).isTrue();
        assertThat(client.workloads()
                        .startScaling(DEV, Map.of("backend", 5))
                        .modules()
                        .get("backend")
                        .after())
                .isEqualTo(5);
        assertThat(humanitec.requests()).allMatch(request -> request.startsWith("GET "));
    }
}
