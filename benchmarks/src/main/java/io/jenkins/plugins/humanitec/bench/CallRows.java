package io.jenkins.plugins.humanitec.bench;

import io.jenkins.plugins.humanitec.bench.callers.Caller;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * Measures single calls, in several passes over all callers. So a machine that is slow for some time is slow for all callers.
 */
final class CallRows {

    private static final String ALLOCATION = "gc.alloc.rate.norm";

    /** After about 15 s on 2 cores, all code of a call is compiled. Before, a call takes up to ten times as long. */
    private static final int WARM_UP_SECONDS = 20;

    /** The cost of a call in its own fork. */
    private record Cost(double micros, double bytes) {}

    private final boolean isQuick;
    private final int passes;
    private final int iterations;
    private final String url;

    CallRows(boolean isQuick, String url) {
        this.isQuick = isQuick;
        this.passes = isQuick ? 1 : 3;
        this.iterations = isQuick ? 1 : 2;
        this.url = url;
    }

    List<Row> measure() throws RunnerException {
        Map<Caller.Kind, List<Cost>> lists = measure("list");
        Map<Caller.Kind, List<Cost>> sets = measure("set");
        double list = time(lists, Caller.Kind.FLOOR);
        double allocation = allocation(lists, Caller.Kind.FLOOR);
        double toFeign = time(lists, Caller.Kind.STOCK_FEIGN);
        double toNative = time(lists, Caller.Kind.STOCK_NATIVE);
        double set = time(sets, Caller.Kind.FLOOR);
        double setToFeign = time(sets, Caller.Kind.STOCK_FEIGN);
        double setToNative = time(sets, Caller.Kind.STOCK_NATIVE);
        return List.of(
                new Row(
                        "list 100 values",
                        "`java.net.http` and Jackson alone",
                        "1.10x in time, 1.5x in allocation",
                        Numbers.times(list) + ", " + Numbers.times(allocation),
                        list <= 1.1 && allocation <= 1.5),
                new Row(
                        "list 100 values",
                        "stock clients `feign`, `native`",
                        "less than 1x",
                        Numbers.times(toFeign) + ", " + Numbers.times(toNative),
                        toFeign < 1 && toNative < 1),
                new Row("set one value", "`java.net.http` and Jackson alone", "1.15x", Numbers.times(set), set <= 1.15),
                new Row(
                        "set one value",
                        "stock clients `feign`, `native`",
                        "1.15x",
                        Numbers.times(setToFeign) + ", " + Numbers.times(setToNative),
                        setToFeign <= 1.15 && setToNative <= 1.15));
    }

    private Map<Caller.Kind, List<Cost>> measure(String call) throws RunnerException {
        Map<Caller.Kind, List<Cost>> costs = new EnumMap<>(Caller.Kind.class);
        for (int pass = 0; pass < passes; pass++) {
            for (Caller.Kind kind : Caller.Kind.values()) {
                RunResult result = new Runner(new OptionsBuilder()
                                .include(CallBenchmark.class.getName() + "\\." + call + "$")
                                .param("kind", kind.name())
                                .forks(1)
                                .warmupIterations(isQuick ? 2 : WARM_UP_SECONDS)
                                .warmupTime(TimeValue.milliseconds(1000))
                                .measurementIterations(iterations)
                                .measurementTime(TimeValue.milliseconds(1000))
                                .jvmArgsAppend("-Dbench.url=" + url)
                                .addProfiler(GCProfiler.class)
                                .verbosity(VerboseMode.SILENT)
                                .build())
                        .runSingle();
                costs.computeIfAbsent(kind, k -> new ArrayList<>())
                        .add(new Cost(
                                result.getPrimaryResult().getScore(),
                                result.getSecondaryResults().get(ALLOCATION).getScore()));
            }
        }
        costs.forEach((kind, all) -> System.out.println(Numbers.text(
                "%s %s: %.0f us, %.0f B",
                call,
                kind,
                Numbers.median(all.stream().map(Cost::micros).toList()),
                Numbers.median(all.stream().map(Cost::bytes).toList()))));
        return costs;
    }

    /** Returns the median of the ratios of all passes. */
    private double time(Map<Caller.Kind, List<Cost>> costs, Caller.Kind against) {
        List<Double> ratios = new ArrayList<>();
        for (int pass = 0; pass < passes; pass++) {
            ratios.add(costs.get(Caller.Kind.CLIENT).get(pass).micros()
                    / costs.get(against).get(pass).micros());
        }
        return Numbers.median(ratios);
    }

    private double allocation(Map<Caller.Kind, List<Cost>> costs, Caller.Kind against) {
        List<Double> ratios = new ArrayList<>();
        for (int pass = 0; pass < passes; pass++) {
            ratios.add(costs.get(Caller.Kind.CLIENT).get(pass).bytes()
                    / costs.get(against).get(pass).bytes());
        }
        return Numbers.median(ratios);
    }
}
