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
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

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
        String why = "";
        for (int attempt = 1; ; attempt++) {
            boolean last = attempt >= policy.maxAttempts();
            Duration pause;
            sleepUntilOurs(deadline, why);
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
                response.close();
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
            }
            // The logger is looked up only here, since this takes time and most programs do not need it.
            System.getLogger(RetryingClient.class.getName())
                    .log(
                            System.Logger.Level.DEBUG,
                            "{0} {1}: again after {2}",
                            Headers.method(request),
                            Headers.path(request),
                            why);
            sleep(pause);
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

    /** Waits for the rate limiter. The result of the previous attempt is empty before the first one. */
    private void sleepUntilOurs(Instant deadline, String previous) throws IOException {
        try {
            if (!rateLimiter.await(deadline, sleeper)) {
                throw new HttpTimeoutException("the request was not " + (previous.isEmpty() ? "sent" : "repeated")
                        + " within the total timeout of " + totalTimeout.toMillis() + " ms"
                        + (previous.isEmpty() ? "" : " after " + previous)
                        + (rateLimiter.isHoldingOff() ? ", since the API has reported too many requests (429)" : ""));
            }
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
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

    private void sleep(Duration pause) throws IOException {
        if (pause.isZero()) {
            return;
        }
        try {
            sleeper.sleep(pause);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private static IOException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return (IOException) new InterruptedIOException("interrupted before the next attempt").initCause(e);
    }
}
