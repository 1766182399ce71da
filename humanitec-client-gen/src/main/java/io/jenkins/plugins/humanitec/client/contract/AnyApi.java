package io.jenkins.plugins.humanitec.client.contract;

import feign.HeaderMap;
import feign.RequestLine;
import io.jenkins.plugins.humanitec.client.generated.ApiClient;
import io.jenkins.plugins.humanitec.client.http.RawResponse;
import java.net.URI;
import java.util.Map;

/** One method for each HTTP method, for requests that were made up from the contract. */
public interface AnyApi extends ApiClient.Api {

    /**
     * @param uri the whole address
     * @param headers the request's headers
     * @return the answer as it came
     */
    @RequestLine("GET")
    RawResponse get(URI uri, @HeaderMap Map<String, Object> headers);

    /**
     * @param uri the whole address
     * @param headers the request's headers
     * @return the answer as it came
     */
    @RequestLine("POST")
    RawResponse post(URI uri, @HeaderMap Map<String, Object> headers);

    /**
     * @param uri the whole address
     * @param headers the request's headers
     * @param body the request's body
     * @return the answer as it came
     */
    @RequestLine("POST")
    RawResponse post(URI uri, @HeaderMap Map<String, Object> headers, Object body);

    /**
     * @param uri the whole address
     * @param headers the request's headers
     * @return the answer as it came
     */
    @RequestLine("PUT")
    RawResponse put(URI uri, @HeaderMap Map<String, Object> headers);

    /**
     * @param uri the whole address
     * @param headers the request's headers
     * @param body the request's body
     * @return the answer as it came
     */
    @RequestLine("PUT")
    RawResponse put(URI uri, @HeaderMap Map<String, Object> headers, Object body);

    /**
     * @param uri the whole address
     * @param headers the request's headers
     * @return the answer as it came
     */
    @RequestLine("PATCH")
    RawResponse patch(URI uri, @HeaderMap Map<String, Object> headers);

    /**
     * @param uri the whole address
     * @param headers the request's headers
     * @param body the request's body
     * @return the answer as it came
     */
    @RequestLine("PATCH")
    RawResponse patch(URI uri, @HeaderMap Map<String, Object> headers, Object body);

    /**
     * @param uri the whole address
     * @param headers the request's headers
     * @return the answer as it came
     */
    @RequestLine("DELETE")
    RawResponse delete(URI uri, @HeaderMap Map<String, Object> headers);
}
