package io.jenkins.plugins.humanitec.client.errors;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Status 429. The rate limit is reached, and trying again did not help. */
public final class TooManyRequestsException extends ApiException {

    private static final long serialVersionUID = 1L;

    private final @Nullable Duration retryAfter;

    /** @param response what the API answered */
    public TooManyRequestsException(ErrorResponse response) {
        super(response);
        this.retryAfter = response.retryAfter();
    }

    /** @return how long the API asks to wait, if it said so */
    public Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }
}
