package io.jenkins.plugins.humanitec.client.deployments;

import static io.jenkins.plugins.humanitec.client.testing.TestHumanitec.DEV;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.humanitec.client.InvalidInputException;
import io.jenkins.plugins.humanitec.client.errors.UnreadableResponseException;
import io.jenkins.plugins.humanitec.client.json.Json;
import io.jenkins.plugins.humanitec.client.testing.RestartScenario;
import io.jenkins.plugins.humanitec.client.testing.TestHumanitec;
import io.jenkins.plugins.humanitec.simulator.Fault;
import io.jenkins.plugins.humanitec.simulator.deployments.Deployment;
import io.jenkins.plugins.humanitec.simulator.environments.Env;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Images for whatever a set may have. */
class ImagesOfModulesTest {

    private static final String IMAGE = "redis:7";

    @RegisterExtension
    final TestHumanitec humanitec = new TestHumanitec();

    @BeforeEach
    void deployFirst() {
        humanitec.shop().env("dev").deployed();
    }

    private DeploymentResult deploy(String set, String name) throws InterruptedException {
        humanitec.fail(Fault.status(200)
                .on("GET", "/sets/")
                .body("application/json", "{\"id\": \"2qXk0cUzGvHq\", \"version\": 0, \"shared\": {}, " + set + "}"));
        return new RestartScenario(humanitec.client())
                .run(Deployments.deploymentStage(
                        DeploymentRequest.images(DEV, Map.of(name, IMAGE)).withWaiting(false)));
    }

    private String delta() {
        return humanitec.recorded().stream()
                .filter(request ->
                        request.method().equals("POST") && request.path().endsWith("/deltas"))
                .findFirst()
                .orElseThrow()
                .body();
    }

    @ParameterizedTest
    @ValueSource(strings = {"redis-cache", "redis-cache.main"})
    void aModuleThatHasOnlyAProfileHasNoImage(String name) {
        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(() -> deploy("""
                        "modules": {"redis-cache": {"profile": "humanitec/redis"},
                          "backend": {"profile": "p", "spec": {"containers": {"main": {}, "side": {"image": "x"}}}}}
                        """, name))
                .withMessage("Workload 'redis-cache' in shop/dev has no container with an image; its profile is "
                        + "humanitec/redis. Containers there: backend.main, backend.side.");
        assertThat(humanitec.requests()).allMatch(request -> request.startsWith("GET "));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '#',
            value = {
                "{}",
                "{\"profile\": null, \"spec\": null}",
                "{\"spec\": {}}",
                "{\"spec\": {\"containers\": null}}",
                "{\"spec\": {\"containers\": {}}}",
                "{\"spec\": {\"containers\": []}}",
                "{\"spec\": {\"containers\": [{\"id\": \"main\", \"image\": \"x\"}]}}",
                "{\"spec\": {\"containers\": \"main\"}}",
                "{\"spec\": {\"containers\": {\"main\": null}}}",
                "{\"spec\": {\"containers\": {\"main\": \"x\"}}}",
            })
    void aModuleWithoutContainersHasNoImage(String module) {
        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(() -> deploy("\"modules\": {\"a\": " + module + "}", "a"))
                .withMessage("Workload 'a' in shop/dev has no container with an image. "
                        + "No workload there has a container.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"modules\": {}", "\"modules\": null", "\"modules\": {\"a\": null}", "\"workloads\": {}"})
    void aSetWithoutWorkloadsHasNoImage(String set) {
        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(() -> deploy(set, "a"))
                .withMessage("There is no workload 'a' in shop/dev. No workload is there.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "\"text\"", "5"})
    void aSpecificationThatIsNoObjectIsUnreadable(String spec) {
        assertThatExceptionOfType(UnreadableResponseException.class)
                .isThrownBy(() -> deploy("\"modules\": {\"a\": {\"profile\": \"p\", \"spec\": " + spec + "}}", "a"));
    }

    @Test
    void whereTheContainerIsWithoutAnImageOneIsAdded() throws InterruptedException {
        deploy(
                "\"modules\": {\"backend\": {\"profile\": \"p\", \"spec\": {\"containers\": {\"main\": {}}}}}",
                "backend");

        assertThat(delta()).contains("{\"op\":\"add\",\"path\":\"/spec/containers/main/image\",\"value\":\"redis:7\"}");
    }

    @Test
    void theImageOfAWorkloadBesideTheModulesIsChangedToo() throws Exception {
        Env dev = humanitec.shop().env("dev");
        JsonNode workload = Json.MAPPER.readTree(
                "{\"workloads\": {\"add\": {\"api\": {\"spec\": {\"containers\": {\"main\": {\"image\": \"x:1\"}}}}}}}");
        Deployment added = dev.deploy("", null, humanitec.shop().sets().apply(dev.baseSet(), workload));
        await().until(added::isOver);

        deploy("""
                "modules": {"redis-cache": {"profile": "humanitec/redis"}},
                "workloads": {"api": {"spec": {"containers": {"main": {"image": "x:1"}}}}}
                """, "api");

        assertThat(delta())
                .contains(
                        "\"workloads\":{\"update\":{\"api\":[{\"op\":\"replace\",\"path\":\"/spec/containers/main/image\"")
                .doesNotContain("modules");
    }
}
