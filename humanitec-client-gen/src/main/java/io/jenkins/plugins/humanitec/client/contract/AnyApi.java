package io.jenkins.plugins.humanitec.client.contract;

import feign.HeaderMap;
import feign.RequestLine;
import io.jenkins.plugins.humanitec.client.generated.ApiClient;
import io.jenkins.plugins.humanitec.client.http.RawResponse;
import java.net.URI;
import java.util.Map;

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
}
