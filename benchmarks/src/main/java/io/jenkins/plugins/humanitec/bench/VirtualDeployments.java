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
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Date;
import java.util.Deque;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** An API with an application, its environments and their deployments, in virtual time. Each request takes {@link #LATENCY}. */
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

    private final VirtualTime time;

    /** The deployments to each environment, newest first. */
    private final Map<String, Deque<Deployment>> deployments = new TreeMap<>();

    private final Undertow server;
    private volatile int requests;

    VirtualDeployments(VirtualTime time) {
        this.time = time;
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
        time.pass(LATENCY.dividedBy(2));
        String[] path = exchange.getRequestPath().substring(1).split("/");
        String body = path.length == 5
                ? deployments.keySet().stream().map(this::environment).collect(Collectors.joining(", ", "[", "]"))
                : path.length == 6 ? environment(path[5]) : history(path[5]);
        exchange.getResponseHeaders()
                .put(Headers.DATE, DateUtils.toDateString(Date.from(time.now())))
                .put(Headers.CONTENT_TYPE, "application/json");
        time.pass(LATENCY.dividedBy(2));
        exchange.getResponseSender().send(body);
    }

    private String environment(String id) {
        Deque<Deployment> newestFirst = deployments.get(id);
        return Numbers.text(
                "{\"id\": \"%s\", \"name\": \"e\", \"type\": \"development\", \"created_at\": \"%s\","
                        + " \"created_by\": \"u\", \"last_deploy\": %s}",
                id, newestFirst.getLast().createdAt, newestFirst.getFirst().json(time.now()));
    }

    private String history(String id) {
        return deployments.get(id).stream()
                .map(each -> each.json(time.now()))
                .collect(Collectors.joining(", ", "[", "]"));
    }

    HumanitecClient client() {
        InetSocketAddress address =
                (InetSocketAddress) server.getListenerInfo().get(0).getAddress();
        return HumanitecClient.builder()
                .baseUri(URI.create("http://127.0.0.1:" + address.getPort()))
                .bearerToken("token")
                .clock(time.clock())
                .sleeper(time::pass)
                .build();
    }

    /** Returns an environment. */
    static EnvRef env(int number) {
        return APP.env("env-" + number);
    }

    /** Adds a deployment that begins at a time, and returns its ID. */
    synchronized String deploy(EnvRef env, Instant begin, Duration duration) {
        Deque<Deployment> newestFirst = deployments.computeIfAbsent(env.envId(), id -> new ArrayDeque<>());
        newestFirst.addFirst(new Deployment(newestFirst.size(), begin, begin.plus(duration)));
        return String.valueOf(newestFirst.getFirst().id);
    }

    /** Returns how long ago the last deployment to an environment has ended, in seconds. */
    synchronized double sinceEnd(EnvRef env) {
        return Duration.between(deployments.get(env.envId()).getFirst().endsAt, time.now())
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
