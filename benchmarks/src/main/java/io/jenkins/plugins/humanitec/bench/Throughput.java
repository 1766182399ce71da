package io.jenkins.plugins.humanitec.bench;

import io.jenkins.plugins.humanitec.bench.callers.Caller;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/** Measures the throughput of many threads that use one client. */
final class Throughput {

    private static final int THREADS = 16;

    /** Until all code is compiled, with 3 s for each round. */
    private static final int WARM_UP_ROUNDS = 5;

    private record Run(double perSecond, double p99Micros) {}

    private Throughput() {}

    static Row measure(int rounds, long millis, String url) throws Exception {
        Caller floor = Caller.Kind.FLOOR.at(URI.create(url));
        Caller client = Caller.Kind.CLIENT.at(URI.create(url));
        List<Double> rates = new ArrayList<>();
        List<Double> tails = new ArrayList<>();
        List<Double> clientRates = new ArrayList<>();
        for (int round = -WARM_UP_ROUNDS; round < rounds; round++) {
            Run raw = run(floor, millis);
            Run ours = run(client, millis);
            if (round >= 0) {
                rates.add(ours.perSecond / raw.perSecond);
                tails.add(ours.p99Micros / raw.p99Micros);
                clientRates.add(ours.perSecond);
            }
        }
        double rate = Numbers.median(rates);
        double tail = Numbers.median(tails);
        return new Row(
                "operations a second from 16 threads",
                "`java.net.http` and Jackson alone",
                "0.85x, p99 1.3x",
                Numbers.times(rate) + ", " + Numbers.times(tail)
                        + Numbers.text(" (%.0f a second)", Numbers.median(clientRates)),
                rate >= 0.85 && tail <= 1.3);
    }

    private static Run run(Caller caller, long millis) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        long begun = System.nanoTime();
        long end = begun + TimeUnit.MILLISECONDS.toNanos(millis);
        List<Future<Histogram>> running = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            running.add(threads.submit(() -> callUntil(caller, end)));
        }
        Histogram all = new Histogram(3);
        for (Future<Histogram> one : running) {
            all.add(one.get());
        }
        double seconds = (System.nanoTime() - begun) / 1e9;
        threads.shutdown();
        return new Run(all.getTotalCount() / seconds, all.getValueAtPercentile(99));
    }

    private static Histogram callUntil(Caller caller, long end) throws Exception {
        Histogram micros = new Histogram(3);
        for (long before = System.nanoTime(); before < end; ) {
            caller.list("v1");
            long after = System.nanoTime();
            micros.recordValue(TimeUnit.NANOSECONDS.toMicros(after - before));
            before = after;
        }
        return micros;
    }
}
