package io.jenkins.plugins.humanitec.bench;

import io.jenkins.plugins.humanitec.bench.callers.Caller;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Measures the client over plain HTTP/1.1 and over TLS with HTTP/2, and writes the rows of the table for the client. */
public final class Bench {

    private Bench() {}

    /**
     * @param args the file to write, the jar of the simulator, and optionally {@code quick} for a short run
     * @throws Exception if a measurement fails
     */
    public static void main(String[] args) throws Exception {
        boolean isQuick = args.length > 2 && args[2].equals("quick");
        Path target = Path.of(args[0]);
        Process server = Processes.java(CannedServer.class);
        try {
            String[] ports = Processes.line(server).split(" ");
            String url = "http://127.0.0.1:" + ports[0];
            File simulator = new File(args[1]);
            List<Row> rows = new ArrayList<>(measure(isQuick, url, simulator, List.of()));
            List<String> tls = List.of("--tls-keystore", System.getProperty("javax.net.ssl.keyStore"));
            measure(isQuick, "https://localhost:" + ports[1], simulator, tls)
                    .forEach(row -> rows.add(row.over("HTTP/2")));
            rows.add(ManyManifests.measure(url));
            rows.addAll(new SimulatorRows(isQuick, simulator).measure());
            Path plots = target.resolveSibling("growth");
            rows.addAll(PollingRows.measure(isQuick, plots));
            write(target, rows);
            Growth.plot(plots, isQuick ? 20 : 300, url);
        } finally {
            server.destroy();
        }
    }

    private static List<Row> measure(boolean isQuick, String url, File simulator, List<String> simulatorOptions)
            throws Exception {
        warmUp(url, isQuick);
        List<Row> rows = new ArrayList<>(new CallRows(isQuick, url).measure());
        rows.add(FirstCall.measure(isQuick ? 3 : 7, url));
        rows.add(ManyValues.measure(isQuick ? 2 : 5, simulator, simulatorOptions));
        rows.add(Throughput.measure(isQuick ? 1 : 3, isQuick ? 1000 : 3000, url));
        rows.add(LongLived.measure(isQuick ? 20_000 : 1_000_000, url));
        return rows;
    }

    private static void write(Path target, List<Row> rows) throws IOException {
        Files.createDirectories(target.getParent());
        Files.writeString(target, rows.stream().map(row -> row + "\n").collect(Collectors.joining()));
    }

    /** Warms up the server, since its first requests are slow for the first caller. */
    private static void warmUp(String url, boolean isQuick) throws Exception {
        Caller caller = Caller.Kind.FLOOR.at(URI.create(url));
        for (int i = 0; i < (isQuick ? 2000 : 20_000); i++) {
            caller.list("v100");
            caller.set();
        }
    }
}
