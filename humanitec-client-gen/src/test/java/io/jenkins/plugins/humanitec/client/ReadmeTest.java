package io.jenkins.plugins.humanitec.client;

import static io.jenkins.plugins.humanitec.client.TestHumanitec.TOKEN;
import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.humanitec.client.api.PipelineRunsApi;
import io.jenkins.plugins.humanitec.client.api.PipelinesApi;
import io.jenkins.plugins.humanitec.client.api.SharedValuesApi;
import io.jenkins.plugins.humanitec.client.deployments.DeploymentFailedException;
import io.jenkins.plugins.humanitec.client.deployments.DeploymentRequest;
import io.jenkins.plugins.humanitec.client.deployments.DeploymentResult;
import io.jenkins.plugins.humanitec.client.errors.ApiException;
import io.jenkins.plugins.humanitec.client.errors.NotFoundException;
import io.jenkins.plugins.humanitec.client.errors.OperationTimeoutException;
import io.jenkins.plugins.humanitec.client.errors.TransportException;
import io.jenkins.plugins.humanitec.client.model.Pipeline;
import io.jenkins.plugins.humanitec.client.model.PipelineRun;
import io.jenkins.plugins.humanitec.client.model.PipelineRunCreate;
import io.jenkins.plugins.humanitec.client.model.SharedValueCreate;
import io.jenkins.plugins.humanitec.client.model.SharedValuePatch;
import io.jenkins.plugins.humanitec.client.paging.Pages;
import io.jenkins.plugins.humanitec.client.representations.RepresentationsApi;
import io.jenkins.plugins.humanitec.client.values.ValueChange;
import io.jenkins.plugins.humanitec.client.values.ValueSetting;
import io.jenkins.plugins.humanitec.client.workloads.RuntimeSnapshot;
import io.jenkins.plugins.humanitec.client.workloads.Scaling;
import io.jenkins.plugins.humanitec.simulator.Fault;
import io.jenkins.plugins.humanitec.simulator.Simulator;
import io.jenkins.plugins.humanitec.simulator.SimulatorOptions;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Runs the examples of the client's README, which have to be the same here, line by line. */
class ReadmeTest {

    @RegisterExtension
    final TestHumanitec humanitec = new TestHumanitec();

    private final List<String> printed = new ArrayList<>();

    @Test
    void theExamplesOfTheReadmeAreTheOnesThatRunHere() throws IOException {
        String source =
                lines(Files.readString(Path.of("src/test/java/io/jenkins/plugins/humanitec/client/ReadmeTest.java")));
        String readme = Files.readString(Path.of("README.md")) + Files.readString(Path.of("../README.md"));

        List<String> examples = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL)
                .matcher(readme)
                .results()
                .map(example -> lines(example.group(1)))
                .toList();

        assertThat(examples)
                .hasSizeGreaterThan(8)
                .allSatisfy(example -> assertThat(source).contains(example));
    }

    /** Without white space, which is the formatter's, and with the beginning that a client has outside this test. */
    private static String lines(String code) {
        return code.replaceAll("\\s+", "").replace("humanitec.builder()", "HumanitecClient.builder()");
    }

    @Test
    void tenLines() throws InterruptedException {
        String token = TOKEN;
        HumanitecClient client = humanitec.builder().bearerToken(token).build();
        EnvRef dev = new AppRef("acme", "shop").env("dev");

        ValueChange change = client.values().set(dev, ValueSetting.plain("API_URL", "https://api.example.com"));
        print(change.outcome()); // CREATED, CHANGED or UNCHANGED

        client.workloads().scale(dev, Map.of("backend", 3)).await(Duration.ofMinutes(5));

        assertThat(printed).containsExactly("CREATED");
    }

    private void print(Object line) {
        printed.add(String.valueOf(line));
    }

    @Test
    void usage() throws InterruptedException {
        String token = TOKEN;
        HumanitecClient client = humanitec.builder().bearerToken(token).build();
        EnvRef dev = new AppRef("acme", "shop").env("dev");

        ValueChange change = client.values().set(dev, ValueSetting.plain("API_URL", "https://api.example.com"));
        print(change.outcome()); // CREATED, CHANGED or UNCHANGED

        RuntimeSnapshot runtime = client.workloads().runtime(dev);
        print(runtime.modules().keySet());

        assertThat(printed).containsExactly("CREATED", "[backend, frontend, migration]");
    }

    @Test
    void anyOperation() {
        HumanitecClient client = humanitec.client();

        SharedValuesApi api = client.api(SharedValuesApi.class);
        api.createApplicationValue(
                "acme",
                "shop",
                new SharedValueCreate().key("REGION").value("eu").description("Where it runs"));
        // Only what is set is sent: the value changes, the description stays.
        api.patchApplicationValue("acme", "shop", "REGION", new SharedValuePatch().value("us"));
        // What is set to null is sent as null.
        api.patchApplicationValue("acme", "shop", "REGION", new SharedValuePatch().description(null));

        assertThat(humanitec.shop().values().get("REGION").value()).isEqualTo("us");
        assertThat(humanitec.shop().values().get("REGION").description()).isEmpty();
    }

    @Test
    void errors() {
        HumanitecClient client = humanitec.client();
        EnvRef dev = new AppRef("acme", "nothing").env("dev");

        try {
            client.values().list(dev);
        } catch (NotFoundException e) {
            print("There is no " + dev);
        } catch (ApiException e) {
            print(e.status() + " " + e.code().orElse("") + " " + e.apiMessage());
        } catch (TransportException e) {
            print("The API cannot be reached: " + e.getMessage());
        }

        assertThat(printed).containsExactly("There is no nothing/dev");
    }

    @Test
    void retriesAndTimeouts() {
        humanitec.fail(Fault.status(503).times(2));

        HumanitecClient client = humanitec
                .builder()
                .retryPolicy(new RetryPolicy(3, Duration.ofMillis(200), Duration.ofSeconds(5), Duration.ofMinutes(1)))
                .connectTimeout(Duration.ofSeconds(5))
                .requestTimeout(Duration.ofSeconds(30))
                .build();

        assertThat(client.values().list(TestHumanitec.DEV)).isEmpty();
        assertThat(humanitec.requests()).hasSize(3);
    }

    @Test
    void idempotencyKey() {
        humanitec.addPipeline();
        HumanitecClient client = humanitec.client();
        humanitec.fail(Fault.of(Fault.Kind.LOST_ANSWER).on("POST", "/runs"));

        PipelineRun run = client.api(PipelineRunsApi.class)
                .createPipelineRun(
                        "acme", "shop", "default", new PipelineRunCreate().inputs(Map.of()), "build-1742", false);

        assertThat(run.getId()).isNotBlank();
        assertThat(humanitec.requests()).hasSize(2);
    }

    @Test
    void proxies() {
        URI proxy = humanitec.simulator().baseUri();

        HttpClient http = HttpClient.newBuilder()
                .proxy(ProxySelector.of(new InetSocketAddress(proxy.getHost(), proxy.getPort())))
                .build();
        HumanitecClient client = humanitec.builder().httpClient(http).build();

        assertThat(client.values().list(TestHumanitec.DEV)).isEmpty();
    }

    @Test
    void pagination() {
        humanitec.addPipeline();
        HumanitecClient client = humanitec.client();

        PipelinesApi pipelines = client.api(PipelinesApi.class);
        Pages.stream(page -> pipelines.listPipelinesWithHttpInfo("acme", "shop", 100, page, null, null))
                .map(Pipeline::getName)
                .forEach(this::print);

        assertThat(printed).isNotEmpty();
    }

    @Test
    void longOperations() throws InterruptedException {
        humanitec.shop().env("dev").deployed();
        HumanitecClient client = humanitec.client();
        EnvRef dev = TestHumanitec.DEV;

        DeploymentResult done = client.deployments()
                .deploy(DeploymentRequest.to(dev).image("backend", "registry.example.com/backend:1.2.3"))
                .onProgress(this::print)
                .await(Duration.ofMinutes(10));
        print(done.status()); // succeeded

        assertThat(printed).last().isEqualTo("succeeded");
    }

    @Test
    void longOperationsThatFail() throws InterruptedException {
        humanitec.shop().env("dev").deployed();
        HumanitecClient client = humanitec.client();
        EnvRef dev = TestHumanitec.DEV;

        try {
            client.deployments()
                    .deploy(DeploymentRequest.to(dev)
                            .image("backend", "registry.example.com/backend:broken")
                            .withRollback(true))
                    .await(Duration.ofMinutes(10));
        } catch (DeploymentFailedException e) {
            e.deployment().problems().forEach(this::print);
        } catch (OperationTimeoutException e) {
            print("Not yet: " + e.getMessage());
        }

        assertThat(printed).singleElement().asString().contains("cannot be pulled");
    }

    @Test
    void longOperationsWithATimer() throws Exception {
        HumanitecClient client = humanitec.client();
        EnvRef dev = TestHumanitec.DEV;
        ExecutorService executor = Executors.newSingleThreadExecutor();

        CompletableFuture<Scaling> scaled =
                client.workloads().scale(dev, Map.of("backend", 3)).toFuture(executor);

        scaled.get(1, TimeUnit.MINUTES);
        executor.shutdown();
        assertThat(client.workloads().runtime(dev).modules().get("backend").replicas())
                .isEqualTo(3);
    }

    @Test
    void otherMediaTypes() {
        humanitec.addPipeline();
        HumanitecClient client = humanitec.client();

        RepresentationsApi api = client.api(RepresentationsApi.class);
        String yaml = api.getPipelineYaml("acme", "shop", "default", null);

        assertThat(yaml).isNotBlank();
    }

    @Test
    void testing() {
        try (Simulator simulator =
                Simulator.start(new SimulatorOptions(0, "any-token", Duration.ZERO, Duration.ZERO))) {
            simulator.world().addApp("acme", "shop", "Shop").addEnv("dev", "Development", "development");
            simulator.faults().add(Fault.status(429).retryAfter("1"));

            HumanitecClient client = HumanitecClient.builder()
                    .baseUri(simulator.baseUri())
                    .bearerToken("any-token")
                    .build();
            client.values().set(new AppRef("acme", "shop"), ValueSetting.secret("KEY", "hush"));

            print(simulator.world().app("acme", "shop").values().get("KEY").value()); // hush
            print(simulator.requests().size()); // 3: the first was turned away
        }

        assertThat(printed).containsExactly("hush", "3");
    }
}
