package io.jenkins.plugins.humanitec.client.http;

import feign.Client;
import feign.Request;
import feign.Response;
import io.jenkins.plugins.humanitec.client.RequestListener;
import io.jenkins.plugins.humanitec.client.RetryPolicy;
import io.jenkins.plugins.humanitec.client.errors.ApiException;
import io.jenkins.plugins.humanitec.client.transport.Unprocessed;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.http.HttpTimeoutException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Repeats requests as a {@link RetryPolicy} specifies. */
public final class RetryingClient implements Client {

    private static final int TOO_MANY_REQUESTS = 429;
    private static final Duration LONGEST_HOLD = Duration.ofMinutes(1);
    private static final Set<Integer> UNAVAILABLE = Set.of(502, 503, 504);
    private static final Set<Request.HttpMethod> IDEMPOTENT = EnumSet.of(
            Request.HttpMethod.GET,
            Request.HttpMethod.HEAD,
            Request.HttpMethod.OPTIONS,
            Request.HttpMethod.PUT,
            Request.HttpMethod.DELETE);

    private final Client next;
    private final RetryPolicy policy;
    private final Duration totalTimeout;
    private final RateLimiter rateLimiter;
    private final RequestEvents events;
    private final Clock clock;
    private final Sleeper sleeper;
    private final RandomGenerator random;

    /**
     * How often and how fast requests are sent.
     *
     * @param policy how often, and after which pause, a request is repeated
     * @param totalTimeout the timeout for all attempts and the pauses between them
     * @param rateLimiter limits the rate of requests
     */
    public record Limits(RetryPolicy policy, Duration totalTimeout, RateLimiter rateLimiter) {}

    /**
     * Creates the client.
     *
     * @param next sends the requests
     * @param limits how often and how fast requests are sent
     * @param listener called after each attempt
     * @param clock the clock for deadlines and for dates in {@code Retry-After}
     * @param sleeper waits between attempts
     * @param random the source of random numbers for pauses
     */
    public RetryingClient(
            Client next,
            Limits limits,
            RequestListener listener,
            Clock clock,
            Sleeper sleeper,
            RandomGenerator random) {
        this.next = next;
        this.policy = limits.policy();
        this.totalTimeout = limits.totalTimeout();
        this.rateLimiter = limits.rateLimiter();
        this.events = new RequestEvents(listener);
        this.clock = clock;
        this.sleeper = sleeper;
        this.random = random;
    }

    @Override
    public Response execute(Request request, Request.Options options) throws IOException {
        Instant deadline = clock.instant().plus(totalTimeout);
        Earlier earlier = Earlier.NONE;
        for (int attempt = 1; ; attempt++) {
            boolean last = attempt >= policy.maxAttempts();
            Duration pause;
            String why;
            if (!isOurTurn(deadline, earlier)) {
                return earlier.result(notSent(earlier));
            }
            try {
                Response response = send(request, within(options, deadline), attempt);
                boolean tooMany = response.status() == TOO_MANY_REQUESTS;
                Optional<Duration> asked = RetryAfter.of(response, clock);
                if (tooMany) {
                    // All requests with this rate limiter pause, including this one.
                    rateLimiter.slowDown(
                            last ? min(asked.orElse(policy.baseDelay()), LONGEST_HOLD) : pause(attempt, asked));
                } else {
                    rateLimiter.goOn();
                }
                if (last || !isWorthRetrying(request, response.status())) {
                    return response;
                }
                pause = tooMany ? Duration.ZERO : pause(attempt, asked);
                if (isTooLate(tooMany ? rateLimiter.delay() : pause, deadline)) {
                    return response;
                }
                why = "status " + response.status();
                // It is not closed, since its body is in memory.
                earlier = new Earlier(response, null);
            } catch (IOException e) {
                // An interrupt is reported as an I/O error, too. The caller no longer needs the response.
                if (last
                        || !isWorthRetrying(request, e)
                        || Thread.currentThread().isInterrupted()) {
                    throw e;
                }
                pause = pause(attempt, Optional.empty());
                if (isTooLate(pause, deadline)) {
                    throw e;
                }
                why = e.toString();
                earlier = new Earlier(null, e);
            }
            // The logger is looked up only here, since this takes time and most programs do not need it.
            System.getLogger(RetryingClient.class.getName())
                    .log(
                            System.Logger.Level.DEBUG,
                            "{0} {1}: again after {2}",
                            Headers.method(request),
                            Headers.path(request),
                            why);
            sleep(pause, earlier);
        }
    }

    /** The result of the attempt before; without a response and a failure before the first attempt. */
    private record Earlier(
            @Nullable Response response, @Nullable IOException failure) {

        private static final Earlier NONE = new Earlier(null, null);

        /** Returns the response, or throws an exception if there is none. */
        private Response result(IOException otherwise) throws IOException {
            if (response == null) {
                throw otherwise;
            }
            return response;
        }

        /** Adds the failure to an exception that replaces it. */
        private <E extends IOException> E addTo(E other) {
            if (failure != null) {
                other.addSuppressed(failure);
            }
            return other;
        }
    }

    private Response send(Request request, Request.Options options, int attempt) throws IOException {
        long began = System.nanoTime();
        try {
            Response response = next.execute(request, options);
            events.completed(request, attempt, began, response.status());
            return response;
        } catch (ApiException e) {
            events.failed(request, attempt, began, OptionalInt.of(e.status()), e);
            throw e;
        } catch (IOException | RuntimeException e) {
            events.failed(request, attempt, began, OptionalInt.empty(), e);
            throw e;
        }
    }

    private boolean isTooLate(Duration pause, Instant deadline) {
        return !clock.instant().plus(pause).isBefore(deadline);
    }

    private boolean isOurTurn(Instant deadline, Earlier earlier) throws IOException {
        try {
            return rateLimiter.await(deadline, sleeper);
        } catch (InterruptedException e) {
            throw interrupted(e, earlier);
        }
    }

    /** Says that the total timeout ends before the rate limiter permits the next attempt. */
    private IOException notSent(Earlier earlier) {
        String when = " within the total timeout of " + totalTimeout.toMillis() + " ms"
                + (rateLimiter.isHoldingOff() ? ", since the API has reported too many requests (429)" : "");
        IOException failure = earlier.failure();
        if (failure == null) {
            return new HttpTimeoutException("the request was not sent" + when);
        }
        String reason = Objects.requireNonNullElse(
                failure.getMessage(), failure.getClass().getSimpleName());
        return new IOException(reason + "; the request was not sent again" + when, failure);
    }

    /** Shortens the timeout of an attempt to the rest of the total timeout. */
    private Request.Options within(Request.Options options, Instant deadline) {
        long left = Math.max(1, Duration.between(clock.instant(), deadline).toMillis());
        return left >= options.readTimeoutMillis()
                ? options
                : new Request.Options(
                        options.connectTimeoutMillis(),
                        TimeUnit.MILLISECONDS,
                        left,
                        TimeUnit.MILLISECONDS,
                        options.isFollowRedirects());
    }

    private static boolean isIdempotent(Request request) {
        return IDEMPOTENT.contains(request.httpMethod()) || Headers.has(request, "Idempotency-Key");
    }

    private static boolean isWorthRetrying(Request request, int status) {
        return status == TOO_MANY_REQUESTS || UNAVAILABLE.contains(status) && isIdempotent(request);
    }

    private static boolean isWorthRetrying(Request request, IOException failure) {
        return !Unprocessed.isLasting(failure) && (isIdempotent(request) || Unprocessed.isCertain(failure));
    }

    private Duration pause(int attempt, Optional<Duration> asked) {
        // Zero, or a date in the past, would cause repeated requests without a pause.
        if (asked.isPresent() && !asked.get().isZero()) {
            return min(asked.get(), policy.maxRetryAfter());
        }
        // The limit avoids an overflow. No reasonable maxDelay is longer than 2^30 base delays.
        Duration longest = min(policy.baseDelay().multipliedBy(1L << Math.min(attempt - 1, 30)), policy.maxDelay());
        long half = longest.toMillis() / 2;
        return Duration.ofMillis(half + random.nextLong(longest.toMillis() - half + 1));
    }

    private static Duration min(Duration a, Duration b) {
        return a.compareTo(b) <= 0 ? a : b;
    }

    private void sleep(Duration pause, Earlier earlier) throws IOException {
        if (pause.isZero()) {
            return;
        }
        try {
            sleeper.sleep(pause);
        } catch (InterruptedException e) {
            throw interrupted(e, earlier);
        }
    }

    private static IOException interrupted(InterruptedException e, Earlier earlier) {
        Thread.currentThread().interrupt();
        InterruptedIOException interrupted = new InterruptedIOException("interrupted before the next attempt");
        interrupted.initCause(e);
        return earlier.addTo(interrupted);
    }
}
