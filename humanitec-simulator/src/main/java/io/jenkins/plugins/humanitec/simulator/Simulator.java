package io.jenkins.plugins.humanitec.simulator;

import io.jenkins.plugins.humanitec.simulator.contract.Contract;
import io.jenkins.plugins.humanitec.simulator.contract.OperationHandler;
import io.jenkins.plugins.humanitec.simulator.http.ApiHandler;
import io.jenkins.plugins.humanitec.simulator.http.ControlHandler;
import io.jenkins.plugins.humanitec.simulator.page.OverviewPage;
import io.jenkins.plugins.humanitec.simulator.resources.Resources;
import io.jenkins.plugins.humanitec.simulator.state.MovableClock;
import io.jenkins.plugins.humanitec.simulator.state.SimulatedTime;
import io.jenkins.plugins.humanitec.simulator.users.Users;
import io.undertow.Handlers;
import io.undertow.Undertow;
import io.undertow.UndertowOptions;
import io.undertow.server.HttpServerExchange;
import io.undertow.server.handlers.BlockingHandler;
import io.undertow.util.DateUtils;
import io.undertow.util.Headers;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * A running simulator of the Humanitec API. It listens on 127.0.0.1 only, keeps all data in memory, and checks requests
 * and answers against the contract. All methods are safe for use by several threads.
 */
public final class Simulator implements AutoCloseable {

    private static final String LOOPBACK = "127.0.0.1";
    private static final int TICK_MILLIS = 20;

    private final SimulatorOptions options;
    private final World world;
    private final Faults faults = new Faults();
    private final ApiHandler api;
    private final Undertow server;
    private final Consumer<World> initialData;
    private final MovableClock clock;
    private final OverviewPage page = new OverviewPage();
    private final ScheduledExecutorService ticker = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "humanitec-simulator-time");
        thread.setDaemon(true);
        return thread;
    });

    private Simulator(SimulatorOptions options, Consumer<World> data) {
        this.options = options;
        this.initialData = data;
        this.clock = new MovableClock(InstantSource.system(), options.speed());
        Contract contract = Contract.get(options.strict());
        SimulatedTime time = new SimulatedTime(clock, options.settling(), options.deletion());
        this.world = new World(time, new Resources(contract.resourceOperations(), time));
        data.accept(world);
        OperationHandler operations = new SimulatedOperations(world, contract);
        this.api = new ApiHandler(contract, operations, faults, options, this::userOf);
        Undertow.Builder builder = Undertow.builder();
        this.server = (options.tls() == null
                        ? builder.addHttpListener(options.port(), LOOPBACK)
                        : builder.addHttpsListener(options.port(), LOOPBACK, options.tls()))
                // Only over TLS: otherwise a client that offers the upgrade to HTTP/2 gets it over plain HTTP, too.
                .setServerOption(UndertowOptions.ENABLE_HTTP2, options.tls() != null)
                .setServerOption(UndertowOptions.DECODE_URL, false)
                .setServerOption(UndertowOptions.ALLOW_UNESCAPED_CHARACTERS_IN_URL, false)
                .setIoThreads(2)
                .setWorkerThreads(64)
                .setHandler(new BlockingHandler(Handlers.path(this::answer)
                        .addExactPath("/", this::sendPage)
                        .addPrefixPath(
                                "/_simulator",
                                new ControlHandler(faults, api, this::reset, this::moveTime, this::data))))
                .build();
        server.start();
        // So that pipelines go on and webhooks are sent while no request arrives.
        ticker.scheduleWithFixedDelay(this::tick, TICK_MILLIS, TICK_MILLIS, TimeUnit.MILLISECONDS);
    }

    /**
     * Starts a simulator without data.
     *
     * @param options the options
     * @return the running simulator; the caller must close it
     * @throws RuntimeException if the simulator cannot listen on the port, for example because the port is in use
     */
    public static Simulator start(SimulatorOptions options) {
        return start(options, world -> {});
    }

    /**
     * Starts a simulator with data.
     *
     * @param options the options
     * @param data adds the initial data, for example {@code DemoData::addTo}; called now and at each {@link #reset()}
     * @return the running simulator; the caller must close it
     * @throws RuntimeException if the simulator cannot listen on the port, for example because the port is in use
     */
    public static Simulator start(SimulatorOptions options, Consumer<World> data) {
        return new Simulator(options, data);
    }

    /**
     * Moves the time of the simulator forward. What was started is then as far as it would be after that time.
     *
     * @param duration by how much; zero or more
     */
    public void moveTime(Duration duration) {
        clock.move(duration);
        runDue();
    }

    /** Sends the time of the simulator, which clients may compare with the times in the answer. */
    private void answer(HttpServerExchange exchange) throws Exception {
        exchange.getResponseHeaders().put(Headers.DATE, DateUtils.toDateString(Date.from(clock.instant())));
        api.handleRequest(exchange);
    }

    private void sendPage(HttpServerExchange exchange) {
        String html;
        synchronized (world) {
            html = world.time().afterDue(() -> page.html(world.organizations(), requests()));
        }
        exchange.getResponseHeaders().put(Headers.CONTENT_TYPE, "text/html; charset=utf-8");
        exchange.getResponseSender().send(html);
    }

    private void runDue() {
        synchronized (world) {
            world.time().runDue();
        }
    }

    private void tick() {
        try {
            runDue();
        } catch (RuntimeException e) {
            // A defect in one task must not stop the time of all others.
        }
    }

    private Optional<String> userOf(String token) {
        if (MessageDigest.isEqual(
                token.getBytes(StandardCharsets.UTF_8), options.token().getBytes(StandardCharsets.UTF_8))) {
            return Optional.of(Users.ADMINISTRATOR);
        }
        synchronized (world) {
            return world.users().userOf(token);
        }
    }

    /** Restores the initial data and deletes all pending faults and all recorded requests. */
    public void reset() {
        faults.clear();
        synchronized (world) {
            world.clear();
            initialData.accept(world);
        }
        api.forgetRequests();
    }

    /**
     * Returns the base URL, such as {@code http://127.0.0.1:8081} or, over TLS, {@code https://localhost:8081}.
     *
     * @return the base URL, without a slash at the end
     * @throws IllegalStateException if the simulator is closed
     */
    public URI baseUri() {
        InetSocketAddress address =
                (InetSocketAddress) server.getListenerInfo().get(0).getAddress();
        // The certificate of a TlsKeyStore is for the name localhost.
        return URI.create(
                (options.tls() == null ? "http://" + LOOPBACK : "https://localhost") + ":" + address.getPort());
    }

    /** @return the token that requests must have */
    public String token() {
        return options.token();
    }

    /**
     * Returns the data, to read and to change it. Code that does this must hold the monitor of the returned object,
     * because clients send requests and time goes on in other threads.
     *
     * @return the data
     */
    public World world() {
        return world;
    }

    /** @return the current data in YAML, as {@link DataFile#parse} reads it; with secret values */
    public String data() {
        synchronized (world) {
            return world.time().afterDue(() -> DataFile.write(world));
        }
    }

    /** @return the pending faults */
    public Faults faults() {
        return faults;
    }

    /**
     * Returns the requests to the API since the start or the last {@link #reset()}, 100,000 of them at most. Requests to {@code /_simulator} are not
     * recorded.
     *
     * @return an unmodifiable copy, the oldest first
     */
    public List<RecordedRequest> requests() {
        return api.requests();
    }

    /** Stops the simulator. Ends all delayed answers. A second call has no effect. */
    @Override
    public void close() {
        ticker.shutdown();
        api.close();
        server.stop();
    }
}
