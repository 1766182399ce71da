package io.jenkins.plugins.humanitec.client.overview;

import static io.jenkins.plugins.humanitec.client.testing.TestHumanitec.DEV;
import static io.jenkins.plugins.humanitec.client.testing.TestHumanitec.SHOP;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.entry;

import io.jenkins.plugins.humanitec.client.AppRef;
import io.jenkins.plugins.humanitec.client.deployments.DeploymentFailedException;
import io.jenkins.plugins.humanitec.client.deployments.DeploymentRequest;
import io.jenkins.plugins.humanitec.client.environments.EnvironmentSpec;
import io.jenkins.plugins.humanitec.client.runtime.EnvironmentStatus;
import io.jenkins.plugins.humanitec.client.testing.TestHumanitec;
import io.jenkins.plugins.humanitec.simulator.Fault;
import io.jenkins.plugins.humanitec.simulator.environments.App;
import io.jenkins.plugins.humanitec.simulator.environments.Env;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class OverviewTest {

    @RegisterExtension
    final TestHumanitec humanitec = new TestHumanitec();

    private static Env add(App app, String id, String type) {
        return app.addEnv(id, id, type).addModule("frontend", "Deployment", 1).addModule("backend", "Deployment", 1);
    }

    @BeforeEach
    void deploy() {
        humanitec.withoutPipelines();
        humanitec.shop().env("dev").deployed();
    }

    private ApplicationOverview read() {
        return humanitec.client().overview().read(SHOP);
    }

    private static List<String> ids(List<EnvironmentOverview> environments) {
        return environments.stream()
                .map(environment -> environment.env().envId())
                .toList();
    }

    private static EnvironmentOverview find(ApplicationOverview overview, String id) {
        return overview.environments().stream()
                .filter(environment -> environment.env().envId().equals(id))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void environmentsAreInTheOrderOfPromotion() {
        for (String[] env : new String[][] {
            {"a-live", "production"},
            {"b-check", "qa"},
            {"c-last", "pre-production"},
            {"d-other", "our-own-type"},
            {"e-first", "test-eu"},
            {"staging", "development"},
            {"f-nonprod", "non-prod"}
        }) {
            add(humanitec.shop(), env[0], env[1]);
        }

        ApplicationOverview overview = read();

        assertThat(ids(overview.environments()))
                .containsExactly("dev", "staging", "e-first", "b-check", "d-other", "c-last", "f-nonprod", "a-live");
        assertThat(overview.environments())
                .extracting(EnvironmentOverview::previousId)
                .startsWith(null, "dev", "staging", "e-first");
    }

    @Test
    void aCopyIsAfterItsOriginIfTheirTypesAreEqual() {
        TestHumanitec.result(humanitec
                .client()
                .environments()
                .create(SHOP.env("abc"), new EnvironmentSpec(null, null, "dev", null)));

        assertThat(ids(read().environments())).containsExactly("dev", "abc");
    }

    @Test
    void previewsAreSeparate() {
        add(humanitec.shop(), "pr-12", "development");
        add(humanitec.shop(), "backend-preview-fix-7", "development");
        add(humanitec.shop(), "any", "ephemeral");
        add(humanitec.shop(), "production", "production").deployed();

        ApplicationOverview overview = read();

        assertThat(ids(overview.environments())).containsExactly("dev", "production");
        assertThat(find(overview, "production").previousId()).isEqualTo("dev");
        assertThat(ids(overview.previews())).containsExactlyInAnyOrder("pr-12", "backend-preview-fix-7", "any");
    }

    @Test
    void versionsAndDifferencesAreThoseOfTheDeploymentsThatRun() {
        add(humanitec.shop(), "production", "production").deployed();
        TestHumanitec.result(humanitec
                .client()
                .deployments()
                .deploy(DeploymentRequest.images(DEV, Map.of("backend", "backend:2"))
                        .withComment("shop #7")));

        ApplicationOverview overview = read();

        EnvironmentOverview dev = find(overview, "dev");
        assertThat(dev.images())
                .contains(entry("backend", "backend:2"), entry("frontend", "registry.example.com/frontend:1.0.0"));
        assertThat(dev.lastDeployment().comment()).isEqualTo("shop #7");
        assertThat(dev.lastDeployment().status()).isEqualTo("succeeded");
        assertThat(dev.lastDeployment().createdAt()).isNotNull();
        assertThat(dev.lastDeployment().createdBy()).isNotEmpty();
        assertThat(dev.runningDeploymentId()).isEqualTo(dev.lastDeployment().id());
        assertThat(dev.difference()).isNull();
        assertThat(find(overview, "production").difference().lines())
                .contains("~ modules/backend/spec/containers/main/image: \"backend:2\" -> "
                        + "\"registry.example.com/backend:1.0.0\"");
    }

    @Test
    void afterAFailureTheLastThatSucceededRuns() {
        Map<String, String> broken = Map.of("backend", "registry.example.com/backend:broken");
        assertThatExceptionOfType(DeploymentFailedException.class)
                .isThrownBy(() -> TestHumanitec.result(
                        humanitec.client().deployments().deploy(DeploymentRequest.images(DEV, broken))));

        EnvironmentOverview dev = find(read(), "dev");

        assertThat(dev.lastDeployment().status()).isEqualTo("failed");
        assertThat(dev.images()).containsEntry("backend", "registry.example.com/backend:1.0.0");
        assertThat(dev.runningDeploymentId())
                .isNotNull()
                .isNotEqualTo(dev.lastDeployment().id());
    }

    @Test
    void whileADeploymentIsInProgressTheFormerOneRuns() {
        humanitec.fail(Fault.status(200).on("GET", "/apps/shop/envs").body("application/json", """
                        [{"id": "dev", "name": "Development", "type": "development", "last_deploy":
                        {"id": "d2", "set_id": "s2", "status": "in progress", "created_at": "2026-03-02T08:15:00Z"}}]
                        """));

        EnvironmentOverview dev = find(read(), "dev");

        assertThat(dev.lastDeployment().status()).isEqualTo("in progress");
        assertThat(dev.lastDeployment().createdAt()).isEqualTo(Instant.parse("2026-03-02T08:15:00Z"));
        assertThat(dev.images()).containsEntry("backend", "registry.example.com/backend:1.0.0");
        assertThat(dev.runningDeploymentId()).isNotEqualTo("d2");
    }

    @Test
    void anEnvironmentWithoutDeploymentHasNeitherVersionsNorDifference() {
        add(humanitec.shop(), "staging", "staging");
        add(humanitec.shop(), "production", "production").deployed();

        ApplicationOverview overview = read();

        assertThat(find(overview, "staging").lastDeployment()).isNull();
        assertThat(find(overview, "staging").images()).isEmpty();
        assertThat(find(overview, "staging").difference()).isNull();
        assertThat(find(overview, "production").difference()).isNull();
    }

    @Test
    void theErrorOfOneApplicationDoesNotHideTheOthers() {
        humanitec.world().addApp("acme", "other", "Other").addEnv("dev", "Development", "development");
        humanitec.fail(Fault.status(404).on("GET", "/apps/shop/envs"));
        AppRef other = new AppRef("acme", "other");

        Map<AppRef, Snapshot<ApplicationOverview>> read =
                humanitec.client().overview().read(SHOP, other);

        assertThat(read.get(SHOP).error()).contains("404");
        assertThat(read.get(SHOP).value()).isNull();
        assertThat(read.get(other).error()).isNull();
        assertThat(ids(read.get(other).value().environments())).containsExactly("dev");
    }

    @Test
    void environmentsTellWhetherTheirWorkloadsAreReady() {
        add(humanitec.shop(), "staging", "staging");
        add(humanitec.shop(), "production", "production").deployed();
        TestHumanitec.result(humanitec.client().workloads().pause(SHOP.env("production")));

        ApplicationOverview ready = read();
        TestHumanitec.result(humanitec
                .client()
                .deployments()
                .deploy(DeploymentRequest.images(DEV, Map.of("backend", "backend:crashing"))));
        ApplicationOverview failed = read();

        assertThat(find(ready, "dev").status().state()).isEqualTo(EnvironmentStatus.State.READY);
        assertThat(find(ready, "staging").status()).isNull();
        assertThat(find(ready, "production").status().state()).isEqualTo(EnvironmentStatus.State.PAUSED);
        assertThat(find(failed, "dev").status().state()).isEqualTo(EnvironmentStatus.State.FAILED);
    }

    @Test
    void withoutTheStatusOfTheWorkloadsTheRestIsShown() {
        humanitec.fail(Fault.status(500).on("GET", "/apps/shop/runtime").times(3));

        EnvironmentOverview dev = find(read(), "dev");

        assertThat(dev.images()).isNotEmpty();
        assertThat(dev.status().state()).isEqualTo(EnvironmentStatus.State.UNKNOWN);
        assertThat(dev.status().problem()).contains("500");
    }

    @Test
    void applicationsAreOrdered() {
        humanitec.world().addApp("acme", "admin", "Admin");

        assertThat(humanitec.client().overview().applications("acme"))
                .containsExactly(new AppRef("acme", "admin"), SHOP);
    }
}
