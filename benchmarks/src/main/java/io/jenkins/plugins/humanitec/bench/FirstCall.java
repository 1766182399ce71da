package io.jenkins.plugins.humanitec.bench;

import java.net.URI;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A program that makes one call, as the first of a new JVM; and how long it takes until that is answered. Its end does not count:
 * a JVM with a thread that waits for a network, as the JDK's HTTP client has, takes 0.3 s to end.
 */
public final class FirstCall {

    private FirstCall() {}

    /**
     * @param args the kind of caller, and where the API is
     * @throws Exception if the call does not go well
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
                    // The first time the files are not in memory yet.
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
