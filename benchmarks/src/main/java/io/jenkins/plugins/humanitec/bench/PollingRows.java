package io.jenkins.plugins.humanitec.bench;

import io.jenkins.plugins.humanitec.client.EnvRef;
import io.jenkins.plugins.humanitec.client.HumanitecClient;
import io.jenkins.plugins.humanitec.client.deployments.Deployments;
import io.jenkins.plugins.humanitec.client.environments.Environments;
import io.jenkins.plugins.humanitec.client.flow.DeploymentQueue;
import io.jenkins.plugins.humanitec.client.flow.Next;
import io.jenkins.plugins.humanitec.client.flow.OperationContext;
import io.jenkins.plugins.humanitec.client.http.RateLimiter;
import io.jenkins.plugins.humanitec.client.polling.PollListener;
import io.jenkins.plugins.humanitec.client.polling.PollTarget;
import io.jenkins.plugins.humanitec.client.polling.Poller;
import io.jenkins.plugins.humanitec.client.polling.SharedPoller;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.DoubleStream;

/**
 * Measures how long after its end the client notices the end of a deployment, in virtual time: as builds follow deployments, and
 * with the same poller without a forecast, whose pauses grow.
 */
final class PollingRows {

    /** How many deployments to each environment there are before the measurement. */
    private static final int EARLIER = 30;

    private static final int DEPLOYMENTS = 40;

    /** How long a deployment to each environment usually takes, in seconds. */
    private static final double[] USUAL = {30, 63, 134, 284, 600};

    private static final Duration WORKING_DAY = Duration.ofHours(8);
    private static final int[] PERCENT = {1, 2, 3, 5, 7, 10, 12, 15, 20, 30, 50};
    private static final int[] FEW_PERCENT = {1, 12, 50};

    /** The largest spread of the plot with which the targets are reached. */
    private static final int REACHED_WITH = 12;

    private static final Duration TIMEOUT = Duration.ofHours(1);

    /** A deployment that a build starts and follows. */
    private record Deployed(EnvRef env, Instant begin, Duration duration) {}

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

        Row row(String how) {
            return new Row(
                    "from the end of a deployment until it is noticed; 200 deployments, usually 30 s to 10 min, " + how,
                    "pauses that grow from 2 s to 15 s",
                    "median 1.5 s, 95th percentile 5 s, at most as many requests",
                    forecast.text() + "; otherwise " + growing.text(),
                    forecast.delays.size() == DEPLOYMENTS * USUAL.length
                            && forecast.median() <= 1.5
                            && forecast.most() <= 5
                            && forecast.requests <= growing.requests);
        }
    }

    /** Waits for the end of the deployment with an ID. */
    private interface Wait {
        void begin(HumanitecClient client, SharedPoller polls, EnvRef env, String id, Runnable atEnd);
    }

    private PollingRows() {}

    static List<Row> measure(boolean isQuick, Path folder) throws IOException {
        Map<String, List<Double>> lines = new LinkedHashMap<>();
        List.of("growing pauses, 95 %", "growing pauses, median", "this client, 95 %", "this client, median")
                .forEach(name -> lines.put(name, new ArrayList<>()));
        List<Row> rows = new ArrayList<>();
        int[] percents = isQuick ? FEW_PERCENT : PERCENT;
        for (int percent : percents) {
            Comparison seen = compare(Duration.ZERO, percent / 100.0, percent / 100.0);
            lines.get("growing pauses, 95 %").add(seen.growing.most());
            lines.get("growing pauses, median").add(seen.growing.median());
            lines.get("this client, 95 %").add(seen.forecast.most());
            lines.get("this client, median").add(seen.forecast.median());
            if (percent == REACHED_WITH) {
                rows.add(seen.row("one after the other, with a spread of " + REACHED_WITH + " %"));
            }
        }
        rows.add(compare(WORKING_DAY, 0.15, 0.25).row("in a working day of 8 hours, with a spread of 15 to 25 %"));
        Growth.save(
                folder.resolve("polling.svg"),
                new Plot("spread of the durations in percent", "s until the end is noticed", percents, lines));
        return rows;
    }

    private static Comparison compare(Duration day, double leastSpread, double mostSpread) {
        return new Comparison(
                follow(day, leastSpread, mostSpread, PollingRows::growing),
                follow(day, leastSpread, mostSpread, PollingRows::forecast));
    }

    /** Follows the same deployments with the same seed. */
    private static Figures follow(Duration day, double leastSpread, double mostSpread, Wait wait) {
        Random random = new Random(1);
        Figures figures = new Figures();
        VirtualTime time = new VirtualTime();
        SharedPoller polls = new SharedPoller(
                time, Runnable::run, time.clock(), SharedPoller.FIRST_PAUSE, SharedPoller.LONGEST_PAUSE);
        try (VirtualDeployments api = new VirtualDeployments(time)) {
            HumanitecClient client = api.client();
            List<Deployed> all = new ArrayList<>();
            for (int i = 0; i < USUAL.length; i++) {
                EnvRef env = VirtualDeployments.env(i);
                double usual = USUAL[i];
                double spread = leastSpread + random.nextDouble() * (mostSpread - leastSpread);
                List<Duration> durations = DoubleStream.generate(() -> usual * Math.exp(spread * random.nextGaussian()))
                        .limit(EARLIER + DEPLOYMENTS)
                        .mapToObj(seconds -> Duration.ofMillis(Math.round(1000 * seconds)))
                        .toList();
                durations
                        .subList(0, EARLIER)
                        .forEach(duration -> api.deploy(env, time.now().minus(Duration.ofDays(1)), duration));
                all.addAll(inDay(env, time.now(), day, durations.subList(EARLIER, EARLIER + DEPLOYMENTS), random));
            }
            (day.isZero() ? oneAfterTheOther(all) : all)
                    .forEach(one -> time.at(one.begin, () -> {
                        String id = api.deploy(one.env, one.begin, one.duration);
                        wait.begin(client, polls, one.env, id, () -> figures.delays.add(api.sinceEnd(one.env)));
                    }));
            time.run();
            figures.requests = api.requests();
        }
        return figures;
    }

    /** Returns deployments to an environment that begin at random times of a day, but not before the end of an earlier one. */
    private static List<Deployed> inDay(
            EnvRef env, Instant morning, Duration day, List<Duration> durations, Random random) {
        double[] begins = random.doubles(durations.size(), 0, 1).sorted().toArray();
        List<Deployed> all = new ArrayList<>();
        Instant free = morning;
        for (int i = 0; i < begins.length; i++) {
            Instant wished = morning.plusMillis((long) (day.toMillis() * begins[i]));
            Instant begin = wished.isBefore(free) ? free : wished;
            all.add(new Deployed(env, begin, durations.get(i)));
            // A build does other things too before it deploys.
            free = begin.plus(durations.get(i)).plusSeconds(30);
        }
        return all;
    }

    private static List<Deployed> oneAfterTheOther(List<Deployed> all) {
        List<Deployed> inOrder = new ArrayList<>();
        Instant next = all.get(0).begin;
        for (Deployed one :
                all.stream().sorted(Comparator.comparing(Deployed::begin)).toList()) {
            inOrder.add(new Deployed(one.env, next, one.duration));
            next = next.plus(Duration.ofHours(1));
        }
        return inOrder;
    }

    private static void forecast(HumanitecClient client, SharedPoller polls, EnvRef env, String id, Runnable atEnd) {
        OperationContext operation =
                new OperationContext(client.context(), client.context(), DeploymentQueue.OF_PROCESS, sentence -> {});
        go(polls, Deployments.followStage(env, id, TIMEOUT).enter(operation), operation, atEnd);
    }

    private static <R> void go(SharedPoller polls, Next<R> next, OperationContext operation, Runnable atEnd) {
        if (next instanceof Next.Then<R> then) {
            go(polls, then.stage().enter(operation), operation, atEnd);
        } else if (next instanceof Next.Await<R, ?> await) {
            go(polls, await, operation, atEnd);
        } else {
            atEnd.run();
        }
    }

    private static <R, T> void go(
            SharedPoller polls, Next.Await<R, T> await, OperationContext operation, Runnable atEnd) {
        subscribe(polls, await.poller(), result -> go(polls, await.then().apply(result), operation, atEnd));
    }

    private static void growing(HumanitecClient client, SharedPoller polls, EnvRef env, String id, Runnable atEnd) {
        Environments environments = client.environments();
        RateLimiter rateLimiter = new RateLimiter(client.context().clock());
        Poller<String> poller = new Poller<>(
                "the end",
                new PollTarget<>(List.of(env, id), () -> environments.get(env), false, rateLimiter),
                found -> new Poller.State<>(
                        Optional.of(id)
                                .filter(ended ->
                                        "succeeded".equals(found.getLastDeploy().getStatus())),
                        ""),
                client.context().clock(),
                client.context().clock().instant().plus(TIMEOUT));
        subscribe(polls, poller, result -> atEnd.run());
    }

    private static <T> void subscribe(SharedPoller polls, Poller<T> poller, Consumer<T> atEnd) {
        polls.subscribe(poller, new PollListener<>() {
            @Override
            public void progressed(String status) {}

            @Override
            public void done(T result) {
                atEnd.accept(result);
            }

            @Override
            public void failed(RuntimeException problem) {
                throw problem;
            }
        });
    }
}
