package io.jenkins.plugins.humanitec.bench;

import io.jenkins.plugins.humanitec.client.AppRef;
import io.jenkins.plugins.humanitec.client.EnvRef;
import io.jenkins.plugins.humanitec.client.HumanitecClient;
import io.jenkins.plugins.humanitec.client.json.Json;
import io.jenkins.plugins.humanitec.client.values.SharedValues;
import io.jenkins.plugins.humanitec.client.values.ValueSetting;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Measures the change of 200 values, of which five are different, as one map and one by one, in the simulator. */
final class ManyValues {

    private static final int VALUES = 200;
    private static final int DIFFERENT = 5;
    private static final EnvRef ENV = new AppRef("acme", "shop").env("development");

    private ManyValues() {}

    private static List<ValueSetting> settings(int round) {
        return IntStream.range(0, VALUES)
                .mapToObj(i -> ValueSetting.plain("KEY_" + i, i < DIFFERENT ? "value of round " + round : "value " + i))
                .toList();
    }

    static Row measure(int rounds, File simulator, List<String> options) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-jar",
                simulator.getPath(),
                "--port",
                "0",
                "--token",
                "token"));
        command.addAll(options);
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try {
            String line = Processes.line(process);
            String url = line.substring(line.indexOf("http"));
            return measure(rounds, url);
        } finally {
            process.destroy();
        }
    }

    private static Row measure(int rounds, String url) throws IOException, InterruptedException {
        SharedValues values = HumanitecClient.builder()
                .baseUri(URI.create(url))
                .bearerToken("token")
                .build()
                .values();
        values.setAll(ENV, settings(0));
        List<Double> ratios = new ArrayList<>();
        int requests = 0;
        for (int round = 1; round <= rounds; round++) {
            int before = requests(url);
            long begun = System.nanoTime();
            values.setAll(ENV, settings(2 * round));
            long between = System.nanoTime();
            requests = requests(url) - before;
            long again = System.nanoTime();
            settings(2 * round + 1).forEach(setting -> values.set(ENV, setting));
            ratios.add((System.nanoTime() - again) / (double) (between - begun));
        }
        double ratio = Numbers.median(ratios);
        return new Row(
                "200 values as one map, 5 of them different",
                "200 values one by one",
                "1 read and 5 writes; 20x",
                requests + " requests; " + Numbers.text("%.0fx", ratio),
                requests == 1 + DIFFERENT && ratio >= 20);
    }

    private static int requests(String url) throws IOException, InterruptedException {
        byte[] all = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(url + "/_simulator/requests"))
                                .build(),
                        HttpResponse.BodyHandlers.ofByteArray())
                .body();
        return Json.MAPPER.readTree(all).size();
    }
}
