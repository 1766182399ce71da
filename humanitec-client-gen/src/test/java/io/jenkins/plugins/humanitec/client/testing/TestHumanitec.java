package io.jenkins.plugins.humanitec.client.testing;

import io.jenkins.plugins.humanitec.client.AppRef;
import io.jenkins.plugins.humanitec.client.EnvRef;
import io.jenkins.plugins.humanitec.client.HumanitecClient;
import io.jenkins.plugins.humanitec.client.HumanitecClientBuilder;
import io.jenkins.plugins.humanitec.client.flow.LongOperation;
import io.jenkins.plugins.humanitec.client.http.Sleeper;
import io.jenkins.plugins.humanitec.simulator.Fault;
import io.jenkins.plugins.humanitec.simulator.RecordedRequest;
import io.jenkins.plugins.humanitec.simulator.Simulator;
import io.jenkins.plugins.humanitec.simulator.SimulatorOptions;
import io.jenkins.plugins.humanitec.simulator.World;
import io.jenkins.plugins.humanitec.simulator.environments.App;
import java.net.http.HttpClient;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A simulator for a test, which begins with the application {@code shop} as it is below and without faults. Tests of
 * several classes run side by side, so each takes a simulator that no other uses, and returns it.
 */
public final class TestHumanitec implements BeforeEachCallback, AfterEachCallback {

    public static final String TOKEN = "t0p-s3cret-token";
    public static final AppRef SHOP = new AppRef("acme", "shop");
    public static final EnvRef DEV = SHOP.env("dev");

    private static final SimulatorOptions OPTIONS =
            new SimulatorOptions(0, TOKEN, Duration.ofMillis(50), Duration.ofMillis(50)).withStrict();
    /** As the client creates it for plain http, but one for all tests: each has a thread of its own. */
    private static final HttpClient HTTP = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .executor(Runnable::run)
            .build();

    private static final Queue<Simulator> UNUSED = new ConcurrentLinkedQueue<>();
    private static final Queue<Simulator> UNUSED_WITH_MOVABLE_TIME = new ConcurrentLinkedQueue<>();

    private final Queue<Simulator> unused;
    private final Simulator simulator;
    private final List<Duration> pauses = new ArrayList<>();
    private int requestsBefore;

    public TestHumanitec() {
        this(UNUSED);
    }

    private TestHumanitec(Queue<Simulator> unused) {
        this.unused = unused;
        Simulator used = unused.poll();
        this.simulator = used == null ? Simulator.start(OPTIONS) : used;
    }

    /** With a simulator whose time can be moved: other tests compare times with the clock. */
    public static TestHumanitec withMovableTime() {
        return new TestHumanitec(UNUSED_WITH_MOVABLE_TIME);
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        simulator.reset();
        App shop = world().addApp("acme", "shop", "Shop");
        shop.addEnv("dev", "Development", "development")
                .addModule("frontend", "Deployment", 1)
                .addModule("backend", "Deployment", 2)
                .addModule("migration", "Job", 1);
        requestsBefore = simulator.requests().size();
        pauses.clear();
    }

    @Override
    public void afterEach(ExtensionContext context) {
        unused.add(simulator);
    }

    public World world() {
        return simulator.world();
    }

    public App shop() {
        return world().app("acme", "shop");
    }

    /** Deletes the pipeline that takes deployments, so that they are sent directly. */
    public void withoutPipelines() {
        shop().pipelines().delete("default");
    }

    /** Adds the pipeline {@code release}. */
    public void addPipeline() {
        shop().pipelines().create("{id: release, name: Release, on: {pipeline_call: {}}, jobs: {a: {steps: []}}}");
    }

    public Simulator simulator() {
        return simulator;
    }

    public void fail(Fault fault) {
        simulator.faults().add(fault);
    }

    /** The requests of this test, as method and path. */
    public List<String> requests() {
        return recorded().stream()
                .map(request -> request.method() + " " + request.path())
                .toList();
    }

    public List<RecordedRequest> recorded() {
        List<RecordedRequest> all = simulator.requests();
        return all.subList(requestsBefore, all.size());
    }

    /** A client that does not wait before another attempt, but notes how long it would. */
    public HumanitecClientBuilder builder() {
        return builderWithOwnConnections().httpClient(HTTP);
    }

    /** The same, but its connections are its own: what is left of an earlier one has an effect on the next request. */
    public HumanitecClientBuilder builderWithOwnConnections() {
        Sleeper noting = pauses::add;
        return HumanitecClient.builder()
                .baseUri(simulator.baseUri())
                .bearerToken(TOKEN)
                .random(() -> 0L)
                .sleeper(noting);
    }

    /** The same, but time passes only in its pauses. */
    public HumanitecClientBuilder timelessBuilder() {
        Instant begin = Instant.now();
        InstantSource time = () -> begin.plus(pauses.stream().reduce(Duration.ZERO, Duration::plus));
        return builder().clock(time.withZone(ZoneOffset.UTC));
    }

    public HumanitecClient client() {
        return builder().build();
    }

    public List<Duration> pauses() {
        return pauses;
    }

    /** Runs an operation that does not take long. */
    public static <R> R result(LongOperation<R> operation) {
        try {
            return operation.await(Duration.ofMinutes(1));
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
