package io.jenkins.plugins.humanitec.bench;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a list takes that is longer and longer. */
final class Growth {

    private static final int[] SIZES = {10, 100, 1000, 10_000};

    private Growth() {}

    static void plot(Path folder, int repetitions, String url) throws Exception {
        Map<String, List<Double>> lines = new LinkedHashMap<>();
        for (Caller.Kind kind : List.of(Caller.Kind.FLOOR, Caller.Kind.CLIENT)) {
            lines.put(kind == Caller.Kind.FLOOR ? "java.net.http and Jackson" : "this client", new ArrayList<>());
        }
        for (int size : SIZES) {
            int times = Math.max(5, repetitions * 100 / Math.max(100, size));
            lines.get("java.net.http and Jackson").add(millis(Caller.Kind.FLOOR, size, times, url));
            lines.get("this client").add(millis(Caller.Kind.CLIENT, size, times, url));
        }
        save(folder.resolve("values.svg"), new Plot("number of values", "ms for a list", SIZES, lines));
    }

    private static void save(Path file, Plot plot) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, plot.svg());
    }

    private static double millis(Caller.Kind kind, int size, int times, String url) throws Exception {
        Caller caller = kind.at(URI.create(url));
        List<Double> all = new ArrayList<>();
        for (int i = 0; i < 2 * times; i++) {
            long begun = System.nanoTime();
            caller.list("v" + size);
            if (i >= times) {
                all.add((System.nanoTime() - begun) / 1e6);
            }
        }
        return Numbers.median(all);
    }
}
