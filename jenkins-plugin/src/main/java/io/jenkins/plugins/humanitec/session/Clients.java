package io.jenkins.plugins.humanitec.session;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.ProxyConfiguration;
import io.jenkins.plugins.humanitec.client.HumanitecClient;
import io.jenkins.plugins.humanitec.client.HumanitecClientBuilder;
import io.jenkins.plugins.humanitec.client.InvalidInputException;
import io.jenkins.plugins.humanitec.client.RetryPolicy;
import io.jenkins.plugins.humanitec.client.Token;
import io.jenkins.plugins.humanitec.client.WebPages;
import io.jenkins.plugins.humanitec.config.HumanitecConnection;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import jenkins.model.Jenkins;

/**
 * Creates clients that use the proxy settings of Jenkins. All clients share one HTTP client with its threads and
 * connections. It is replaced when the proxy settings change.
 */
public final class Clients {

    /** How long a user waits for a response. */
    private static final Duration PATIENCE = Duration.ofSeconds(15);

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
     * Creates a client for the requests of a step.
     *
     * @param connection the connection
     * @param credentialsId the ID of the credentials with the token
     * @param token supplies the token; called again if the API rejects the token
     * @param dryRun whether to send no requests that change something
     * @return the client
     */
    @NonNull
    static HumanitecClient forCalls(
            @NonNull HumanitecConnection connection,
            @NonNull String credentialsId,
            @NonNull Supplier<Token> token,
            boolean dryRun) {
        return guarded(connection, credentialsId, token).dryRun(dryRun).build();
    }

    /**
     * Creates a client for polling. It does not repeat failed requests, because the next poll does so without a
     * sleeping thread.
     *
     * @param connection the connection
     * @param credentialsId the ID of the credentials with the token
     * @param token supplies the token; called again if the API rejects the token
     * @return the client
     */
    @NonNull
    static HumanitecClient forPolling(
            @NonNull HumanitecConnection connection, @NonNull String credentialsId, @NonNull Supplier<Token> token) {
        return guarded(connection, credentialsId, token)
                .retryPolicy(RetryPolicy.NONE)
                .build();
    }

    /**
     * Creates a client for the answer of a user to a request for approval. The user's permission stands for the setting of
     * the connection, which is for builds.
     *
     * @param connection the connection
     * @param credentialsId the ID of the credentials with the token
     * @param token supplies the token; called again if the API rejects the token
     * @return the client
     */
    @NonNull
    static HumanitecClient forApproval(
            @NonNull HumanitecConnection connection, @NonNull String credentialsId, @NonNull Supplier<Token> token) {
        return guarded(connection, credentialsId, token)
                .guard(connection.protectionGuard())
                .retryPolicy(RetryPolicy.NONE)
                .requestTimeout(PATIENCE)
                .totalTimeout(PATIENCE)
                .build();
    }

    /**
     * Creates a client for pages that show the state. It does not repeat failed requests, because the page reads again soon. It
     * shares the rate limiter with the builds, so that it also pauses when the API asks for this.
     *
     * @param connection the connection
     * @param credentialsId the ID of the credentials with the token
     * @param token the token
     * @return the client
     */
    @NonNull
    static HumanitecClient forViews(
            @NonNull HumanitecConnection connection, @NonNull String credentialsId, @NonNull Token token) {
        return guarded(connection, credentialsId, () -> token)
                .retryPolicy(RetryPolicy.NONE)
                .requestTimeout(PATIENCE)
                .totalTimeout(PATIENCE)
                .build();
    }

    /**
     * Creates a client for what Jenkins does by itself: checks of the token, and webhooks. It is like that for views.
     *
     * @param connection the connection, with credentials of the system
     * @return the client
     * @throws InvalidInputException if the connection has no credentials or they do not exist
     */
    @NonNull
    public static HumanitecClient forSystem(@NonNull HumanitecConnection connection) {
        Token token = Token.of(connection.getTokenKind(), TokenCredentials.secretForAdministrator(connection));
        return forViews(connection, Objects.requireNonNull(connection.getCredentialsId()), token);
    }

    /** Adds the rate limiter, which all builds share, and the protection rules of the connection. */
    private static HumanitecClientBuilder guarded(
            HumanitecConnection connection, String credentialsId, Supplier<Token> token) {
        return builder(connection, token)
                .requestListener(SharedServices.get().activity(connection.getName(), credentialsId))
                .rateLimiter(SharedServices.get().rateLimiter(connection.getName()))
                .webUri(webUri(connection))
                .guard(connection.guard());
    }

    /**
     * Returns the URL of the web interface. It is needed for links only, so an invalid one, which the form cannot prevent, does not
     * fail a step.
     *
     * @param connection the connection
     * @return its URL; that of the public web interface if it is invalid
     */
    @NonNull
    static URI webUri(@NonNull HumanitecConnection connection) {
        try {
            return URI.create(connection.getWebUrl());
        } catch (IllegalArgumentException e) {
            return WebPages.PUBLIC_ADDRESS;
        }
    }

    /**
     * Creates a client for forms and connection tests. It has a short timeout and does not repeat failed requests,
     * because a user waits for the result.
     *
     * @param connection the connection
     * @param token the token
     * @return the client
     */
    @NonNull
    public static HumanitecClient forTest(@NonNull HumanitecConnection connection, @NonNull Token token) {
        return builder(connection, () -> token)
                .retryPolicy(RetryPolicy.NONE)
                .requestTimeout(PATIENCE)
                .totalTimeout(PATIENCE)
                .build();
    }

    /**
     * Checks the URL of an API. Makes no request.
     *
     * @param url the URL
     * @param plainHttp whether http to another machine is permitted
     * @throws InvalidInputException if the URL is invalid
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
                    // The tasks are short, so the thread that reads and writes runs them, as in the client's default.
                    .executor(Runnable::run)
                    .build();
            proxy = now;
        }
        return http;
    }
}
