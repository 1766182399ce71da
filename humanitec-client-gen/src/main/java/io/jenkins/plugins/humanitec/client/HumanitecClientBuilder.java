package io.jenkins.plugins.humanitec.client;

import feign.Client;
import feign.Request;
import io.jenkins.plugins.humanitec.client.context.ClientContext;
import io.jenkins.plugins.humanitec.client.guard.Guard;
import io.jenkins.plugins.humanitec.client.guard.ProtectedRequests;
import io.jenkins.plugins.humanitec.client.http.Apis;
import io.jenkins.plugins.humanitec.client.http.HttpSender;
import io.jenkins.plugins.humanitec.client.http.RateLimiter;
import io.jenkins.plugins.humanitec.client.http.RequestGuard;
import io.jenkins.plugins.humanitec.client.http.RetryingClient;
import io.jenkins.plugins.humanitec.client.http.Sleeper;
import io.jenkins.plugins.humanitec.client.http.TokenSource;
import io.jenkins.plugins.humanitec.client.http.TransportErrors;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/** Makes a {@link HumanitecClient}. Every setting but the token has a default. */
public final class HumanitecClientBuilder {

    /** Where the hosted API is. */
    public static final URI PUBLIC_API = URI.create("https://api.humanitec.io");

    private URI baseUri = PUBLIC_API;
    private Supplier<Token> token;
    private HttpClient httpClient;
    private Duration connectTimeout = Duration.ofSeconds(10);
    private Duration requestTimeout = Duration.ofSeconds(60);
    private Duration totalTimeout = Duration.ofMinutes(3);
    private int maxResponseBytes = 32 * 1024 * 1024;
    private boolean plainHttp;
    private String userAgent = "humanitec-client/" + Version.CLIENT;
    private RetryPolicy retryPolicy = RetryPolicy.DEFAULT;
    private Clock clock = Clock.systemUTC();
    private Sleeper sleeper = Sleeper.THREAD;
    private RateLimiter rateLimiter;
    private Guard guard = Guard.NONE;
    private boolean dryRun;
    private RandomGenerator random = () -> ThreadLocalRandom.current().nextLong();

    HumanitecClientBuilder() {}

    /**
     * @param uri where the API is, {@code http} or {@code https}, perhaps with a path; by default {@link #PUBLIC_API}
     * @return this builder
     * @throws InvalidInputException if requests cannot be made of the URI
     */
    public HumanitecClientBuilder baseUri(URI uri) {
        this.baseUri = ApiAddress.of(uri);
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
        this.token = Objects.requireNonNull(supplier, "token");
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
        this.httpClient = client;
        return this;
    }

    /**
     * @param timeout how long connecting may take, at least 1 ms; by default 10 seconds. Of no effect if
     *     {@link #httpClient} brings a client that has a connect time-out.
     * @return this builder
     * @throws InvalidInputException if it is too short
     */
    public HumanitecClientBuilder connectTimeout(Duration timeout) {
        this.connectTimeout = requireMillis("connectTimeout", timeout);
        return this;
    }

    /**
     * @param timeout how long one attempt may take, until the response has ended, at least 1 ms; by default 60 seconds
     * @return this builder
     * @throws InvalidInputException if it is too short
     */
    public HumanitecClientBuilder requestTimeout(Duration timeout) {
        this.requestTimeout = requireMillis("requestTimeout", timeout);
        return this;
    }

    /**
     * @param timeout how long one call may take with all of its attempts and the pauses between them, at least 1 ms; by
     *     default 3 minutes. What would begin later is not begun: the call then fails as its last attempt did.
     * @return this builder
     * @throws InvalidInputException if it is too short
     */
    public HumanitecClientBuilder totalTimeout(Duration timeout) {
        this.totalTimeout = requireMillis("totalTimeout", timeout);
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
        this.maxResponseBytes = bytes;
        return this;
    }

    /**
     * @param allowed whether the token may be sent over {@code http} to another machine, where it can be read on its way;
     *     by default not
     * @return this builder
     */
    public HumanitecClientBuilder plainHttp(boolean allowed) {
        this.plainHttp = allowed;
        return this;
    }

    /**
     * @param name the header {@code User-Agent}; by default this library's name and version
     * @return this builder
     */
    public HumanitecClientBuilder userAgent(String name) {
        this.userAgent = Objects.requireNonNull(name, "userAgent");
        return this;
    }

    /**
     * @param policy which requests are made again; by default {@link RetryPolicy#DEFAULT}
     * @return this builder
     */
    public HumanitecClientBuilder retryPolicy(RetryPolicy policy) {
        this.retryPolicy = Objects.requireNonNull(policy, "retryPolicy");
        return this;
    }

    /**
     * @param limiter how fast requests may follow each other; give the same one to clients that are to slow down together
     *     when the API answers one of them that there are too many requests; by default each client has its own
     * @return this builder
     */
    public HumanitecClientBuilder rateLimiter(RateLimiter limiter) {
        this.rateLimiter = Objects.requireNonNull(limiter, "rateLimiter");
        return this;
    }

    /**
     * @param newGuard decides which requests may be made; by default all may
     * @return this builder
     */
    public HumanitecClientBuilder guard(Guard newGuard) {
        this.guard = Objects.requireNonNull(newGuard, "guard");
        return this;
    }

    /**
     * @param newDryRun whether whole operations read, but change nothing, and return what they would have returned; any
     *     other request that could change something is refused with an {@link InvalidInputException}
     * @return this builder
     */
    public HumanitecClientBuilder dryRun(boolean newDryRun) {
        this.dryRun = newDryRun;
        return this;
    }

    /**
     * @param newClock what time it is, for dates in {@code Retry-After} and for deadlines; by default the system's
     * @return this builder
     */
    public HumanitecClientBuilder clock(Clock newClock) {
        this.clock = Objects.requireNonNull(newClock, "clock");
        return this;
    }

    /**
     * @param newSleeper what waits before another attempt; by default the calling thread sleeps
     * @return this builder
     */
    public HumanitecClientBuilder sleeper(Sleeper newSleeper) {
        this.sleeper = Objects.requireNonNull(newSleeper, "sleeper");
        return this;
    }

    /**
     * @param newRandom where the jitter of pauses comes from
     * @return this builder
     */
    public HumanitecClientBuilder random(RandomGenerator newRandom) {
        this.random = Objects.requireNonNull(newRandom, "random");
        return this;
    }

    /**
     * @return the client
     * @throws InvalidInputException if no token was given, or it would be sent over plain http to another machine
     */
    public HumanitecClient build() {
        if (token == null) {
            throw new InvalidInputException("No token is given.");
        }
        if (!plainHttp) {
            ApiAddress.requirePrivate(baseUri);
        }
        HttpClient http = httpClient != null ? httpClient : DefaultHttpClient.forApi(baseUri, connectTimeout);
        RateLimiter limiter = rateLimiter != null ? rateLimiter : new RateLimiter(clock);
        TokenSource tokens = new TokenSource(token);
        Client sender = new HttpSender(http, tokens, maxResponseBytes);
        Client retrying = new RetryingClient(sender, retryPolicy, totalTimeout, limiter, clock, sleeper, random);
        Client sending = new TransportErrors(retrying);
        Request.Options options = options(http);
        Function<Client, Apis> apis =
                through -> new Apis(through, options, baseUri, userAgent, clock, tokens.secrets());
        ProtectedRequests protections = new ProtectedRequests(guard, () -> new ApiLookup(apis.apply(sending)));
        return new HumanitecClient(new ClientContext(
                apis.apply(new RequestGuard(sending, protections, baseUri, dryRun)),
                new ClientContext.Settings(
                        baseUri, List.of(baseUri, tokens.current()), limiter, guard, dryRun, clock, sleeper)));
    }

    private Request.Options options(HttpClient http) {
        return new Request.Options(
                http.connectTimeout().orElse(connectTimeout).toMillis(),
                TimeUnit.MILLISECONDS,
                requestTimeout.toMillis(),
                TimeUnit.MILLISECONDS,
                false);
    }

    private static Duration requireMillis(String name, Duration timeout) {
        if (timeout.toMillis() < 1) {
            throw new InvalidInputException(name + " must be at least one millisecond.");
        }
        return timeout;
    }
}
