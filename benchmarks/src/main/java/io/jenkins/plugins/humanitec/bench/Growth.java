package io.jenkins.plugins.humanitec.bench;

import io.jenkins.plugins.humanitec.bench.callers.Caller;
import io.jenkins.plugins.humanitec.client.AppRef;
import io.jenkins.plugins.humanitec.client.EnvRef;
import io.jenkins.plugins.humanitec.client.HumanitecClient;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;

/** Measures costs that grow with the number of objects, and plots them. */
public final class Growth {

    private static final int[] SIZES = {10, 100, 1000, 10_000};
    private static final int[] MODULES = {10, 100, 1000};

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
        save(
                folder.resolve("modules.svg"),
                new Plot("number of modules", "ms to read what runs", MODULES, Map.of("this client", runtimes(url))));
    }

    private static List<Double> runtimes(String url) throws Exception {
        HumanitecClient client = HumanitecClient.builder()
                .baseUri(URI.create(url))
                .bearerToken("token")
                .build();
        List<Double> millis = new ArrayList<>();
        for (int size : MODULES) {
            EnvRef env = new AppRef("acme", "m" + size).env("dev");
            millis.add(median(20, () -> client.workloads().runtime(env)));
        }
        return millis;
    }

    /**
     * Plots measured lines.
     *
     * @param args the file to write, and the file with the lines: a name, then {@code size=megabytes} for each point
     * @throws IOException if a file cannot be read or written
     */
    public static void main(String[] args) throws IOException {
        Map<String, List<Double>> lines = new LinkedHashMap<>();
        int[] sizes = {};
        for (String line : Files.readAllLines(Path.of(args[1]))) {
            String[] parts = line.split(",");
            String[] points = Arrays.copyOfRange(parts, 1, parts.length);
            sizes = Stream.of(points)
                    .mapToInt(point -> Integer.parseInt(point.split("=")[0]))
                    .toArray();
            lines.put(
                    parts[0],
                    Stream.of(points)
                            .map(point -> Double.valueOf(point.split("=")[1]))
                            .toList());
        }
        save(Path.of(args[0]), new Plot("number of waiting builds", "MB of heap", sizes, lines));
    }

    static void save(Path file, Plot plot) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, plot.svg());
    }

    private static double millis(Caller.Kind kind, int size, int times, String url) throws Exception {
        Caller caller = kind.at(URI.create(url));
        return median(times, () -> caller.list("v" + size));
    }

    private static double median(int times, Callable<?> call) throws Exception {
        List<Double> all = new ArrayList<>();
        for (int i = 0; i < 2 * times; i++) {
            long begun = System.nanoTime();
            call.call();
            if (i >= times) {
                all.add((System.nanoTime() - begun) / 1e6);
            }
        }
        return Numbers.median(all);
    }
}
