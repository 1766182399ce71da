package io.jenkins.plugins.humanitec.client.contract;

import feign.HeaderMap;
import feign.RequestLine;
import io.jenkins.plugins.humanitec.client.generated.ApiClient;
import io.jenkins.plugins.humanitec.client.http.RawResponse;
import java.net.URI;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Requests that are built from the API description at run time. There are methods for each HTTP method. */
public interface AnyApi extends ApiClient.Api {

    /**
     * Sends a GET request.
     *
     * @param uri the complete URL
     * @param headers the headers of the request
     * @return the response
     */
    @RequestLine("GET")
    RawResponse get(URI uri, @HeaderMap Map<String, Object> headers);

    /**
     * Sends a POST request.
     *
     * @param uri the complete URL
     * @param headers the headers of the request
     * @return the response
     */
    @RequestLine("POST")
    RawResponse post(URI uri, @HeaderMap Map<String, Object> headers);

    /**
     * Sends a POST request with a body.
     *
     * @param uri the complete URL
     * @param headers the headers of the request
     * @param body the body
     * @return the response
     */
    @RequestLine("POST")
    RawResponse post(URI uri, @HeaderMap Map<String, Object> headers, Object body);

    /**
     * Sends a PUT request.
     *
     * @param uri the complete URL
     * @param headers the headers of the request
     * @return the response
     */
    @RequestLine("PUT")
    RawResponse put(URI uri, @HeaderMap Map<String, Object> headers);

    /**
     * Sends a PUT request with a body.
     *
     * @param uri the complete URL
     * @param headers the headers of the request
     * @param body the body
     * @return the response
     */
    @RequestLine("PUT")
    RawResponse put(URI uri, @HeaderMap Map<String, Object> headers, Object body);

    /**
     * Sends a PATCH request.
     *
     * @param uri the complete URL
     * @param headers the headers of the request
     * @return the response
     */
    @RequestLine("PATCH")
    RawResponse patch(URI uri, @HeaderMap Map<String, Object> headers);

    /**
     * Sends a PATCH request with a body.
     *
     * @param uri the complete URL
     * @param headers the headers of the request
     * @param body the body
     * @return the response
     */
    @RequestLine("PATCH")
    RawResponse patch(URI uri, @HeaderMap Map<String, Object> headers, Object body);

    /**
     * Sends a DELETE request.
     *
     * @param uri the complete URL
     * @param headers the headers of the request
     * @return the response
     */
    @RequestLine("DELETE")
    RawResponse delete(URI uri, @HeaderMap Map<String, Object> headers);

    /**
     * Sends a request.
     *
     * @param api the interface to use
     * @param method the HTTP method
     * @param uri the complete URL
     * @param headers the headers of the request
     * @param body the body; null for no body
     * @return the response; null if it has no body
     */
    static @Nullable RawResponse send(
            AnyApi api, String method, URI uri, Map<String, Object> headers, @Nullable Object body) {
        return switch (method) {
            case "GET" -> api.get(uri, headers);
            case "DELETE" -> api.delete(uri, headers);
            case "POST" -> body == null ? api.post(uri, headers) : api.post(uri, headers, body);
            case "PUT" -> body == null ? api.put(uri, headers) : api.put(uri, headers, body);
            default -> body == null ? api.patch(uri, headers) : api.patch(uri, headers, body);
        };
    }
}
