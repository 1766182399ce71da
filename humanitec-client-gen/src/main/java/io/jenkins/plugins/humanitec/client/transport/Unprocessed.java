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

/** Tells which failures mean that the server did not process a request, so that it may be sent again whatever its method. */
public final class Unprocessed {

    private static final String TOO_MANY_STREAMS = "too many concurrent streams";

    /** What the JDK's client says, which has no exceptions of its own for it. */
    private static final List<String> MESSAGES = List.of(
            TOO_MANY_STREAMS,
            // REFUSED_STREAM (RFC 9113, 8.7), until Java 23.
            "Received RST_STREAM: Stream not processed",
            // REFUSED_STREAM, or a GOAWAY that does not cover the stream, since Java 24.
            "request not processed by peer",
            // The proxy did not connect.
            "Tunnel failed, got: ");

    private Unprocessed() {}

    /** Whether the JDK's client did not even send the request, since its only connection to the server is used to the full. */
    static boolean isForWantOfStreams(IOException failure) {
        return has(failure, cause -> TOO_MANY_STREAMS.equals(cause.getMessage()));
    }

    /**
     * @param failure how a request failed
     * @return whether it is certain that the server did not process the request
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
     * @param failure how a request failed
     * @return whether the same will happen again: the server's certificate is not trusted
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
