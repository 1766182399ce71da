package io.jenkins.plugins.humanitec.client.errors;

import java.io.IOException;
import java.net.ConnectException;
import java.nio.channels.UnresolvedAddressException;

/**
 * No response came, or not all of it: the API could not be reached, the connection broke or a time-out passed. Whether the
 * request was carried out is not known.
 */
public final class TransportException extends HumanitecException {

    private static final long serialVersionUID = 1L;

    private final String method;
    private final String path;

    /**
     * @param method the request's method
     * @param path the request's path
     * @param host where the request went to
     * @param cause what went wrong
     */
    public TransportException(String method, String path, String host, IOException cause) {
        super(method + " " + path + " got no response from " + host + ": " + reason(cause), cause);
        this.method = method;
        this.path = path;
    }

    /** Many of the JDK's I/O exceptions have no message, or one only further down. */
    private static String reason(IOException cause) {
        for (Throwable t = cause; t != null; t = t.getCause()) {
            if (t instanceof UnresolvedAddressException) {
                return "the host name is not known";
            }
            if (t.getMessage() != null && !t.getMessage().isBlank()) {
                return t.getMessage();
            }
        }
        return cause instanceof ConnectException
                ? "nobody accepts the connection"
                : cause.getClass().getSimpleName();
    }

    /** @return the request's method */
    public String method() {
        return method;
    }

    /** @return the request's path */
    public String path() {
        return path;
    }
}
