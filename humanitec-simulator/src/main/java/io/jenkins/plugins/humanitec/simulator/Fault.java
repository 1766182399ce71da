package io.jenkins.plugins.humanitec.simulator;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A fault that the simulator injects into the next matching requests.
 *
 * @param kind the kind of fault
 * @param method the HTTP method of matching requests; null for any method
 * @param path a part of the path of matching requests; null for any path
 * @param times the number of requests that get the fault; a value below 1 counts as 1
 * @param status the HTTP status of a {@link Kind#STATUS}
 * @param headers the response headers of a {@link Kind#STATUS}; null for none
 * @param contentType the content type of a {@link Kind#STATUS} with a body; not null if {@code body} is not null
 * @param body the body of a {@link Kind#STATUS}; null for the error body of the API, as JSON
 * @param delayMillis the delay in milliseconds before the answer of a {@link Kind#DELAY}, and after each byte of a
 *     {@link Kind#SLOW}; zero or more
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

    /**
     * Creates a fault. Copies the headers.
     *
     * @throws NullPointerException if the name or the value of a header is null
     */
    public Fault {
        headers = headers == null ? Map.of() : Map.copyOf(headers);
    }

    /** The kinds of faults. */
    public enum Kind {
        /** The request is not executed. The answer has the given status, headers and body. */
        STATUS,
        /** The request is executed. The answer is delayed. */
        DELAY,
        /** The request is not executed. The connection is reset. */
        RESET,
        /** The request is executed. The connection is reset before the answer. */
        LOST_ANSWER,
        /** The request is executed. Instead of the answer, a gateway answers with the status 502 and a page in HTML. */
        GATEWAY_ERROR,
        /** The request is executed. The connection is closed after half of the body. */
        TRUNCATE,
        /** The request is executed. Half of the body is sent. The connection stays open for an hour without further data. */
        STALL,
        /** The request is executed. The body is sent byte by byte, with a delay after each. */
        SLOW
    }

    /**
     * Creates a fault for the next request. The status is 500, the delay is 0.
     *
     * @param kind the kind of fault
     * @return the fault
     */
    public static Fault of(Kind kind) {
        return new Fault(kind, null, null, 1, 500, Map.of(), null, null, 0);
    }

    /**
     * Creates a {@link Kind#STATUS} for the next request, with the error body of the API.
     *
     * @param status the HTTP status
     * @return the fault
     */
    public static Fault status(int status) {
        return new Fault(Kind.STATUS, null, null, 1, status, Map.of(), null, null, 0);
    }

    /**
     * Returns this fault with a condition for requests.
     *
     * @param newMethod the HTTP method of matching requests; null for any method
     * @param partOfPath a part of the path of matching requests, not decoded; null for any path
     * @return the new fault
     */
    public Fault on(String newMethod, String partOfPath) {
        return new Fault(kind, newMethod, partOfPath, times, status, headers, contentType, body, delayMillis);
    }

    /**
     * Returns this fault for a number of requests.
     *
     * @param newTimes the number of matching requests, 1 or more
     * @return the new fault
     */
    public Fault times(int newTimes) {
        return new Fault(kind, method, path, newTimes, status, headers, contentType, body, delayMillis);
    }

    /**
     * Returns this fault with a delay. Only {@link Kind#DELAY} and {@link Kind#SLOW} use it.
     *
     * @param millis the delay of the answer or of each byte, in milliseconds; zero or more
     * @return the new fault
     */
    public Fault delay(long millis) {
        return new Fault(kind, method, path, times, status, headers, contentType, body, millis);
    }

    /**
     * Returns this fault with the header {@code Retry-After}. Only {@link Kind#STATUS} uses it.
     *
     * @param value the value of the header: seconds or an HTTP date
     * @return the new fault
     */
    public Fault retryAfter(String value) {
        return header("Retry-After", value);
    }

    /**
     * Returns this fault with a response header. Only {@link Kind#STATUS} uses it.
     *
     * @param name the name of the header; replaces a header of the same spelling
     * @param value the value
     * @return the new fault
     * @throws NullPointerException if the name or the value is null
     */
    public Fault header(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new Fault(kind, method, path, times, status, more, contentType, body, delayMillis);
    }

    /**
     * Returns this fault with a response body. Only {@link Kind#STATUS} uses it.
     *
     * @param newContentType the content type
     * @param newBody the body, sent as UTF-8; null for the error body of the API
     * @return the new fault
     */
    public Fault body(String newContentType, String newBody) {
        return new Fault(kind, method, path, times, status, headers, newContentType, newBody, delayMillis);
    }

    /**
     * Returns whether this fault is for a request.
     *
     * @param requestMethod the HTTP method of the request
     * @param requestPath the path of the request, not decoded
     * @return whether method and path match
     */
    public boolean matches(String requestMethod, String requestPath) {
        return (method == null || method.equals(requestMethod)) && (path == null || requestPath.contains(path));
    }
}
