package io.jenkins.plugins.humanitec.bench;

import io.undertow.Undertow;
import io.undertow.UndertowOptions;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.HeaderMap;
import io.undertow.util.Headers;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.net.ssl.SSLContext;

/**
 * Answers at once and always the same, so that what is measured is the client: the values of the application {@code v100} are
 * 100, those of its environments' modules as well, and so on. Runs in a process of its own, whose memory does not count.
 */
public final class CannedServer {

    private static final Map<Integer, byte[]> LISTS = new ConcurrentHashMap<>();
    private static final Map<Integer, byte[]> RUNTIMES = new ConcurrentHashMap<>();
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

    private static void answer(HttpServerExchange exchange) {
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
     * Prints its ports, of plain HTTP and of TLS, and ends with its standard input, and so with whoever started it. The system
     * properties {@code javax.net.ssl.keyStore} and so on say with which key it answers over TLS.
     *
     * @param args none
     * @throws Exception if it cannot wait for that, or there is no key
     */
    public static void main(String[] args) throws Exception {
        Undertow server = Undertow.builder()
                .addHttpListener(0, "127.0.0.1")
                .addHttpsListener(0, "127.0.0.1", SSLContext.getDefault())
                .setServerOption(UndertowOptions.ENABLE_HTTP2, true)
                .setIoThreads(1)
                .setWorkerThreads(1)
                .setHandler(CannedServer::answer)
                .build();
        server.start();
        System.out.println(server.getListenerInfo().stream()
                .map(listener -> String.valueOf(((InetSocketAddress) listener.getAddress()).getPort()))
                .collect(Collectors.joining(" ")));
        System.in.read();
        System.exit(0);
    }
}
