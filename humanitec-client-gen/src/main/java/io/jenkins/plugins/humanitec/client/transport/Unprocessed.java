package io.jenkins.plugins.humanitec.client.transport;

import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.net.http.HttpConnectTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.security.cert.CertificateException;
import java.util.List;
import java.util.function.Predicate;
import javax.net.ssl.SSLHandshakeException;

/** Determines whether a server certainly did not process a request, so that it can be repeated with any method. */
public final class Unprocessed {

    private static final String TOO_MANY_STREAMS = "too many concurrent streams";

    /** Messages of the JDK's HTTP client, which has no separate exceptions for these errors. */
    private static final List<String> MESSAGES = List.of(
            TOO_MANY_STREAMS,
            // REFUSED_STREAM (RFC 9113, 8.7), until Java 23.
            "Received RST_STREAM: Stream not processed",
            // REFUSED_STREAM, or a GOAWAY that does not cover the stream, since Java 24.
            "request not processed by peer",
            // The proxy did not connect to the server.
            "Tunnel failed, got: ");

    private Unprocessed() {}

    /**
     * Returns whether the JDK's HTTP client did not send the request, since its connection to the server has no free
     * stream.
     */
    static boolean isForWantOfStreams(IOException failure) {
        return has(failure, cause -> TOO_MANY_STREAMS.equals(cause.getMessage()));
    }

    /**
     * {@return whether the server certainly did not process a request}
     *
     * @param failure the error of the request
     */
    public static boolean isCertain(IOException failure) {
        return has(
                failure,
                cause -> cause instanceof ConnectException
                        || cause instanceof HttpConnectTimeoutException
                        || cause instanceof NoRouteToHostException
                        || cause instanceof UnknownHostException
                        || cause instanceof UnresolvedAddressException
                        || cause instanceof SSLHandshakeException
                        || cause instanceof StreamLimit.NoStreamException
                        || cause.getMessage() != null && MESSAGES.stream().anyMatch(cause.getMessage()::startsWith));
    }

    /**
     * {@return whether the error will occur again, since the certificate of the server is not trusted}
     *
     * @param failure the error of the request
     */
    public static boolean isLasting(IOException failure) {
        return has(failure, CertificateException.class::isInstance);
    }

    private static boolean has(Throwable failure, Predicate<Throwable> wanted) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (wanted.test(cause)) {
                return true;
            }
        }
        return false;
    }
}
