package io.jenkins.plugins.humanitec.client.errors;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The API answered, but not with a usable success. Each status that the API's introduction names has a subclass; any other
 * is an {@link UnexpectedStatusException} or, for a success that cannot be read, an {@link UnreadableResponseException}.
 */
public abstract class ApiException extends HumanitecException {

    private static final long serialVersionUID = 1L;

    private static final List<String> REQUEST_IDS = List.of("X-Request-Id", "Request-Id", "X-Correlation-Id");

    private final ErrorResponse response;

    /**
     * @param response what the API answered
     * @param cause what it was caused by, or null
     */
    protected ApiException(ErrorResponse response, @Nullable Throwable cause) {
        super(response.describe(), cause);
        this.response = response;
    }

    /** @param response what the API answered */
    protected ApiException(ErrorResponse response) {
        this(response, null);
    }

    /** @return the HTTP status */
    public int status() {
        return response.status();
    }

    /** @return the API's short code for the failure, such as {@code API-000}, if the body had one */
    public Optional<String> code() {
        return Optional.ofNullable(response.code());
    }

    /** @return the API's words for the failure, or the start of a body that was no error body; empty if there was none */
    public String apiMessage() {
        return response.message();
    }

    /** @return what else the API told of the failure, by name; unmodifiable, and empty if it told nothing */
    public Map<String, Object> details() {
        return response.details() == null
                ? Map.of()
                : Collections.unmodifiableMap(new LinkedHashMap<>(response.details()));
    }

    /**
     * Returns the headers of the response.
     *
     * @return the values by the header's name; names are looked up without regard to case; unmodifiable, and empty if the
     *     response is not available
     */
    public Map<String, List<String>> headers() {
        return Collections.unmodifiableMap(response.headers());
    }

    /**
     * Returns the ID that the API or a gateway in front of it gave to the request, for questions to its support. The API's
     * description names no such header, so this reads those in common use.
     *
     * @return the value of {@code X-Request-Id}, {@code Request-Id} or {@code X-Correlation-Id}, the first that is there
     */
    public Optional<String> requestId() {
        return REQUEST_IDS.stream()
                .flatMap(name -> response.headers().getOrDefault(name, List.of()).stream())
                .filter(id -> !id.isBlank())
                .findFirst();
    }

    /** @return the request's method */
    public String method() {
        return response.method();
    }

    /** @return the request's path */
    public String path() {
        return response.path();
    }
}
