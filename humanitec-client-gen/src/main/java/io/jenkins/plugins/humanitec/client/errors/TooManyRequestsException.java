package io.jenkins.plugins.humanitec.client.errors;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Status 429. The rate limit of the API is exceeded, and repeating the request did not help. */
public final class TooManyRequestsException extends ApiException {

    private static final long serialVersionUID = 1L;

    private final @Nullable Duration retryAfter;

    /**
     * Creates the exception.
     *
     * @param response the response
     */
    public TooManyRequestsException(ErrorResponse response) {
        super(response);
        this.retryAfter = response.retryAfter();
    }

    /** {@return how long the API asks the client to wait; empty if it does not specify a time} */
    public Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }
}
