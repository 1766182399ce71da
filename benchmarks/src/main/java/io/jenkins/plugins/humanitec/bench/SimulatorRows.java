package io.jenkins.plugins.humanitec.bench;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** Measures the simulator: its start, its throughput, and how much data it can hold. */
final class SimulatorRows {

    private static final String TOKEN = "bench";
    private static final int THREADS = 16;
    private static final int ORGANIZATIONS = 100;
    private static final int APPLICATIONS = 100;
    private static final int ENVIRONMENTS = 10;

    private final boolean isQuick;
    private final File jar;
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    SimulatorRows(boolean isQuick, File jar) {
        this.isQuick = isQuick;
        this.jar = jar;
    }

    /** A simulator in a process of its own. */
    private record Running(Process process, String url) implements AutoCloseable {

        @Override
        public void close() {
            process.destroyForcibly();
        }
    }

    private Running start(List<String> jvmOptions, String... options) throws IOException {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        command.addAll(jvmOptions);
        command.addAll(List.of("-jar", jar.getPath(), "--port", "0", "--token", TOKEN));
        command.addAll(List.of(options));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String line = Processes.line(process);
        return new Running(process, line.substring(line.indexOf("http")));
    }

    List<Row> measure() throws Exception {
        return List.of(firstAnswer(), throughput(1000), throughput(5000, "--no-check-answers"), manyApplications());
    }

    private void get(String url) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url))
                .header("Authorization", "Bearer " + TOKEN)
                .build();
        HttpResponse<byte[]> response = client.send(request, HttpResponse.BodyHandlers.ofByteArray());
        if (response.statusCode() != 200) {
            throw new IOException("GET " + url + " answered " + response.statusCode());
        }
    }

    private static double millisSince(long begun) {
        return TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - begun) / 1000.0;
    }

    private Row firstAnswer() throws Exception {
        List<Double> seconds = new ArrayList<>();
        for (int i = 0; i <= (isQuick ? 2 : 5); i++) {
            long begun = System.nanoTime();
            try (Running simulator = start(List.of())) {
                get(simulator.url() + "/orgs/acme/apps");
                if (i > 0) {
                    // The files are not cached in the first round.
                    seconds.add(millisSince(begun) / 1000);
                }
            }
        }
        double median = Numbers.median(seconds);
        return new Row(
                "start of the simulator to its first answer",
                "-",
                "1.5 s",
                Numbers.text("%.1f s", median),
                median <= 1.5);
    }

    private Row throughput(int goal, String... options) throws Exception {
        double perSecond = 0;
        try (Running simulator = start(List.of(), options)) {
            // The first rounds compile the code.
            for (int round = 0; round < (isQuick ? 2 : 6); round++) {
                perSecond = perSecond(simulator.url() + "/orgs/acme/apps/shop/envs/development", isQuick ? 2 : 5);
            }
        }
        return new Row(
                "requests a second to the simulator from 16 threads",
                options.length == 0 ? "with checks" : "without checks",
                Numbers.text("%d", goal),
                Numbers.text("%.0f", perSecond),
                perSecond >= goal);
    }

    private double perSecond(String url, int seconds) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
            List<Future<Integer>> running = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                running.add(threads.submit(() -> {
                    int calls = 0;
                    for (; System.nanoTime() < end; calls++) {
                        get(url);
                    }
                    return calls;
                }));
            }
            int calls = 0;
            for (Future<Integer> one : running) {
                calls += one.get();
            }
            return (double) calls / seconds;
        } finally {
            threads.shutdown();
        }
    }

    private Row manyApplications() throws Exception {
        Path file = Files.createTempFile("many", ".yaml");
        try {
            Files.writeString(file, manyApplicationsInYaml());
            List<Double> millis = new ArrayList<>();
            // It ends if the memory is not sufficient.
            try (Running simulator = start(List.of("-Xmx1g"), "--data", file.toString())) {
                for (int i = 0; i < (isQuick ? 20 : 200); i++) {
                    long begun = System.nanoTime();
                    get(simulator.url() + "/orgs/org-7/apps");
                    millis.add(millisSince(begun));
                }
            }
            double median = Numbers.median(millis.subList(millis.size() / 2, millis.size()));
            return new Row(
                    "list 100 of 10,000 applications with 10 environments each",
                    "-",
                    "20 ms, with 1 GB for all",
                    Numbers.text("%.1f ms", median),
                    median <= 20);
        } finally {
            Files.delete(file);
        }
    }

    private static String manyApplicationsInYaml() {
        StringBuilder yaml = new StringBuilder("organizations:\n");
        for (int org = 0; org < ORGANIZATIONS; org++) {
            yaml.append("  org-").append(org).append(":\n    applications:\n");
            for (int app = 0; app < APPLICATIONS; app++) {
                yaml.append("      app-").append(app).append(":\n        environments:\n");
                for (int env = 0; env < ENVIRONMENTS; env++) {
                    yaml.append("          env-").append(env).append(": {modules: {web: {replicas: 2}}}\n");
                }
            }
        }
        return yaml.toString();
    }
}
