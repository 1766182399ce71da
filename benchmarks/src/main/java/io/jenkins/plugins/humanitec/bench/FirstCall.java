package io.jenkins.plugins.humanitec.bench;

import io.jenkins.plugins.humanitec.bench.callers.Caller;
import java.net.URI;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A program that makes one call in a new JVM, and the measurement of the time from its start to the response. The time until its
 * end does not count: a JVM with a thread that waits for the network, as in the JDK's HTTP client, takes 0.3 s to end.
 */
public final class FirstCall {

    private FirstCall() {}

    /**
     * Makes one call.
     *
     * @param args the kind of caller and the URL of the API
     * @throws Exception if the call fails
     */
    public static void main(String[] args) throws Exception {
        System.out.println(
                Caller.Kind.valueOf(args[0]).at(URI.create(args[1])).list("v10").hashCode());
    }

    static Row measure(int repetitions, String url) throws Exception {
        Map<Caller.Kind, List<Double>> millis = new EnumMap<>(Caller.Kind.class);
        List<Caller.Kind> kinds = List.of(Caller.Kind.FLOOR, Caller.Kind.CLIENT, Caller.Kind.STOCK_FEIGN);
        for (int i = 0; i <= repetitions; i++) {
            for (Caller.Kind kind : kinds) {
                long begun = System.nanoTime();
                Process process = Processes.java(FirstCall.class, kind.name(), url);
                Processes.line(process);
                double taken = TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - begun) / 1000.0;
                process.destroyForcibly().waitFor();
                if (i > 0) {
                    // The files are not cached in the first round.
                    millis.computeIfAbsent(kind, k -> new ArrayList<>()).add(taken);
                }
            }
        }
        double floor = Numbers.median(millis.get(Caller.Kind.FLOOR));
        double client = Numbers.median(millis.get(Caller.Kind.CLIENT));
        double feign = Numbers.median(millis.get(Caller.Kind.STOCK_FEIGN));
        return new Row(
                "first call in a new JVM",
                "stock client `feign`; the floor",
                "1x; at most 250 ms more",
                Numbers.times(client / feign) + "; " + Numbers.text("%.0f ms more", client - floor),
                client <= feign && client - floor <= 250);
    }
}
