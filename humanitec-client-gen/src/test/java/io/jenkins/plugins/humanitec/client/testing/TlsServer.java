package io.jenkins.plugins.humanitec.client.testing;

import io.undertow.Undertow;
import io.undertow.UndertowOptions;
import io.undertow.server.HttpHandler;
import java.net.InetSocketAddress;
import java.net.URI;
import javax.net.ssl.SSLContext;

/** A server on loopback that speaks HTTP/2 and HTTP/1.1 over TLS. */
public final class TlsServer implements AutoCloseable {

    private final Undertow server;

    /**
     * @param tls what it shows
     * @param maxStreams how many requests it permits at once over one connection with HTTP/2
     * @param handler what it answers
     */
    public TlsServer(SSLContext tls, int maxStreams, HttpHandler handler) {
        server = Undertow.builder()
                .setServerOption(UndertowOptions.ENABLE_HTTP2, true)
                .setServerOption(UndertowOptions.HTTP2_SETTINGS_MAX_CONCURRENT_STREAMS, maxStreams)
                .addHttpsListener(0, "127.0.0.1", tls)
                .setHandler(handler)
                .build();
        server.start();
    }

    public URI uri() {
        InetSocketAddress address =
                (InetSocketAddress) server.getListenerInfo().get(0).getAddress();
        return URI.create("https://localhost:" + address.getPort());
    }

    @Override
    public void close() {
        server.stop();
    }
}
