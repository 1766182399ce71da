package io.jenkins.plugins.humanitec.client.errors;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Thrown if the API returned a response that is not a usable success. There is a subclass for each error status of the
 * API description ({@code openapi/components/responses.yaml}). Other statuses cause an
 * {@link UnexpectedStatusException}, and a success that cannot be read causes an {@link UnreadableResponseException}.
 */
public abstract class ApiException extends HumanitecException {

    private static final long serialVersionUID = 1L;

    private static final List<String> REQUEST_IDS = List.of("X-Request-Id", "Request-Id", "X-Correlation-Id");

    private final ErrorResponse response;

    /**
     * Creates the exception.
     *
     * @param response the response
     * @param cause the cause, or null
     */
    protected ApiException(ErrorResponse response, @Nullable Throwable cause) {
        super(response.describe(), cause);
        this.response = response;
    }

    /**
     * Creates the exception.
     *
     * @param response the response
     */
    protected ApiException(ErrorResponse response) {
        this(response, null);
    }

    /** {@return the HTTP status} */
    public int status() {
        return response.status();
    }

    /** {@return the error code of the API, such as {@code API-000}; empty if the body contains none} */
    public Optional<String> code() {
        return Optional.ofNullable(response.code());
    }

    /** {@return the error message of the API, or the beginning of a body in another format; empty if there is none} */
    public String apiMessage() {
        return response.message();
    }

    /** {@return further details of the error by name, unmodifiable; empty if there are none} */
    public Map<String, Object> details() {
        return response.details() == null
                ? Map.of()
                : Collections.unmodifiableMap(new LinkedHashMap<>(response.details()));
    }

    /**
     * Returns the headers of the response. Lookups ignore the case of names.
     *
     * @return the values by name, unmodifiable; empty if the headers are not available
     */
    public Map<String, List<String>> headers() {
        return Collections.unmodifiableMap(response.headers());
    }

    /**
     * Returns the ID of the request, for questions to the support of the API. The API or a gateway assigns it. The API
     * description does not name a header for it, so this method reads common ones.
     *
     * @return the value of {@code X-Request-Id}, {@code Request-Id} or {@code X-Correlation-Id}, in this order; empty
     *     if there is none
     */
    public Optional<String> requestId() {
        return REQUEST_IDS.stream()
                .flatMap(name -> response.headers().getOrDefault(name, List.of()).stream())
                .filter(id -> !id.isBlank())
                .findFirst();
    }

    /** {@return the HTTP method of the request} */
    public String method() {
        return response.method();
    }

    /** {@return the encoded path of the request} */
    public String path() {
        return response.path();
    }
}
