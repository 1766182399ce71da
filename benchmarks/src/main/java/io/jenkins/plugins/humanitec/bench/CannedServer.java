package io.jenkins.plugins.humanitec.bench;

import io.undertow.Undertow;
import io.undertow.UndertowOptions;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.HeaderMap;
import io.undertow.util.Headers;
import io.undertow.util.Methods;
import io.undertow.util.SameThreadExecutor;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.net.ssl.SSLContext;

/**
 * A server that always returns the same response immediately, so that the client is measured. The application {@code v100} has
 * 100 values, and its environments have 100 modules; the organization {@code d500} has 500 resource definitions; other numbers
 * accordingly. Runs in its own process.
 */
public final class CannedServer {

    private static final String LOOPBACK = "127.0.0.1";
    private static final Map<Integer, byte[]> LISTS = new ConcurrentHashMap<>();
    private static final Map<Integer, byte[]> RUNTIMES = new ConcurrentHashMap<>();
    private static final Map<Integer, byte[]> DEFINITIONS = new ConcurrentHashMap<>();
    private static final int LATENCY_MILLIS = 20;
    private static final byte[] ONE = value(0).getBytes(StandardCharsets.UTF_8);

    private CannedServer() {}

    private static String value(int index) {
        return "{\"created_at\": \"2026-03-02T08:00:00.123Z\", \"updated_at\": \"2026-03-02T08:00:00.123Z\", \"key\": \"KEY_"
                + index + "\", \"value\": \"value of the key number " + index
                + "\", \"description\": \"What it is for\", \"is_secret\": false, \"source\": \"app\","
                + " \"secret_key\": null, \"secret_store_id\": null, \"secret_version\": null}";
    }

    private static byte[] list(int size) {
        return LISTS.computeIfAbsent(
                size,
                s -> IntStream.range(0, s)
                        .mapToObj(CannedServer::value)
                        .collect(Collectors.joining(", ", "[", "]"))
                        .getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] runtime(int size) {
        return RUNTIMES.computeIfAbsent(
                size,
                s -> IntStream.range(0, s)
                        .mapToObj(i -> "\"module-" + i + "\": {\"profile\": \"humanitec/default-module\", \"spec\": {},"
                                + " \"externals\": {}, \"module-" + i
                                + "\": {\"kind\": \"Deployment\", \"replicas\": 1,"
                                + " \"status\": \"Success\", \"message\": \"\", \"revision\": 1, \"pods\": [{\"podName\":"
                                + " \"pod-" + i + "\", \"revision\": 1, \"phase\": \"Running\", \"status\": \"x\","
                                + " \"containerStatuses\": [{\"ready\": true}]}]}}")
                        .collect(Collectors.joining(", ", "{\"namespace\": \"n\", \"modules\": {", "}}"))
                        .getBytes(StandardCharsets.UTF_8));
    }

    /** Returns the fields of a resource definition as JSON, which is YAML too. */
    static String definition(String region, int index) {
        return "{\"name\": \"Definition number " + index
                + "\", \"type\": \"postgres\", \"driver_type\": \"humanitec/echo\","
                + " \"driver_inputs\": {\"values\": {\"region\": \"" + region + "\", \"sizes\": [1, 2, 3], \"labels\":"
                + " {\"team\": \"shop\"}}}, \"criteria\": [{\"app_id\": \"app-" + index
                + "\", \"class\": \"default\"}]}";
    }

    private static byte[] definitions(int size) {
        return DEFINITIONS.computeIfAbsent(
                size,
                s -> IntStream.range(0, s)
                        .mapToObj(
                                i -> "{\"id\": \"def-" + i + "\", \"org_id\": \"d" + size + "\", \"is_default\": false,"
                                        + " \"is_deleted\": false, \"in_place_driver_change\": false, \"created_by\": \"u\","
                                        + " \"created_at\": \"2026-03-02T08:00:00.123Z\", "
                                        + definition("region-1", i).substring(1))
                        .collect(Collectors.joining(", ", "[", "]"))
                        .getBytes(StandardCharsets.UTF_8));
    }

    /** Answers as slowly as the hosted API. */
    private static void answerDefinitions(HttpServerExchange exchange) {
        byte[] answer = exchange.getRequestMethod().equals(Methods.GET)
                ? definitions(
                        Integer.parseInt(exchange.getRequestPath().split("/")[2].substring(1)))
                : ("{\"id\": \"def-0\", " + definition("another", 0).substring(1)).getBytes(StandardCharsets.UTF_8);
        exchange.dispatch(
                SameThreadExecutor.INSTANCE,
                () -> exchange.getIoThread()
                        .executeAfter(() -> send(exchange, answer), LATENCY_MILLIS, TimeUnit.MILLISECONDS));
    }

    private static void answer(HttpServerExchange exchange) {
        if (exchange.getRequestPath().contains("/resources/defs")) {
            answerDefinitions(exchange);
            return;
        }
        if (exchange.getRequestMethod().toString().equals("GET")) {
            String path = exchange.getRequestPath();
            int size = Integer.parseInt(path.split("/")[4].substring(1));
            send(exchange, path.endsWith("/runtime") ? runtime(size) : list(size));
        } else {
            exchange.getRequestReceiver().receiveFullBytes((request, body) -> send(request, ONE));
        }
    }

    private static void send(HttpServerExchange exchange, byte[] body) {
        HeaderMap headers = exchange.getResponseHeaders();
        headers.put(Headers.CONTENT_TYPE, "application/json");
        headers.put(Headers.CONTENT_LENGTH, body.length);
        exchange.getResponseSender().send(ByteBuffer.wrap(body));
    }

    /**
     * Prints the ports for plain HTTP and for TLS. Ends at the end of the standard input, that is, when the parent process ends.
     * The key for TLS is the one of the system properties {@code javax.net.ssl.keyStore} and so on.
     *
     * @param args none
     * @throws Exception if the server cannot start, for example without a key
     */
    public static void main(String[] args) throws Exception {
        // Two servers: one server offers HTTP/2 over plain HTTP, too, and a client that asks for the upgrade gets it.
        int plain = start(Undertow.builder().addHttpListener(0, LOOPBACK));
        int tls = start(Undertow.builder()
                .addHttpsListener(0, LOOPBACK, SSLContext.getDefault())
                .setServerOption(UndertowOptions.ENABLE_HTTP2, true));
        System.out.println(plain + " " + tls);
        System.in.read();
        System.exit(0);
    }

    private static int start(Undertow.Builder builder) {
        Undertow server = builder.setIoThreads(1)
                .setWorkerThreads(1)
                .setHandler(CannedServer::answer)
                .build();
        server.start();
        return ((InetSocketAddress) server.getListenerInfo().get(0).getAddress()).getPort();
    }
}
