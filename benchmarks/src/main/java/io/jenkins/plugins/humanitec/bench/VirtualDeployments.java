package io.jenkins.plugins.humanitec.bench;

import io.jenkins.plugins.humanitec.client.AppRef;
import io.jenkins.plugins.humanitec.client.EnvRef;
import io.jenkins.plugins.humanitec.client.HumanitecClient;
import io.undertow.Undertow;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.DateUtils;
import io.undertow.util.Headers;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.Date;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * An API with environments and their deployments, in virtual time: time passes only in the pauses of the client and, for each
 * request, for {@link #LATENCY}.
 */
final class VirtualDeployments implements AutoCloseable {

    private static final AppRef APP = new AppRef("acme", "shop");

    /** The time from a request to its response. */
    private static final Duration LATENCY = Duration.ofMillis(100);

    private record Deployment(int id, Instant createdAt, Instant endsAt) {

        String json(Instant now) {
            boolean isOver = !now.isBefore(endsAt);
            return Numbers.text(
                    "{\"id\": \"%d\", \"env_id\": \"e\", \"set_id\": \"s\", \"comment\": \"\", \"from_id\": \"\","
                            + " \"created_by\": \"u\", \"export_file\": \"\", \"export_status\": \"\", \"created_at\": \"%s\","
                            + " \"status\": \"%s\", \"status_changed_at\": \"%s\"}",
                    id, createdAt, isOver ? "succeeded" : "in progress", isOver ? endsAt : createdAt);
        }
    }

    /** The deployments to each environment, newest first. */
    private final Map<String, Deque<Deployment>> deployments = new HashMap<>();

    private final Undertow server;
    private volatile Instant now = Instant.parse("2026-03-02T08:15:00Z");
    private volatile int requests;

    VirtualDeployments() {
        server = Undertow.builder()
                .addHttpListener(0, "127.0.0.1")
                .setIoThreads(1)
                .setWorkerThreads(1)
                .setHandler(this::answer)
                .build();
        server.start();
    }

    private synchronized void answer(HttpServerExchange exchange) {
        requests++;
        pass(LATENCY.dividedBy(2));
        String[] path = exchange.getRequestPath().substring(1).split("/");
        Deque<Deployment> newestFirst = deployments.get(path[5]);
        String body;
        if (path.length > 6) {
            body = newestFirst.stream().map(each -> each.json(now)).collect(Collectors.joining(", ", "[", "]"));
        } else {
            body = Numbers.text(
                    "{\"id\": \"%s\", \"name\": \"e\", \"type\": \"development\", \"created_at\": \"%s\","
                            + " \"created_by\": \"u\", \"last_deploy\": %s}",
                    path[5],
                    newestFirst.getLast().createdAt,
                    newestFirst.getFirst().json(now));
        }
        exchange.getResponseHeaders()
                .put(Headers.DATE, DateUtils.toDateString(Date.from(now)))
                .put(Headers.CONTENT_TYPE, "application/json");
        pass(LATENCY.dividedBy(2));
        exchange.getResponseSender().send(body);
    }

    private synchronized void pass(Duration time) {
        now = now.plus(time);
    }

    Clock clock() {
        InstantSource source = () -> now;
        return source.withZone(ZoneOffset.UTC);
    }

    HumanitecClient client() {
        InetSocketAddress address =
                (InetSocketAddress) server.getListenerInfo().get(0).getAddress();
        return HumanitecClient.builder()
                .baseUri(URI.create("http://127.0.0.1:" + address.getPort()))
                .bearerToken("token")
                .clock(clock())
                .sleeper(this::pass)
                .build();
    }

    /** Returns an environment. */
    static EnvRef env(int number) {
        return APP.env("env-" + number);
    }

    /** Starts a deployment an hour after the last one, and returns its ID. */
    synchronized String deploy(EnvRef env, Duration duration) {
        pass(Duration.ofHours(1));
        Deque<Deployment> newestFirst = deployments.computeIfAbsent(env.envId(), id -> new ArrayDeque<>());
        newestFirst.addFirst(new Deployment(newestFirst.size(), now, now.plus(duration)));
        return String.valueOf(newestFirst.getFirst().id);
    }

    /** Returns how long ago the last deployment to an environment has ended, in seconds. */
    synchronized double sinceEnd(EnvRef env) {
        return Duration.between(deployments.get(env.envId()).getFirst().endsAt, now)
                        .toMillis()
                / 1000.0;
    }

    int requests() {
        return requests;
    }

    @Override
    public void close() {
        server.stop();
    }
}
