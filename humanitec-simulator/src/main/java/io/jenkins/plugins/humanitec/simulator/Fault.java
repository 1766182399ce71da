package io.jenkins.plugins.humanitec.simulator;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Something that goes wrong with the next requests that match.
 *
 * @param kind what goes wrong
 * @param method which requests match by their method, or null for all
 * @param path which requests match by a part of their path, or null for all
 * @param times how many requests it befalls
 * @param status the status of a {@link Kind#STATUS}
 * @param headers the headers of a {@link Kind#STATUS}, or null for none
 * @param contentType the content type of a {@link Kind#STATUS}, or null for that of an error body
 * @param body the body of a {@link Kind#STATUS}, or null for an error body
 * @param delayMillis how long a {@link Kind#DELAY}, or each byte of a {@link Kind#SLOW}, takes, in milliseconds
 */
public record Fault(
        Kind kind,
        String method,
        String path,
        int times,
        int status,
        Map<String, String> headers,
        String contentType,
        String body,
        long delayMillis) {

    /** A fault from another process may come without headers. */
    public Fault {
        headers = headers == null ? Map.of() : Map.copyOf(headers);
    }

    /** What can go wrong. */
    public enum Kind {
        /** The request is not carried out, and answered with a status. */
        STATUS,
        /** The request is carried out, and answered late. */
        DELAY,
        /** The request is not carried out, and the connection is reset. */
        RESET,
        /** The request is carried out, but the connection is reset instead of an answer. */
        LOST_ANSWER,
        /** The request is carried out, and half of the answer is sent before the connection is closed. */
        TRUNCATE,
        /** The request is carried out, and half of the answer is sent; the other half never comes. */
        STALL,
        /** The request is carried out, and the answer is sent byte by byte, each of them late. */
        SLOW
    }

    /**
     * @param kind what goes wrong, with the next request whatever it is
     * @return the fault
     */
    public static Fault of(Kind kind) {
        return new Fault(kind, null, null, 1, 500, Map.of(), null, null, 0);
    }

    /**
     * @param status a status that the next request is answered with
     * @return the fault
     */
    public static Fault status(int status) {
        return new Fault(Kind.STATUS, null, null, 1, status, Map.of(), null, null, 0);
    }

    /**
     * @param newMethod the method that a request must have
     * @param partOfPath what a request's path must contain
     * @return this fault for such requests only
     */
    public Fault on(String newMethod, String partOfPath) {
        return new Fault(kind, newMethod, partOfPath, times, status, headers, contentType, body, delayMillis);
    }

    /**
     * @param newTimes how many requests it befalls
     * @return this fault that many times
     */
    public Fault times(int newTimes) {
        return new Fault(kind, method, path, newTimes, status, headers, contentType, body, delayMillis);
    }

    /**
     * @param millis how late an answer or each of its bytes is, in milliseconds
     * @return this fault with that
     */
    public Fault delay(long millis) {
        return new Fault(kind, method, path, times, status, headers, contentType, body, millis);
    }

    /**
     * @param value the header {@code Retry-After}
     * @return this fault with it
     */
    public Fault retryAfter(String value) {
        return header("Retry-After", value);
    }

    /**
     * @param name a header of the answer
     * @param value its value
     * @return this fault with it
     */
    public Fault header(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new Fault(kind, method, path, times, status, more, contentType, body, delayMillis);
    }

    /**
     * @param newContentType the content type
     * @param newBody the body
     * @return this fault with them
     */
    public Fault body(String newContentType, String newBody) {
        return new Fault(kind, method, path, times, status, headers, newContentType, newBody, delayMillis);
    }

    public boolean matches(String requestMethod, String requestPath) {
        return (method == null || method.equals(requestMethod)) && (path == null || requestPath.contains(path));
    }
}
