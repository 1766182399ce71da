package io.jenkins.plugins.humanitec.client;

import io.jenkins.plugins.humanitec.client.guard.Guard;
import io.jenkins.plugins.humanitec.client.http.RateLimiter;
import io.jenkins.plugins.humanitec.client.http.Sleeper;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** The settings of a {@link HumanitecClient}, with their default values. */
final class ClientSettings {

    URI baseUri = HumanitecClientBuilder.PUBLIC_API;
    URI webUri = WebPages.PUBLIC_ADDRESS;

    @Nullable
    Supplier<Token> token;

    @Nullable
    String organization;

    @Nullable
    HttpClient httpClient;

    Duration connectTimeout = Duration.ofSeconds(10);
    Duration requestTimeout = Duration.ofSeconds(60);
    Duration totalTimeout = Duration.ofMinutes(3);
    int maxResponseBytes = 32 * 1024 * 1024;
    boolean plainHttp;
    String userAgent = "humanitec-client/" + Version.CLIENT;
    final Map<String, String> headers;
    RetryPolicy retryPolicy = RetryPolicy.DEFAULT;
    RequestListener requestListener = event -> {};
    Clock clock = Clock.systemUTC();
    Sleeper sleeper = Sleeper.THREAD;

    @Nullable
    RateLimiter rateLimiter;

    Guard guard = Guard.NONE;
    boolean dryRun;
    RandomGenerator random = () -> ThreadLocalRandom.current().nextLong();

    ClientSettings() {
        headers = new LinkedHashMap<>();
    }

    ClientSettings(ClientSettings other) {
        baseUri = other.baseUri;
        webUri = other.webUri;
        token = other.token;
        organization = other.organization;
        httpClient = other.httpClient;
        connectTimeout = other.connectTimeout;
        requestTimeout = other.requestTimeout;
        totalTimeout = other.totalTimeout;
        maxResponseBytes = other.maxResponseBytes;
        plainHttp = other.plainHttp;
        userAgent = other.userAgent;
        headers = new LinkedHashMap<>(other.headers);
        retryPolicy = other.retryPolicy;
        requestListener = other.requestListener;
        clock = other.clock;
        sleeper = other.sleeper;
        rateLimiter = other.rateLimiter;
        guard = other.guard;
        dryRun = other.dryRun;
        random = other.random;
    }

    static Duration requireMillis(String name, Duration timeout) {
        if (timeout.toMillis() < 1) {
            throw new InvalidInputException(name + " must be at least one millisecond.");
        }
        return timeout;
    }
}
