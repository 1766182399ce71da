package io.jenkins.plugins.humanitec.simulator;

import io.jenkins.plugins.humanitec.simulator.operations.Operations;
import io.jenkins.plugins.humanitec.simulator.state.World;
import io.undertow.Handlers;
import io.undertow.Undertow;
import io.undertow.UndertowOptions;
import io.undertow.server.handlers.BlockingHandler;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Clock;
import java.util.List;

/** A running simulator. Listens on 127.0.0.1 only. */
public final class Simulator implements AutoCloseable {

    private static final String LOOPBACK = "127.0.0.1";

    private final SimulatorOptions options;
    private final World world;
    private final Faults faults = new Faults();
    private final ApiHandler api;
    private final Undertow server;

    private Simulator(SimulatorOptions options) {
        this.options = options;
        this.world = new World(Clock.systemUTC(), options.settling(), options.deletion());
        Contract contract = new Contract();
        this.api =
                new ApiHandler(contract, new Operations(world, contract.examples()::answer), faults, options.token());
        this.server = Undertow.builder()
                .addHttpListener(options.port(), LOOPBACK)
                .setServerOption(UndertowOptions.DECODE_URL, false)
                .setServerOption(UndertowOptions.ALLOW_UNESCAPED_CHARACTERS_IN_URL, false)
                .setIoThreads(2)
                .setWorkerThreads(16)
                .setHandler(new BlockingHandler(
                        Handlers.path(api).addPrefixPath("/_simulator", new ControlHandler(faults, api))))
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
        return new Simulator(options);
    }

    /** @return where it listens, with no slash at the end */
    public URI baseUri() {
        InetSocketAddress address =
                (InetSocketAddress) server.getListenerInfo().get(0).getAddress();
        return URI.create("http://" + LOOPBACK + ":" + address.getPort());
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
