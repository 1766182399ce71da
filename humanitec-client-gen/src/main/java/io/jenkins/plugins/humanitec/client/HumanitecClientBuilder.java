package io.jenkins.plugins.humanitec.client;

import io.jenkins.plugins.humanitec.client.guard.Guard;
import io.jenkins.plugins.humanitec.client.http.DefaultHeaders;
import io.jenkins.plugins.humanitec.client.http.RateLimiter;
import io.jenkins.plugins.humanitec.client.http.Sleeper;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * Builds a {@link HumanitecClient}. Only a token is required. Each setter returns this builder, and replaces an earlier
 * value. No argument may be null.
 */
public final class HumanitecClientBuilder {

    /** The URL of the hosted API. */
    public static final URI PUBLIC_API = URI.create("https://api.humanitec.io");

    private final ClientSettings settings;

    HumanitecClientBuilder(ClientSettings settings) {
        this.settings = settings;
    }

    /**
     * Reads settings from the environment variables of the CLI {@code humctl}: the token from {@code HUMANITEC_TOKEN},
     * and, if they are set, the organization from {@code HUMANITEC_ORG} and the API URL from
     * {@code HUMANITEC_API_PREFIX}.
     * @throws InvalidInputException if {@code HUMANITEC_TOKEN} is not set, or if a value is invalid
     */
    public HumanitecClientBuilder fromEnvironment() {
        return fromEnvironment(System.getenv());
    }

    HumanitecClientBuilder fromEnvironment(Map<String, String> variables) {
        EnvironmentSettings.apply(variables, this);
        return this;
    }

    /**
     * Sets the organization of {@link HumanitecClient#app(String)}. There is no default.
     * @param orgId the ID of the organization
     * @throws InvalidInputException if the ID is invalid
     */
    public HumanitecClientBuilder organization(String orgId) {
        settings.organization = Identifiers.requireId("organization", orgId);
        return this;
    }

    /**
     * Sets the URL of the API. The default is {@link #PUBLIC_API}.
     * @param uri the URL, {@code http} or {@code https}; it may have a path
     * @throws InvalidInputException if the URL is invalid, for example because it contains a user name or a query
     */
    public HumanitecClientBuilder baseUri(URI uri) {
        settings.baseUri = ApiAddress.of(uri);
        return this;
    }

    /**
     * Sets the URL of the web interface of Humanitec, which log lines link to. The client never sends a request to it.
     *
     * @param uri the URL; {@link WebPages#PUBLIC_ADDRESS} by default
     */
    public HumanitecClientBuilder webUri(URI uri) {
        settings.webUri = Objects.requireNonNull(uri, "webUri");
        return this;
    }

    /**
     * Sets a static API token. It is sent as {@code Authorization: Bearer …}.
     * @param secret the token
     * @throws InvalidInputException if the token is empty, or contains invalid characters
     */
    public HumanitecClientBuilder bearerToken(String secret) {
        return token(Token.of(Token.Kind.BEARER, secret));
    }

    /**
     * Sets a JSON Web Token. It is sent as {@code Authorization: JWT …}.
     * @param secret the token
     * @throws InvalidInputException if the token is empty, or contains invalid characters
     */
    public HumanitecClientBuilder jwt(String secret) {
        return token(Token.of(Token.Kind.JWT, secret));
    }

    /**
     * Sets the token.
     * @param newToken the token
     */
    public HumanitecClientBuilder token(Token newToken) {
        Objects.requireNonNull(newToken, "token");
        return token(() -> newToken);
    }

    /**
     * Sets a supplier of the token. The client calls it when it is built, and again if the API returns 401
     * (unauthorized); if there is a new token, the client repeats the request with it.
     * @param supplier returns the current token; can be called by several threads, and may throw
     *     {@link InvalidInputException} if there is no token
     */
    public HumanitecClientBuilder token(Supplier<Token> supplier) {
        settings.token = Objects.requireNonNull(supplier, "token");
        return this;
    }

    /**
     * Sets the HTTP client, for a proxy, TLS settings or an executor. If it has an authenticator, this is only used for
     * proxies; requests are then sent by a copy without its local address and priority. All clients with this HTTP
     * client share the copy.
     * @param client the HTTP client; it must not follow redirects, since it would send the token to the new location
     * @throws InvalidInputException if the client follows redirects
     */
    public HumanitecClientBuilder httpClient(HttpClient client) {
        if (client.followRedirects() != HttpClient.Redirect.NEVER) {
            throw new InvalidInputException(
                    "The HTTP client must not follow redirects, since it would send the token along.");
        }
        settings.httpClient = client;
        return this;
    }

    /**
     * Sets the timeout for connecting, by default 10 seconds. Ignored if an {@linkplain #httpClient HTTP client} is
     * set, which has its own connect timeout.
     * @param timeout the timeout, at least 1 ms
     * @throws InvalidInputException if the timeout is too short
     */
    public HumanitecClientBuilder connectTimeout(Duration timeout) {
        settings.connectTimeout = ClientSettings.requireMillis("connectTimeout", timeout);
        return this;
    }

    /**
     * Sets the timeout for one attempt, including reading the response, by default 60 seconds.
     * @param timeout the timeout, at least 1 ms
     * @throws InvalidInputException if the timeout is too short
     */
    public HumanitecClientBuilder requestTimeout(Duration timeout) {
        settings.requestTimeout = ClientSettings.requireMillis("requestTimeout", timeout);
        return this;
    }

    /**
     * Sets the timeout for a request with all attempts and pauses, by default 3 minutes. No attempt starts after the
     * timeout. The request then fails in the same way as its last attempt, or with a
     * {@link io.jenkins.plugins.humanitec.client.errors.TransportException} if the first one waits for the rate limiter.
     * @param timeout the timeout, at least 1 ms
     * @throws InvalidInputException if the timeout is too short
     */
    public HumanitecClientBuilder totalTimeout(Duration timeout) {
        settings.totalTimeout = ClientSettings.requireMillis("totalTimeout", timeout);
        return this;
    }

    /**
     * Sets the maximum size of a response, by default 32 MiB. A larger response is not read completely. A larger success
     * causes an {@link io.jenkins.plugins.humanitec.client.errors.UnreadableResponseException}; an error keeps its type.
     * @param bytes the maximum size of the body in bytes, from 1 to 2<sup>31</sup> - 2
     * @throws InvalidInputException if the size is out of its bounds
     */
    public HumanitecClientBuilder maxResponseBytes(int bytes) {
        if (bytes < 1 || bytes == Integer.MAX_VALUE) {
            throw new InvalidInputException("maxResponseBytes must be from 1 to 2147483646.");
        }
        settings.maxResponseBytes = bytes;
        return this;
    }

    /**
     * Sets whether the token may be sent to another machine over plain http, where others can read it. Not allowed by
     * default.
     * @param allowed whether plain http is allowed
     */
    public HumanitecClientBuilder plainHttp(boolean allowed) {
        settings.plainHttp = allowed;
        return this;
    }

    /**
     * Sets the {@code User-Agent} header. The default is the name and version of this library.
     * @param name the value of the header
     */
    public HumanitecClientBuilder userAgent(String name) {
        settings.userAgent = Objects.requireNonNull(name, "userAgent");
        return this;
    }

    /**
     * Sets how often requests are repeated. The default is {@link RetryPolicy#DEFAULT}.
     * @param policy the retry policy
     */
    public HumanitecClientBuilder retryPolicy(RetryPolicy policy) {
        settings.retryPolicy = Objects.requireNonNull(policy, "retryPolicy");
        return this;
    }

    /**
     * Sets the rate limiter. By default, each client has its own. Clients with the same rate limiter slow down
     * together.
     * @param limiter the rate limiter
     */
    public HumanitecClientBuilder rateLimiter(RateLimiter limiter) {
        settings.rateLimiter = Objects.requireNonNull(limiter, "rateLimiter");
        return this;
    }

    /**
     * Sets the guard. By default, all requests are allowed.
     * @param newGuard decides which requests are allowed
     */
    public HumanitecClientBuilder guard(Guard newGuard) {
        settings.guard = Objects.requireNonNull(newGuard, "guard");
        return this;
    }

    /**
     * Sets whether operations only read, and return what they would return after a change. Other requests that could
     * change something are rejected with an {@link InvalidInputException}. The default is false.
     * @param newDryRun whether to only read
     */
    public HumanitecClientBuilder dryRun(boolean newDryRun) {
        settings.dryRun = newDryRun;
        return this;
    }

    /**
     * Sets the clock for deadlines and for dates in {@code Retry-After}. The default is the system clock.
     * @param newClock the clock
     */
    public HumanitecClientBuilder clock(Clock newClock) {
        settings.clock = Objects.requireNonNull(newClock, "clock");
        return this;
    }

    /**
     * Sets how to wait between attempts. By default, the calling thread sleeps.
     * @param newSleeper waits for a given time
     */
    public HumanitecClientBuilder sleeper(Sleeper newSleeper) {
        settings.sleeper = Objects.requireNonNull(newSleeper, "sleeper");
        return this;
    }

    /**
     * Sets the source of random numbers for the pauses between attempts.
     * @param newRandom the random number generator
     */
    public HumanitecClientBuilder random(RandomGenerator newRandom) {
        settings.random = Objects.requireNonNull(newRandom, "random");
        return this;
    }

    /**
     * Adds a header to all requests, for example for a gateway. It replaces a header with the same name.
     * @param name the name of the header; not one that the client sets itself, such as {@code Authorization}
     * @param value the value of the header, in printable ASCII characters
     * @throws InvalidInputException if the name or the value is invalid
     */
    public HumanitecClientBuilder defaultHeader(String name, String value) {
        DefaultHeaders.require(name, value);
        settings.headers.keySet().removeIf(name::equalsIgnoreCase);
        settings.headers.put(name, value);
        return this;
    }

    /**
     * Sets a listener for attempts to send a request, for metrics and traces. There is no default.
     * @param listener the listener
     */
    public HumanitecClientBuilder requestListener(RequestListener listener) {
        settings.requestListener = Objects.requireNonNull(listener, "requestListener");
        return this;
    }

    /**
     * Builds the client.
     *
     * @return the client
     * @throws InvalidInputException if there is no token, or if it would be sent to another machine over plain http
     */
    public HumanitecClient build() {
        if (settings.token == null) {
            throw new InvalidInputException("The client has no token. Set one with bearerToken(\"…\") in its builder.");
        }
        if (!settings.plainHttp) {
            ApiAddress.requirePrivate(settings.baseUri);
        }
        return ClientFactory.create(settings, settings.token);
    }
}
