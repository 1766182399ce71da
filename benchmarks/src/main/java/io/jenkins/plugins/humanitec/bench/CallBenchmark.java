package io.jenkins.plugins.humanitec.bench;

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

    private Caller caller;

    /** The server serves all forks, so that none of them meets it for the first time. */
    @Setup(Level.Trial)
    public void connect() {
        caller = kind.at(URI.create(System.getProperty("bench.url")));
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
