package io.jenkins.plugins.humanitec.simulator;

import io.jenkins.plugins.humanitec.simulator.contract.Contract;
import io.jenkins.plugins.humanitec.simulator.http.ApiHandler;
import io.jenkins.plugins.humanitec.simulator.http.ControlHandler;
import io.jenkins.plugins.humanitec.simulator.operations.OperationHandler;
import io.jenkins.plugins.humanitec.simulator.state.SimulatedTime;
import io.undertow.Handlers;
import io.undertow.Undertow;
import io.undertow.UndertowOptions;
import io.undertow.server.handlers.BlockingHandler;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.function.Consumer;

/** A running simulator. Listens on 127.0.0.1 only. */
public final class Simulator implements AutoCloseable {

    private static final String LOOPBACK = "127.0.0.1";

    private final SimulatorOptions options;
    private final World world;
    private final Faults faults = new Faults();
    private final ApiHandler api;
    private final Undertow server;

    private final Consumer<World> data;

    private Simulator(SimulatorOptions options, Consumer<World> data) {
        this.options = options;
        this.data = data;
        this.world = new World(new SimulatedTime(Clock.systemUTC(), options.settling(), options.deletion()));
        data.accept(world);
        Contract contract = new Contract();
        OperationHandler operations =
                new SimulatedOperations(world, contract.examples()).requireAmong(contract.operationIds());
        this.api = new ApiHandler(contract, operations, faults, options);
        Undertow.Builder builder = Undertow.builder();
        this.server = (options.tls() == null
                        ? builder.addHttpListener(options.port(), LOOPBACK)
                        : builder.addHttpsListener(options.port(), LOOPBACK, options.tls()))
                // Over plain HTTP, callers that offer an upgrade would get it.
                .setServerOption(UndertowOptions.ENABLE_HTTP2, options.tls() != null)
                .setServerOption(UndertowOptions.DECODE_URL, false)
                .setServerOption(UndertowOptions.ALLOW_UNESCAPED_CHARACTERS_IN_URL, false)
                .setIoThreads(2)
                .setWorkerThreads(64)
                .setHandler(new BlockingHandler(
                        Handlers.path(api).addPrefixPath("/_simulator", new ControlHandler(faults, api, this::reset))))
                .build();
        server.start();
    }

    /**
     * Starts a simulator without any data.
     *
     * @param options how it behaves
     * @return the running simulator
     */
    public static Simulator start(SimulatorOptions options) {
        return start(options, world -> {});
    }

    /**
     * Starts a simulator with data.
     *
     * @param options how it behaves
     * @param data adds what it begins with, now and whenever it is reset
     * @return the running simulator
     */
    public static Simulator start(SimulatorOptions options, Consumer<World> data) {
        return new Simulator(options, data);
    }

    /** Begins anew: with the first data, no faults to come, and no requests so far. */
    public void reset() {
        faults.clear();
        synchronized (world) {
            world.clear();
            data.accept(world);
        }
        api.forgetRequests();
    }

    /** @return where it listens, with no slash at the end */
    public URI baseUri() {
        InetSocketAddress address =
                (InetSocketAddress) server.getListenerInfo().get(0).getAddress();
        // The certificate of a TlsKeyStore is for this name.
        return URI.create(
                (options.tls() == null ? "http://" + LOOPBACK : "https://localhost") + ":" + address.getPort());
    }

    /** @return the token that gives access */
    public String token() {
        return options.token();
    }

    /** @return its data */
    public World world() {
        return world;
    }

    /** @return what is to go wrong */
    public Faults faults() {
        return faults;
    }

    /** @return the requests so far, the oldest first */
    public List<RecordedRequest> requests() {
        return api.requests();
    }

    /** Stops listening. */
    @Override
    public void close() {
        api.close();
        server.stop();
    }
}
