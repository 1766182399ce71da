package io.jenkins.plugins.humanitec.client;

import feign.Client;
import feign.Request;
import io.jenkins.plugins.humanitec.client.context.ClientContext;
import io.jenkins.plugins.humanitec.client.guard.ProtectedRequests;
import io.jenkins.plugins.humanitec.client.http.Apis;
import io.jenkins.plugins.humanitec.client.http.DefaultHeaders;
import io.jenkins.plugins.humanitec.client.http.HttpSender;
import io.jenkins.plugins.humanitec.client.http.RateLimiter;
import io.jenkins.plugins.humanitec.client.http.RequestGuard;
import io.jenkins.plugins.humanitec.client.http.RetryingClient;
import io.jenkins.plugins.humanitec.client.http.TokenSource;
import io.jenkins.plugins.humanitec.client.http.TransportErrors;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;

/** Creates a client: connects the classes that send, retry, limit and check requests. */
final class ClientFactory {

    private ClientFactory() {}

    static HumanitecClient create(ClientSettings settings, Supplier<Token> token) {
        URI baseUri = settings.baseUri;
        Clock clock = settings.clock;
        HttpClient given = settings.httpClient;
        HttpClient http = given == null ? DefaultHttpClient.forApi(baseUri, settings.connectTimeout) : given;
        RateLimiter limiter = settings.rateLimiter != null ? settings.rateLimiter : new RateLimiter(clock);
        TokenSource tokens = new TokenSource(token);
        HttpSender sender = new HttpSender(http, given == null, tokens, settings.maxResponseBytes);
        Client retrying = new RetryingClient(
                sender,
                new RetryingClient.Limits(settings.retryPolicy, settings.totalTimeout, limiter),
                settings.requestListener,
                clock,
                settings.sleeper,
                settings.random);
        Client sending = new TransportErrors(retrying);
        Request.Options options = options(settings, http);
        DefaultHeaders headers = new DefaultHeaders(settings.userAgent, settings.headers);
        Function<Client, Apis> apis = through -> new Apis(through, options, baseUri, headers, clock, tokens.secrets());
        ProtectedRequests protections = new ProtectedRequests(settings.guard, () -> new ApiLookup(apis.apply(sending)));
        ClientContext context = new ClientContext(
                apis.apply(new RequestGuard(sending, protections, baseUri, settings.dryRun)),
                new ClientContext.Settings(
                        baseUri,
                        new WebPages(settings.webUri),
                        List.of(baseUri, tokens.current()),
                        limiter,
                        settings.guard,
                        settings.dryRun,
                        clock,
                        settings.sleeper));
        return new HumanitecClient(context, new ClientSettings(settings), sender);
    }

    private static Request.Options options(ClientSettings settings, HttpClient http) {
        return new Request.Options(
                http.connectTimeout().orElse(settings.connectTimeout).toMillis(),
                TimeUnit.MILLISECONDS,
                settings.requestTimeout.toMillis(),
                TimeUnit.MILLISECONDS,
                false);
    }
}
