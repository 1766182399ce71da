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

/** Makes a {@link HumanitecClient}. Every setting but the token has a default. */
public final class HumanitecClientBuilder {

    /** Where the hosted API is. */
    public static final URI PUBLIC_API = URI.create("https://api.humanitec.io");

    private final ClientSettings settings;

    HumanitecClientBuilder(ClientSettings settings) {
        this.settings = settings;
    }

    /**
     * Reads settings from environment variables, by the names that the vendor's CLI {@code humctl} uses: the token from
     * {@code HUMANITEC_TOKEN}; the organization from {@code HUMANITEC_ORG} and the API's URI from {@code HUMANITEC_API_PREFIX},
     * if they are set.
     *
     * @return this builder
     * @throws InvalidInputException if {@code HUMANITEC_TOKEN} is not set, or a value is invalid
     */
    public HumanitecClientBuilder fromEnvironment() {
        return fromEnvironment(System.getenv());
    }

    HumanitecClientBuilder fromEnvironment(Map<String, String> variables) {
        EnvironmentSettings.apply(variables, this);
        return this;
    }

    /**
     * Sets the organization of {@link HumanitecClient#app(String)}. By default there is none.
     *
     * @param orgId the organization's ID
     * @return this builder
     * @throws InvalidInputException if it is not an ID
     */
    public HumanitecClientBuilder organization(String orgId) {
        settings.organization = Identifiers.requireId("organization", orgId);
        return this;
    }

    /**
     * @param uri where the API is, {@code http} or {@code https}, perhaps with a path; by default {@link #PUBLIC_API}
     * @return this builder
     * @throws InvalidInputException if requests cannot be made of the URI
     */
    public HumanitecClientBuilder baseUri(URI uri) {
        settings.baseUri = ApiAddress.of(uri);
        return this;
    }

    /**
     * @param secret a static API token, sent as {@code Authorization: Bearer …}
     * @return this builder
     * @throws InvalidInputException if no token can have these characters
     */
    public HumanitecClientBuilder bearerToken(String secret) {
        return token(Token.of(Token.Kind.BEARER, secret));
    }

    /**
     * @param secret a JSON Web Token, sent as {@code Authorization: JWT …}
     * @return this builder
     * @throws InvalidInputException if no token can have these characters
     */
    public HumanitecClientBuilder jwt(String secret) {
        return token(Token.of(Token.Kind.JWT, secret));
    }

    /**
     * @param newToken who the client is to the API
     * @return this builder
     */
    public HumanitecClientBuilder token(Token newToken) {
        Objects.requireNonNull(newToken, "token");
        return token(() -> newToken);
    }

    /**
     * @param supplier returns the token as it is now. It is asked when the client is built, and again when the API answers 401
     *     (unauthorized); if it then returns another token, the request is sent once more with that one. It may be asked by
     *     several threads, and may throw {@link InvalidInputException} if there is no token.
     * @return this builder
     */
    public HumanitecClientBuilder token(Supplier<Token> supplier) {
        settings.token = Objects.requireNonNull(supplier, "token");
        return this;
    }

    /**
     * @param client what sends requests, with the caller's proxy, TLS settings and threads; it must not follow redirects,
     *     since it would send the token along to wherever they lead. Its authenticator is asked for the credentials of proxies
     *     only; requests are then sent by a client that is set up alike, but for a local address and a priority, and that is
     *     shared by all that are built with this one.
     * @return this builder
     * @throws InvalidInputException if the client follows redirects
     */
    public HumanitecClientBuilder httpClient(HttpClient client) {
        if (client.followRedirects() != HttpClient.Redirect.NEVER) {
            throw new InvalidInputException("The HTTP client follows redirects, and would take the token with it.");
        }
        settings.httpClient = client;
        return this;
    }

    /**
     * @param timeout how long connecting may take, at least 1 ms; by default 10 seconds. Of no effect if
     *     {@link #httpClient} brings a client that has a connect time-out.
     * @return this builder
     * @throws InvalidInputException if it is too short
     */
    public HumanitecClientBuilder connectTimeout(Duration timeout) {
        settings.connectTimeout = requireMillis("connectTimeout", timeout);
        return this;
    }

    /**
     * @param timeout how long one attempt may take, until the response has ended, at least 1 ms; by default 60 seconds
     * @return this builder
     * @throws InvalidInputException if it is too short
     */
    public HumanitecClientBuilder requestTimeout(Duration timeout) {
        settings.requestTimeout = requireMillis("requestTimeout", timeout);
        return this;
    }

    /**
     * @param timeout how long one call may take with all of its attempts and the pauses between them, at least 1 ms; by
     *     default 3 minutes. What would begin later is not begun: the call then fails as its last attempt did.
     * @return this builder
     * @throws InvalidInputException if it is too short
     */
    public HumanitecClientBuilder totalTimeout(Duration timeout) {
        settings.totalTimeout = requireMillis("totalTimeout", timeout);
        return this;
    }

    /**
     * @param bytes how large the body of a response may be, at least 1; by default 32 MiB. A larger one is not read any
     *     further, and is an {@link io.jenkins.plugins.humanitec.client.errors.UnreadableResponseException}.
     * @return this builder
     * @throws InvalidInputException if it is not positive
     */
    public HumanitecClientBuilder maxResponseBytes(int bytes) {
        if (bytes < 1 || bytes == Integer.MAX_VALUE) {
            throw new InvalidInputException("maxResponseBytes must be 1 or more, and less than 2^31 - 1.");
        }
        settings.maxResponseBytes = bytes;
        return this;
    }

    /**
     * @param allowed whether the token may be sent over {@code http} to another machine, where it can be read on its way;
     *     by default not
     * @return this builder
     */
    public HumanitecClientBuilder plainHttp(boolean allowed) {
        settings.plainHttp = allowed;
        return this;
    }

    /**
     * @param name the header {@code User-Agent}; by default this library's name and version
     * @return this builder
     */
    public HumanitecClientBuilder userAgent(String name) {
        settings.userAgent = Objects.requireNonNull(name, "userAgent");
        return this;
    }

    /**
     * @param policy which requests are made again; by default {@link RetryPolicy#DEFAULT}
     * @return this builder
     */
    public HumanitecClientBuilder retryPolicy(RetryPolicy policy) {
        settings.retryPolicy = Objects.requireNonNull(policy, "retryPolicy");
        return this;
    }

    /**
     * @param limiter how fast requests may follow each other; give the same one to clients that are to slow down together
     *     when the API answers one of them that there are too many requests; by default each client has its own
     * @return this builder
     */
    public HumanitecClientBuilder rateLimiter(RateLimiter limiter) {
        settings.rateLimiter = Objects.requireNonNull(limiter, "rateLimiter");
        return this;
    }

    /**
     * @param newGuard decides which requests may be made; by default all may
     * @return this builder
     */
    public HumanitecClientBuilder guard(Guard newGuard) {
        settings.guard = Objects.requireNonNull(newGuard, "guard");
        return this;
    }

    /**
     * @param newDryRun whether whole operations read, but change nothing, and return what they would have returned; any
     *     other request that could change something is refused with an {@link InvalidInputException}
     * @return this builder
     */
    public HumanitecClientBuilder dryRun(boolean newDryRun) {
        settings.dryRun = newDryRun;
        return this;
    }

    /**
     * @param newClock what time it is, for dates in {@code Retry-After} and for deadlines; by default the system's
     * @return this builder
     */
    public HumanitecClientBuilder clock(Clock newClock) {
        settings.clock = Objects.requireNonNull(newClock, "clock");
        return this;
    }

    /**
     * @param newSleeper what waits before another attempt; by default the calling thread sleeps
     * @return this builder
     */
    public HumanitecClientBuilder sleeper(Sleeper newSleeper) {
        settings.sleeper = Objects.requireNonNull(newSleeper, "sleeper");
        return this;
    }

    /**
     * @param newRandom where the jitter of pauses comes from
     * @return this builder
     */
    public HumanitecClientBuilder random(RandomGenerator newRandom) {
        settings.random = Objects.requireNonNull(newRandom, "random");
        return this;
    }

    /**
     * Adds a header to each request, for example for a gateway. Adding the same name again replaces the value.
     *
     * @param name the header's name; not one that the client sets itself, such as {@code Authorization}
     * @param value the header's value, in printable ASCII characters
     * @return this builder
     * @throws InvalidInputException if the name or the value is invalid
     */
    public HumanitecClientBuilder defaultHeader(String name, String value) {
        DefaultHeaders.require(name, value);
        settings.headers.keySet().removeIf(name::equalsIgnoreCase);
        settings.headers.put(name, value);
        return this;
    }

    /**
     * Sets what is called after each attempt to send a request, for metrics and traces. By default there is none.
     *
     * @param listener the listener; it replaces the one that was set before
     * @return this builder
     */
    public HumanitecClientBuilder requestListener(RequestListener listener) {
        settings.requestListener = Objects.requireNonNull(listener, "requestListener");
        return this;
    }

    /**
     * Builds the client.
     *
     * @return the client
     * @throws InvalidInputException if no token was given, or it would be sent over plain http to another machine
     */
    public HumanitecClient build() {
        if (settings.token == null) {
            throw new InvalidInputException("No token is given.");
        }
        if (!settings.plainHttp) {
            ApiAddress.requirePrivate(settings.baseUri);
        }
        return ClientFactory.create(settings, settings.token);
    }

    private static Duration requireMillis(String name, Duration timeout) {
        if (timeout.toMillis() < 1) {
            throw new InvalidInputException(name + " must be at least one millisecond.");
        }
        return timeout;
    }
}
