package io.jenkins.plugins.humanitec.bench;

import io.jenkins.plugins.humanitec.bench.callers.Caller;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** A program that makes many calls with one client, and prints the heap in use. */
public final class LongLived {

    private static final int THREADS = 8;
    private static final int FIRST = 1000;

    private LongLived() {}

    /**
     * Makes the calls.
     *
     * @param args the URL of the API and the number of calls
     * @throws Exception if a call fails
     */
    public static void main(String[] args) throws Exception {
        Caller caller = Caller.Kind.CLIENT.at(URI.create(args[0]));
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        call(threads, caller, FIRST);
        long before = heap();
        call(threads, caller, Integer.parseInt(args[1]) - FIRST);
        System.out.println(before + " " + heap());
        System.exit(0);
    }

    private static void call(ExecutorService threads, Caller caller, int times) throws Exception {
        List<Future<?>> running = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            running.add(threads.submit(() -> {
                for (int n = 0; n < times / THREADS; n++) {
                    caller.list("v1");
                }
                return null;
            }));
        }
        for (Future<?> one : running) {
            one.get();
        }
    }

    private static long heap() {
        long used = Long.MAX_VALUE;
        for (int i = 0; i < 5; i++) {
            System.gc();
            used = Math.min(
                    used,
                    ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed());
        }
        return used;
    }

    static Row measure(int calls, String url) throws Exception {
        Process process = Processes.java(LongLived.class, url, String.valueOf(calls));
        String[] heaps = Processes.line(process).split(" ");
        process.waitFor();
        double ratio = Double.parseDouble(heaps[1]) / Double.parseDouble(heaps[0]);
        return new Row(
                "heap in use after " + Numbers.text("%,d", calls) + " calls",
                "after 1,000",
                "the same within 5 %",
                Numbers.text("%.1f %% (%.1f MB)", (ratio - 1) * 100, Double.parseDouble(heaps[1]) / 1e6),
                Math.abs(ratio - 1) <= 0.05);
    }
}
