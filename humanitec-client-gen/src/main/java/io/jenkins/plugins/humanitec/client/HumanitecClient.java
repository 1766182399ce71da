package io.jenkins.plugins.humanitec.client;

import io.jenkins.plugins.humanitec.client.access.Access;
import io.jenkins.plugins.humanitec.client.artefacts.Artefacts;
import io.jenkins.plugins.humanitec.client.context.ClientContext;
import io.jenkins.plugins.humanitec.client.contract.AnyRequest;
import io.jenkins.plugins.humanitec.client.deployments.Deployments;
import io.jenkins.plugins.humanitec.client.deployments.Differences;
import io.jenkins.plugins.humanitec.client.diagnostics.Diagnostics;
import io.jenkins.plugins.humanitec.client.environments.Applications;
import io.jenkins.plugins.humanitec.client.environments.Environments;
import io.jenkins.plugins.humanitec.client.events.EventLookup;
import io.jenkins.plugins.humanitec.client.events.EventPoller;
import io.jenkins.plugins.humanitec.client.events.EventWebhooks;
import io.jenkins.plugins.humanitec.client.generated.ApiClient;
import io.jenkins.plugins.humanitec.client.guard.Guard;
import io.jenkins.plugins.humanitec.client.http.HttpSender;
import io.jenkins.plugins.humanitec.client.overview.Overview;
import io.jenkins.plugins.humanitec.client.pipelines.PipelineRuns;
import io.jenkins.plugins.humanitec.client.platform.Platform;
import io.jenkins.plugins.humanitec.client.resources.ActiveResources;
import io.jenkins.plugins.humanitec.client.score.Scores;
import io.jenkins.plugins.humanitec.client.values.SharedValues;
import io.jenkins.plugins.humanitec.client.workloads.Workloads;
import java.net.URI;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A client of the Humanitec API. It is immutable and safe for use by many threads. Create one client and reuse it,
 * since it keeps the connections of its {@link java.net.http.HttpClient}.
 *
 * <p>All operations throw {@link InvalidInputException} for invalid arguments. Otherwise they throw a
 * {@link io.jenkins.plugins.humanitec.client.errors.HumanitecException}: an
 * {@link io.jenkins.plugins.humanitec.client.errors.ApiException} if the API returned an error, or a
 * {@link io.jenkins.plugins.humanitec.client.errors.TransportException} if there was no response.
 */
public final class HumanitecClient implements AutoCloseable {

    private final ClientContext context;
    private final ClientSettings settings;
    private final HttpSender sender;

    HumanitecClient(ClientContext context, ClientSettings settings, HttpSender sender) {
        this.context = context;
        this.settings = settings;
        this.sender = sender;
    }

    /** {@return a new builder, which only requires a token} */
    public static HumanitecClientBuilder builder() {
        return new HumanitecClientBuilder(new ClientSettings());
    }

    /**
     * Returns a builder with the settings of this client. A client from this builder has its own connections and its
     * own rate limiter, unless an {@linkplain HumanitecClientBuilder#httpClient HTTP client} or a
     * {@linkplain HumanitecClientBuilder#rateLimiter rate limiter} was set.
     *
     * @return a new builder
     */
    public HumanitecClientBuilder toBuilder() {
        return new HumanitecClientBuilder(new ClientSettings(settings));
    }

    /**
     * Closes the client. Its operations then throw {@link IllegalStateException}. With Java 21 or newer, waits for the
     * requests in progress, and then closes the connections. With an older Java, the garbage collector closes them. An
     * HTTP client that was set in the builder stays open.
     */
    @Override
    public void close() {
        sender.close();
    }

    /**
     * Returns a generated interface.
     *
     * @param type an interface of the package {@code api}; each contains the operations of one tag of the API
     *     description
     * @param <A> the type of the interface
     * @return the interface, which makes its requests with this client
     */
    public <A extends ApiClient.Api> A api(Class<A> type) {
        return context.api(type);
    }

    /** {@return the URL of the API, without a slash at the end} */
    public URI baseUri() {
        return context.baseUri();
    }

    /** {@return the ID of the organization; empty if none was set in the builder} */
    public Optional<String> organization() {
        return Optional.ofNullable(settings.organization);
    }

    /**
     * Returns a reference to an application of the client's organization. Makes no request.
     *
     * @param appId the ID of the application
     * @return the reference
     * @throws InvalidInputException if the ID is missing or invalid, or if no organization was set in the builder
     */
    public AppRef app(String appId) {
        if (settings.organization == null) {
            throw new InvalidInputException(
                    "The client has no organization. Set one with organization(\"…\") in its builder.");
        }
        return new AppRef(settings.organization, appId);
    }

    /** {@return whether operations only read, and return what they would return after a change} */
    public boolean isDryRun() {
        return context.isDryRun();
    }

    /** {@return the guard, which decides which requests are allowed} */
    public Guard guard() {
        return context.guard();
    }

    /**
     * {@return the objects that all operations of this client share, for callers that run operations with their own
     * executor}
     */
    public ClientContext context() {
        return context;
    }

    /**
     * Sends a request for an operation that is chosen at run time.
     *
     * @param request the request
     * @return the body of the response, as {@link AnyRequest#send} returns it; null if there is no body
     */
    public @Nullable Object send(AnyRequest request) {
        return request.send(context);
    }

    /** {@return operations that set, delete and list shared values} */
    public SharedValues values() {
        return new SharedValues(context);
    }

    /** {@return operations that read and scale the workloads of an environment} */
    public Workloads workloads() {
        return new Workloads(context);
    }

    /** {@return operations that read the active resources of an environment} */
    public ActiveResources resources() {
        return new ActiveResources(context);
    }

    /** {@return operations that read why deployments failed and pods are not ready} */
    public Diagnostics diagnostics() {
        return new Diagnostics(context);
    }

    /** {@return operations that create and delete applications} */
    public Applications applications() {
        return new Applications(context);
    }

    /** {@return operations that create and delete environments} */
    public Environments environments() {
        return new Environments(context);
    }

    /** {@return operations that deploy, promote, and wait for deployments} */
    public Deployments deployments() {
        return new Deployments(context);
    }

    /** {@return operations that read what has happened in an application} */
    public EventPoller events() {
        return new EventPoller(context);
    }

    /** {@return operations that look up what webhooks tell} */
    public EventLookup eventLookup() {
        return new EventLookup(context);
    }

    /** {@return operations that register webhooks for events} */
    public EventWebhooks eventWebhooks() {
        return new EventWebhooks(context);
    }

    /** {@return operations that compare environments} */
    public Differences differences() {
        return new Differences(context);
    }

    /** {@return operations that read what is deployed to the environments of applications} */
    public Overview overview() {
        return new Overview(context);
    }

    /** {@return operations that run the pipelines of Humanitec} */
    public PipelineRuns pipelineRuns() {
        return new PipelineRuns(context);
    }

    /** {@return operations that check what the token can access} */
    public Access access() {
        return new Access(context);
    }

    /** {@return operations that register versions of images and workloads} */
    public Artefacts artefacts() {
        return new Artefacts(context);
    }

    /**
     * {@return operations that plan and apply manifests of the client's organization}
     *
     * @throws InvalidInputException if no organization was set in the builder
     */
    public Platform platform() {
        return platform(organization()
                .orElseThrow(() -> new InvalidInputException(
                        "The client has no organization. Set one with organization(\"…\") in its builder.")));
    }

    /**
     * {@return operations that plan and apply manifests of an organization}
     *
     * @param orgId the ID of the organization
     * @throws InvalidInputException if the ID is missing or invalid
     */
    public Platform platform(String orgId) {
        return new Platform(context, orgId);
    }

    /** {@return operations that validate and convert Score files} */
    public Scores scores() {
        return new Scores(context);
    }
}
