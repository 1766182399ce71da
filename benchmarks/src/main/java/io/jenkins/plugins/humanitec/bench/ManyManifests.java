package io.jenkins.plugins.humanitec.bench;

import io.jenkins.plugins.humanitec.client.HumanitecClient;
import io.jenkins.plugins.humanitec.client.manifests.Manifest;
import io.jenkins.plugins.humanitec.client.manifests.ManifestReader;
import io.jenkins.plugins.humanitec.client.platform.PlanOptions;
import io.jenkins.plugins.humanitec.client.platform.Platform;
import io.jenkins.plugins.humanitec.client.platform.Platform.OnFailure;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A program that applies many manifests of which five differ, and the measurement of its time and memory. The server takes 20 ms for
 * each response.
 */
public final class ManyManifests {

    private static final int FEW = 500;
    private static final int MANY = 10_000;
    private static final int DIFFERENT = 5;
    private static final int IN_A_FILE = 1000;
    private static final int GOAL_MILLIS = 3000;
    private static final String GOAL_HEAP = "-Xmx100m";

    private ManyManifests() {}

    /**
     * Applies the manifests.
     *
     * @param args the URL of the API and the number of manifests
     * @throws Exception if a request fails
     */
    public static void main(String[] args) throws Exception {
        int size = Integer.parseInt(args[1]);
        AtomicInteger reads = new AtomicInteger();
        AtomicInteger writes = new AtomicInteger();
        HumanitecClient client = HumanitecClient.builder()
                .baseUri(URI.create(args[0]))
                .bearerToken("token")
                .requestListener(event -> (event.method().equals("GET") ? reads : writes).incrementAndGet())
                .build();
        long begun = System.nanoTime();
        List<String> paths = IntStream.range(0, (size + IN_A_FILE - 1) / IN_A_FILE)
                .mapToObj(file -> file + ".yaml")
                .toList();
        List<Manifest> manifests = new ManifestReader(path -> file(path, size)).read(paths);
        Platform platform = client.platform("d" + size);
        platform.apply(manifests, PlanOptions.DEFAULT, OnFailure.STOP).await(Duration.ofMinutes(1));
        long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun);
        System.out.println(reads + " " + writes + " " + millis);
        System.exit(0);
    }

    private static byte[] file(String path, int size) {
        int from = Integer.parseInt(path.replace(".yaml", "")) * IN_A_FILE;
        return IntStream.range(from, Math.min(size, from + IN_A_FILE))
                .mapToObj(i -> "apiVersion: entity.humanitec.io/v1b1\nkind: Definition\nmetadata: {id: def-" + i
                        + "}\nentity: " + CannedServer.definition(i < DIFFERENT ? "another" : "region-1", i))
                .collect(Collectors.joining("\n---\n"))
                .getBytes(StandardCharsets.UTF_8);
    }

    static Row measure(String url) throws Exception {
        Process few = Processes.java(ManyManifests.class, url, String.valueOf(FEW));
        String[] numbers = Processes.line(few).split(" ");
        few.waitFor();
        Process many = Processes.java(List.of(GOAL_HEAP), ManyManifests.class, url, String.valueOf(MANY));
        boolean isEnough = many.inputReader().readLine() != null & many.waitFor() == 0;
        int requests = Integer.parseInt(numbers[0]) + Integer.parseInt(numbers[1]);
        int millis = Integer.parseInt(numbers[2]);
        return new Row(
                "500 manifests in a new JVM, 5 of them different, with 20 ms for a response",
                "-",
                "1 read and 5 writes; 3 s; 100 MB of heap for 10,000 manifests",
                numbers[0] + " read and " + numbers[1] + " writes; " + Numbers.text("%.1f s", millis / 1000.0)
                        + "; 100 MB " + (isEnough ? "are" : "are not") + " enough",
                requests == 1 + DIFFERENT && millis <= GOAL_MILLIS && isEnough);
    }
}
