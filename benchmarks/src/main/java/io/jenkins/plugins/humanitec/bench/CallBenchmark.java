package io.jenkins.plugins.humanitec.bench;

import io.jenkins.plugins.humanitec.bench.callers.Caller;
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

/** Measures single calls over a connection that is kept alive. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class CallBenchmark {

    /** The kind of caller. */
    @Param
    public Caller.Kind kind;

    /** The number of values in a list. */
    @Param("100")
    public int size;

    private Caller caller;

    /** Connects to the server, which is the same for all forks, so that it is warm. */
    @Setup(Level.Trial)
    public void connect() {
        caller = kind.at(URI.create(System.getProperty("bench.url")));
    }

    /**
     * Lists values.
     *
     * @return the values
     * @throws Exception if the call fails
     */
    @Benchmark
    public Object list() throws Exception {
        return caller.list("v" + size);
    }

    /**
     * Sets one value.
     *
     * @return the response
     * @throws Exception if the call fails
     */
    @Benchmark
    public Object set() throws Exception {
        return caller.set();
    }
}
