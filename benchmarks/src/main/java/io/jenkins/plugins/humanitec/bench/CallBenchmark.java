package io.jenkins.plugins.humanitec.bench;

import java.io.IOException;
import java.net.URI;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** Single calls over a connection that is kept alive. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class CallBenchmark {

    /** Who calls. */
    @Param
    public Caller.Kind kind;

    /** How many values a list has. */
    @Param("100")
    public int size;

    private Process server;
    private Caller caller;

    /** @throws IOException if the server cannot be started */
    @Setup(Level.Trial)
    public void start() throws IOException {
        server = Processes.java(CannedServer.class);
        caller = kind.at(URI.create("http://127.0.0.1:" + Processes.line(server)));
    }

    /** Ends the server. */
    @TearDown(Level.Trial)
    public void stop() {
        server.destroy();
    }

    /**
     * @return the values
     * @throws Exception if it does not go well
     */
    @Benchmark
    public Object list() throws Exception {
        return caller.list("v" + size);
    }

    /**
     * @return what was answered
     * @throws Exception if it does not go well
     */
    @Benchmark
    public Object set() throws Exception {
        return caller.set();
    }
}
