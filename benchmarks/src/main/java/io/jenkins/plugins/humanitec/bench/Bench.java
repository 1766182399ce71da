package io.jenkins.plugins.humanitec.bench;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Measures the client, and writes the lines of the table that are about it. */
public final class Bench {

    private Bench() {}

    /**
     * @param args where to write to, the simulator's jar, and {@code quick} for a short run
     * @throws Exception if something does not go well
     */
    public static void main(String[] args) throws Exception {
        boolean isQuick = args.length > 2 && args[2].equals("quick");
        Path target = Path.of(args[0]);
        Process server = Processes.java(CannedServer.class);
        try {
            String url = "http://127.0.0.1:" + Processes.line(server);
            warmUp(url, isQuick);
            List<Row> rows = new ArrayList<>();
            rows.addAll(new CallRows(isQuick, url).measure());
            rows.add(FirstCall.measure(isQuick ? 3 : 7, url));
            rows.add(ManyValues.measure(isQuick ? 2 : 5, new File(args[1])));
            rows.add(Throughput.measure(isQuick ? 1 : 3, isQuick ? 1000 : 3000, url));
            rows.add(LongLived.measure(isQuick ? 20_000 : 1_000_000, url));
            write(target, rows);
            Growth.plot(target.resolveSibling("growth"), isQuick ? 20 : 300, url);
        } finally {
            server.destroy();
        }
    }

    private static void write(Path target, List<Row> rows) throws IOException {
        Files.createDirectories(target.getParent());
        Files.writeString(target, rows.stream().map(row -> row + "\n").collect(Collectors.joining()));
    }

    /** So that who comes first does not pay for the server's first requests. */
    private static void warmUp(String url, boolean isQuick) throws Exception {
        Caller caller = Caller.Kind.FLOOR.at(URI.create(url));
        for (int i = 0; i < (isQuick ? 2000 : 20_000); i++) {
            caller.list("v100");
            caller.set();
        }
    }
}
