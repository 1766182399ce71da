package io.jenkins.plugins.humanitec.bench;

import io.jenkins.plugins.humanitec.client.EnvRef;
import io.jenkins.plugins.humanitec.client.HumanitecClient;
import io.jenkins.plugins.humanitec.client.environments.Environments;
import io.jenkins.plugins.humanitec.client.http.RateLimiter;
import io.jenkins.plugins.humanitec.client.polling.PollTarget;
import io.jenkins.plugins.humanitec.client.polling.Poller;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/**
 * Measures how long after its end the client notices the end of a deployment, in virtual time: as it follows a deployment, and
 * with the same poller without a forecast, whose pauses grow.
 */
final class PollingRows {

    /** How many deployments to each environment there are before the measurement. */
    private static final int EARLIER = 30;

    private static final int DEPLOYMENTS = 40;

    /** How long a deployment to each environment usually takes, in seconds. */
    private static final double[] USUAL = {30, 63, 134, 284, 600};

    private static final double LEAST_SPREAD = 0.15;
    private static final double MOST_SPREAD = 0.25;
    private static final int[] PERCENT = {1, 2, 3, 5, 7, 10, 12, 15, 20, 30, 50};
    private static final int[] FEW_PERCENT = {1, 12, 50};

    /** The largest spread of the plot with which the targets are reached. */
    private static final int REACHED_WITH = 12;

    private static final Duration TIMEOUT = Duration.ofHours(1);

    /** The delays in seconds, and the number of requests. */
    private static final class Figures {
        private final List<Double> delays = new ArrayList<>();
        private int requests;

        double median() {
            return Numbers.median(delays);
        }

        double most() {
            List<Double> sorted = delays.stream().sorted().toList();
            return sorted.get((int) Math.ceil(sorted.size() * 0.95) - 1);
        }

        String text() {
            return Numbers.text("%.1f s, %.1f s, %,d requests", median(), most(), requests);
        }
    }

    private record Comparison(Figures growing, Figures forecast) {

        Row row(String spread) {
            return new Row(
                    "from the end of a deployment until it is noticed; 200 deployments, usually 30 s to 10 min, "
                            + spread,
                    "pauses that grow from 2 s to 15 s",
                    "median 1.5 s, 95th percentile 5 s, at most as many requests",
                    forecast.text() + "; otherwise " + growing.text(),
                    forecast.median() <= 1.5 && forecast.most() <= 5 && forecast.requests <= growing.requests);
        }
    }

    private interface Wait {
        void on(HumanitecClient client, Clock clock, EnvRef env, String id) throws InterruptedException;
    }

    private PollingRows() {}

    static List<Row> measure(boolean isQuick, Path folder) throws IOException, InterruptedException {
        Map<String, List<Double>> lines = new LinkedHashMap<>();
        List.of("growing pauses, 95 %", "growing pauses, median", "this client, 95 %", "this client, median")
                .forEach(name -> lines.put(name, new ArrayList<>()));
        List<Row> rows = new ArrayList<>();
        rows.add(compare(LEAST_SPREAD, MOST_SPREAD).row("with a spread of 15 to 25 %"));
        int[] percents = isQuick ? FEW_PERCENT : PERCENT;
        for (int percent : percents) {
            Comparison seen = compare(percent / 100.0, percent / 100.0);
            lines.get("growing pauses, 95 %").add(seen.growing.most());
            lines.get("growing pauses, median").add(seen.growing.median());
            lines.get("this client, 95 %").add(seen.forecast.most());
            lines.get("this client, median").add(seen.forecast.median());
            if (percent == REACHED_WITH) {
                rows.add(seen.row("with a spread of " + REACHED_WITH + " %"));
            }
        }
        Growth.save(
                folder.resolve("polling.svg"),
                new Plot("spread of the durations in percent", "s until the end is noticed", percents, lines));
        return rows;
    }

    private static Comparison compare(double leastSpread, double mostSpread) throws InterruptedException {
        return new Comparison(
                follow(leastSpread, mostSpread, PollingRows::growing),
                follow(
                        leastSpread,
                        mostSpread,
                        (client, clock, env, id) ->
                                client.deployments().follow(env, id).await(TIMEOUT)));
    }

    /** Follows the same deployments with the same seed, one after the other, to one environment or another. */
    private static Figures follow(double leastSpread, double mostSpread, Wait wait) throws InterruptedException {
        Random random = new Random(1);
        Figures figures = new Figures();
        try (VirtualDeployments api = new VirtualDeployments()) {
            HumanitecClient client = api.client();
            List<Integer> order = new ArrayList<>();
            double[] spreads = new double[USUAL.length];
            for (int i = 0; i < USUAL.length; i++) {
                spreads[i] = leastSpread + random.nextDouble() * (mostSpread - leastSpread);
                order.addAll(Collections.nCopies(DEPLOYMENTS, i));
                for (int j = 0; j < EARLIER; j++) {
                    api.deploy(VirtualDeployments.env(i), duration(random, USUAL[i], spreads[i]));
                }
            }
            Collections.shuffle(order, random);
            for (int i : order) {
                EnvRef env = VirtualDeployments.env(i);
                String id = api.deploy(env, duration(random, USUAL[i], spreads[i]));
                wait.on(client, api.clock(), env, id);
                figures.delays.add(api.sinceEnd(env));
            }
            figures.requests = api.requests();
        }
        return figures;
    }

    private static Duration duration(Random random, double usual, double spread) {
        return Duration.ofMillis(Math.round(1000 * usual * Math.exp(spread * random.nextGaussian())));
    }

    private static void growing(HumanitecClient client, Clock clock, EnvRef env, String id)
            throws InterruptedException {
        Environments environments = client.environments();
        new Poller<>(
                        "the end",
                        new PollTarget<>(id, () -> environments.get(env), false, new RateLimiter(clock)),
                        found -> new Poller.State<>(
                                Optional.of(id)
                                        .filter(ended -> "succeeded"
                                                .equals(found.getLastDeploy().getStatus())),
                                ""),
                        clock,
                        clock.instant().plus(TIMEOUT))
                .await(client.context().sleeper());
    }
}
