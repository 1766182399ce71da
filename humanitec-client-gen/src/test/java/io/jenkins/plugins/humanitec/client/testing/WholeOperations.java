package io.jenkins.plugins.humanitec.client.testing;

import static io.jenkins.plugins.humanitec.client.testing.TestHumanitec.DEV;
import static io.jenkins.plugins.humanitec.client.testing.TestHumanitec.SHOP;
import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.humanitec.client.AppRef;
import io.jenkins.plugins.humanitec.client.EnvRef;
import io.jenkins.plugins.humanitec.client.HumanitecClient;
import io.jenkins.plugins.humanitec.client.api.PipelinesApi;
import io.jenkins.plugins.humanitec.client.artefacts.Artefacts;
import io.jenkins.plugins.humanitec.client.artefacts.VersionRequest;
import io.jenkins.plugins.humanitec.client.artefacts.VersionSource;
import io.jenkins.plugins.humanitec.client.contract.AnyRequest;
import io.jenkins.plugins.humanitec.client.deployments.Concurrency;
import io.jenkins.plugins.humanitec.client.deployments.DeploymentRequest;
import io.jenkins.plugins.humanitec.client.deployments.Deployments;
import io.jenkins.plugins.humanitec.client.environments.Applications;
import io.jenkins.plugins.humanitec.client.environments.EnvironmentSpec;
import io.jenkins.plugins.humanitec.client.environments.Environments;
import io.jenkins.plugins.humanitec.client.flow.DeploymentQueue;
import io.jenkins.plugins.humanitec.client.flow.LongOperation;
import io.jenkins.plugins.humanitec.client.flow.Stage;
import io.jenkins.plugins.humanitec.client.http.Sleeper;
import io.jenkins.plugins.humanitec.client.json.Json;
import io.jenkins.plugins.humanitec.client.logs.ContainerLogs;
import io.jenkins.plugins.humanitec.client.logs.LogRequest;
import io.jenkins.plugins.humanitec.client.paging.Pages;
import io.jenkins.plugins.humanitec.client.pipelines.PipelineRunRequest;
import io.jenkins.plugins.humanitec.client.pipelines.PipelineRuns;
import io.jenkins.plugins.humanitec.client.values.ValueSetting;
import io.jenkins.plugins.humanitec.client.workloads.ReadinessRequest;
import io.jenkins.plugins.humanitec.client.workloads.Workloads;
import io.jenkins.plugins.humanitec.simulator.World;
import io.jenkins.plugins.humanitec.simulator.environments.App;
import io.jenkins.plugins.humanitec.simulator.environments.Env;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Each whole operation of the client, on an application that has something of everything. */
public final class WholeOperations {

    private static final Duration LIMIT = Duration.ofHours(1);
    private static final Duration TIMEOUT = Duration.ofMinutes(5);
    private static final EnvRef PROD = SHOP.env("prod");
    private static final String PIPELINE =
            "{\"id\": \"release\", \"name\": \"Release\", \"on\": {\"pipeline_call\": {\"inputs\": "
                    + "{\"version\": {\"type\": \"string\"}}}}, \"jobs\": {\"deploy\": "
                    + "{\"steps\": [{\"name\": \"Ask\", \"uses\": \"actions/humanitec/approve@v1\", \"with\": {\"env_id\": \"dev\", "
                    + "\"message\": \"May it?\"}}, {\"name\": \"Deploy\", \"uses\": \"actions/humanitec/deploy@v1\", "
                    + "\"with\": {\"env_id\": \"dev\", \"set_id\": \"0\"}}]}}}";

    /** What an operation is run with. */
    public record Tools(HumanitecClient client, Consumer<String> log, Sleeper sleeper) {

        private <R> R run(Stage<R> stage) throws InterruptedException {
            return new LongOperation<>(stage, client.context(), new DeploymentQueue())
                    .onProgress(log)
                    .await(LIMIT, sleeper);
        }

        private <T> T deploy(DeploymentRequest request) throws InterruptedException {
            run(Deployments.deploymentStage(request.withTimeout(TIMEOUT)));
            return null;
        }
    }

    /** Runs an operation to its end. */
    @FunctionalInterface
    public interface Operation {
        Object run(Tools tools) throws Exception;
    }

    private WholeOperations() {}

    public static void prepare(World world) throws IOException {
        world.clear();
        App shop = world.addApp("acme", "shop", "Shop");
        for (String env : List.of("dev", "prod")) {
            shop.addEnv(env, env, "development")
                    .addModule("frontend", "Deployment", 1)
                    .addModule("backend", "Deployment", 2)
                    .addModule("migration", "Job", 1)
                    .deployed()
                    .setValue("OWN", "own", "words", false);
        }
        shop.setValue("A", "a", "words", false);
        shop.setValue("SECRET", "s", "", true);
        shop.pipelines().create(Json.MAPPER.readTree(PIPELINE));
        shop.pipelines()
                .create(Json.MAPPER.readTree(
                        PIPELINE.replace("release", "other").replace("Release", "Other")));
        shop.pipelines()
                .create(PIPELINE.replace("release", "triggered")
                        .replaceFirst(
                                "\"on\": .*, \"jobs\"",
                                "\"on\": {\"artefact\": {\"include\": [\"x/triggering\"]}}, \"jobs\""));
    }

    /** Lets time pass, and somebody approve what waits for it. */
    public static void approve(World world) {
        synchronized (world) {
            world.apps("acme").stream()
                    .filter(app -> app.id().equals("shop"))
                    .flatMap(app -> app.pipelines().runs().stream())
                    .filter(run -> run.status().equals("waiting"))
                    .forEach(run -> run.answer(true));
        }
    }

    /** Nothing is deployed twice, and what was deleted is gone. */
    public static void check(World world, String operation, boolean succeeded) {
        Optional<App> shop = world.apps("acme").stream()
                .filter(app -> app.id().equals("shop"))
                .findFirst();
        if (succeeded && operation.equals("delete an application")) {
            assertThat(shop).as("the application").isEmpty();
        }
        shop.ifPresent(app -> {
            assertThat(app.pipelines().runs())
                    .as("runs that were called")
                    .filteredOn(run -> run.request().trigger().equals("pipeline_call"))
                    .hasSizeLessThanOrEqualTo(1);
            assertThat(app.pipelines().runs())
                    .as("runs that were triggered")
                    .filteredOn(run -> run.request().trigger().equals("artefact"))
                    .hasSizeBetween(succeeded && operation.equals("register and follow") ? 1 : 0, 1);
            app.envs()
                    .forEach(env -> assertThat(env.deployments())
                            .as("deployments to " + env.id())
                            .hasSizeLessThanOrEqualTo(operation.equals("roll back") ? 3 : 2));
            if (succeeded && operation.equals("delete an environment")) {
                assertThat(app.envs()).extracting(Env::id).doesNotContain("dev");
            }
        });
    }

    public static Map<String, Operation> all() {
        Map<String, Operation> all = new LinkedHashMap<>();
        values(all);
        places(all);
        deployments(all);
        workloads(all);
        others(all);
        return all;
    }

    private static void values(Map<String, Operation> all) {
        all.put("list values", on -> on.client().values().list(DEV));
        all.put("set a new value", on -> on.client().values().set(DEV, ValueSetting.plain("NEW", "x")));
        all.put("change a value", on -> on.client().values().set(SHOP, ValueSetting.plain("A", "b")));
        all.put("change a secret", on -> on.client().values().set(SHOP, ValueSetting.secret("SECRET", "t")));
        all.put(
                "set values",
                on -> on.client()
                        .values()
                        .setAll(DEV, List.of(ValueSetting.plain("OWN", "x"), ValueSetting.secret("NEW", "y"))));
        all.put("delete a value", on -> on.client().values().delete(SHOP, "A"));
    }

    private static void places(Map<String, Operation> all) {
        all.put("list applications", on -> on.client().applications().list("acme"));
        all.put(
                "create an application",
                on -> on.client()
                        .applications()
                        .create(new AppRef("acme", "new"), "New")
                        .await(TIMEOUT));
        all.put(
                "rename an application",
                on -> on.client().applications().create(SHOP, "Store").await(TIMEOUT));
        all.put("delete an application", on -> on.run(Applications.deletionStage(SHOP, true, TIMEOUT)));
        all.put(
                "delete no application",
                on -> on.run(Applications.deletionStage(new AppRef("acme", "no"), false, TIMEOUT)));
        all.put("list environments", on -> on.client().environments().list(SHOP));
        all.put(
                "create an environment",
                on -> on.client()
                        .environments()
                        .create(SHOP.env("pr-1"), new EnvironmentSpec(null, null, "dev", null))
                        .await(TIMEOUT));
        all.put(
                "rename an environment",
                on -> on.client()
                        .environments()
                        .create(DEV, new EnvironmentSpec("New name", "development", null, null))
                        .await(TIMEOUT));
        all.put("delete an environment", on -> on.run(Environments.deletionStage(DEV, true, TIMEOUT)));
        all.put("access", on -> on.client().access().to("acme"));
    }

    private static void deployments(Map<String, Operation> all) {
        DeploymentRequest good = DeploymentRequest.images(DEV, Map.of("backend", "registry.example.com/b:2"));
        DeploymentRequest bad = DeploymentRequest.images(DEV, Map.of("backend", "registry.example.com/b:broken"));
        all.put("deploy images", on -> on.deploy(good));
        all.put("deploy images that fail", on -> on.deploy(bad));
        all.put("roll back", on -> on.deploy(bad.withRollback(true)));
        all.put("deploy if free", on -> on.deploy(good.withConcurrency(Concurrency.FAIL)));
        all.put("deploy again", on -> on.deploy(DeploymentRequest.again(DEV)));
        all.put("promote", on -> on.deploy(DeploymentRequest.promotion(DEV, PROD)));
        all.put("follow", on -> on.run(Deployments.followStage(DEV, null, TIMEOUT)));
        all.put("list deployments", on -> on.client().deployments().list(DEV));
        all.put("what runs", on -> on.client().deployments().running(DEV));
        all.put(
                "differences",
                on -> on.client().differences().betweenEnvironments(DEV, PROD).lines());
    }

    private static void workloads(Map<String, Operation> all) {
        all.put("runtime", on -> on.client().workloads().runtime(DEV));
        all.put("list resources", on -> on.client().resources().list(DEV));
        ReadinessRequest pods =
                ReadinessRequest.of(DEV).withImages(Map.of("backend", "registry.example.com/backend:1.0.0"));
        all.put("wait for pods", on -> on.run(Workloads.readinessStage(pods, TIMEOUT)));
        all.put("wait for pods that crash", on -> {
            on.deploy(DeploymentRequest.images(DEV, Map.of("backend", "registry.example.com/b:crashing")));
            return on.run(Workloads.readinessStage(ReadinessRequest.of(DEV), TIMEOUT));
        });
        all.put("logs", on -> on.client().workloads().logs(LogRequest.of(DEV).withSince(Instant.EPOCH)));
        LogRequest logs = LogRequest.of(DEV).withWorkloads(List.of("backend", "frontend"));
        all.put("follow logs", on -> on.run(ContainerLogs.followStage(logs, TIMEOUT)));
        all.put("scale", on -> on.run(Workloads.scalingStage(DEV, Map.of("backend", 3), TIMEOUT)));
        all.put("pause", on -> on.client().workloads().pause(DEV).await(TIMEOUT));
    }

    private static void others(Map<String, Operation> all) {
        all.put(
                "run a pipeline",
                on -> on.run(PipelineRuns.runStage(
                        PipelineRunRequest.of(SHOP, "release", Map.of("version", "1"), true, TIMEOUT))));
        all.put(
                "list pipelines",
                on -> Pages.stream(page -> on.client()
                                .api(PipelinesApi.class)
                                .listPipelinesWithHttpInfo("acme", "shop", 1, page, null, null))
                        .toList());
        VersionSource source = new VersionSource("1", "refs/heads/main", "a1b2c3d4e5");
        all.put("register an image", on -> on.client().artefacts().registerImage("acme", "x/y", source, null));
        VersionRequest triggering = VersionRequest.image("acme", "x/triggering", source, null);
        all.put("register and follow", on -> on.run(Artefacts.registerAndFollowStage(triggering.withTimeout(TIMEOUT))));
        byte[] score = "apiVersion: score.dev/v1b1\nmetadata: {name: worker}\ncontainers: {main: {image: a}}\n"
                .getBytes(StandardCharsets.UTF_8);
        all.put(
                "register a workload",
                on -> on.client().artefacts().registerWorkload("acme", "x", source, null, score));
        Map<String, String> shop = Map.of("orgId", "acme", "appId", "shop");
        all.put(
                "any request",
                on -> AnyRequest.of("listEnvironments", shop, null)
                        .send(on.client().context()));
    }
}
