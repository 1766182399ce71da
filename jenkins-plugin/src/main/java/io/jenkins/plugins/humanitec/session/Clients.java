package io.jenkins.plugins.humanitec.session;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.ProxyConfiguration;
import io.jenkins.plugins.humanitec.client.HumanitecClient;
import io.jenkins.plugins.humanitec.client.HumanitecClientBuilder;
import io.jenkins.plugins.humanitec.client.InvalidInputException;
import io.jenkins.plugins.humanitec.client.RetryPolicy;
import io.jenkins.plugins.humanitec.client.Token;
import io.jenkins.plugins.humanitec.config.HumanitecConnection;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import jenkins.model.Jenkins;

/**
 * Makes clients that go through the proxy which Jenkins is set up with. All of them share one HTTP client, which has threads
 * and connections of its own, until the proxy settings change.
 */
public final class Clients {

    private static ProxySettings proxy;
    private static HttpClient http;

    private record ProxySettings(String name, int port, String user, String password, String noProxyHost) {
        static ProxySettings now() {
            ProxyConfiguration p = Jenkins.get().getProxy();
            return p == null
                    ? new ProxySettings(null, 0, null, null, null)
                    : new ProxySettings(
                            p.getName(),
                            p.getPort(),
                            p.getUserName(),
                            p.getSecretPassword() == null
                                    ? null
                                    : p.getSecretPassword().getEncryptedValue(),
                            p.getNoProxyHost());
        }
    }

    private Clients() {}

    /**
     * @param connection where to go
     * @param token what to present there; asked again if it is not accepted
     * @param dryRun whether nothing is to be changed
     * @return a client for a step's own calls
     */
    @NonNull
    static HumanitecClient forCalls(
            @NonNull HumanitecConnection connection, @NonNull Supplier<Token> token, boolean dryRun) {
        return guarded(connection, token).dryRun(dryRun).build();
    }

    /**
     * @param connection where to go
     * @param token what to present there; asked again if it is not accepted
     * @return a client for watching, which has the next attempt made by the watch's timer rather than by a sleeping thread
     */
    @NonNull
    static HumanitecClient forPolling(@NonNull HumanitecConnection connection, @NonNull Supplier<Token> token) {
        return guarded(connection, token).retryPolicy(RetryPolicy.NONE).build();
    }

    /** What runs in builds slows down together, and must not do what the administrator forbids. */
    private static HumanitecClientBuilder guarded(HumanitecConnection connection, Supplier<Token> token) {
        return builder(connection, token)
                .rateLimiter(SharedServices.get().rateLimiter(connection.getName()))
                .guard(connection.guard());
    }

    /**
     * @param connection where to go
     * @param token what to present there
     * @return a client for somebody who waits in front of a form
     */
    @NonNull
    public static HumanitecClient forTest(@NonNull HumanitecConnection connection, @NonNull Token token) {
        return builder(connection, () -> token)
                .retryPolicy(RetryPolicy.NONE)
                .requestTimeout(Duration.ofSeconds(15))
                .build();
    }

    /**
     * @param url where an API is said to be
     * @param plainHttp whether it may be one on another machine without TLS
     * @throws InvalidInputException if requests cannot be made of the URL
     */
    public static void requireApiUrl(@NonNull URI url, boolean plainHttp) {
        HumanitecClient.builder()
                .baseUri(url)
                .plainHttp(plainHttp)
                .token(Token.of(Token.Kind.BEARER, "none"))
                .build();
    }

    private static HumanitecClientBuilder builder(HumanitecConnection connection, Supplier<Token> token) {
        URI url;
        try {
            url = URI.create(connection.getApiUrl());
        } catch (IllegalArgumentException e) {
            throw new InvalidInputException(
                    "The API URL of the Humanitec connection '" + connection.getName() + "' is not a URL.");
        }
        return HumanitecClient.builder()
                .baseUri(url)
                .plainHttp(connection.isPlainHttp())
                .token(token)
                .httpClient(http())
                .userAgent("humanitec-jenkins-plugin/" + version());
    }

    private static String version() {
        return Optional.ofNullable(Jenkins.get().getPluginManager().getPlugin("humanitec"))
                .map(plugin -> plugin.getVersionNumber().toString())
                .orElse("unknown");
    }

    private static synchronized HttpClient http() {
        ProxySettings now = ProxySettings.now();
        if (http == null || !Objects.equals(now, proxy)) {
            http = ProxyConfiguration.newHttpClientBuilder()
                    .followRedirects(HttpClient.Redirect.NEVER)
                    // As the client does by itself: what little there is to do is done by the thread that reads and
                    // writes.
                    .executor(Runnable::run)
                    .build();
            proxy = now;
        }
        return http;
    }
}
