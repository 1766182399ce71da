package io.jenkins.plugins.humanitec.client.errors;

import io.jenkins.plugins.humanitec.client.transport.Unprocessed;
import java.io.IOException;
import java.net.ConnectException;
import java.nio.channels.UnresolvedAddressException;

/**
 * Thrown if there is no complete response: the API cannot be reached, the connection broke, or a timeout has passed. It
 * is unknown whether the API processed the request.
 */
public final class TransportException extends HumanitecException {

    private static final long serialVersionUID = 1L;

    private final String method;
    private final String path;

    /**
     * Creates the exception.
     *
     * @param method the HTTP method of the request
     * @param path the encoded path of the request
     * @param host the host of the request
     * @param cause the I/O error
     */
    public TransportException(String method, String path, String host, IOException cause) {
        super(method + " " + path + " got no response from " + host + ": " + reason(cause), cause);
        this.method = method;
        this.path = path;
    }

    /** Returns the reason. Many of the JDK's I/O exceptions have no message, or only their cause has one. */
    private static String reason(IOException cause) {
        for (Throwable t = cause; t != null; t = t.getCause()) {
            if (t instanceof UnresolvedAddressException) {
                return "the host name cannot be resolved";
            }
            if (t.getMessage() != null && !t.getMessage().isBlank()) {
                return t.getMessage();
            }
        }
        return cause instanceof ConnectException
                ? "the connection was refused"
                : cause.getClass().getSimpleName();
    }

    /** {@return whether the error will occur again, since the certificate of the server is not trusted} */
    public boolean isLasting() {
        return getCause() instanceof IOException failure && Unprocessed.isLasting(failure);
    }

    /** {@return the HTTP method of the request} */
    public String method() {
        return method;
    }

    /** {@return the encoded path of the request} */
    public String path() {
        return path;
    }
}
