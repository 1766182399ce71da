package io.jenkins.plugins.humanitec.client;

import io.jenkins.plugins.humanitec.client.access.Access;
import io.jenkins.plugins.humanitec.client.artefacts.Artefacts;
import io.jenkins.plugins.humanitec.client.context.ClientContext;
import io.jenkins.plugins.humanitec.client.contract.AnyRequest;
import io.jenkins.plugins.humanitec.client.deployments.Deployments;
import io.jenkins.plugins.humanitec.client.deployments.Differences;
import io.jenkins.plugins.humanitec.client.environments.Applications;
import io.jenkins.plugins.humanitec.client.environments.Environments;
import io.jenkins.plugins.humanitec.client.generated.ApiClient;
import io.jenkins.plugins.humanitec.client.guard.Guard;
import io.jenkins.plugins.humanitec.client.http.HttpSender;
import io.jenkins.plugins.humanitec.client.pipelines.PipelineRuns;
import io.jenkins.plugins.humanitec.client.values.SharedValues;
import io.jenkins.plugins.humanitec.client.workloads.Workloads;
import java.net.URI;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The way into the Humanitec API. A client is immutable, safe for use by many threads, and meant to be kept: it holds the
 * connections of its {@link java.net.http.HttpClient}.
 *
 * <p>All that it offers throws {@link InvalidInputException} for what cannot be sent, and otherwise
 * {@link io.jenkins.plugins.humanitec.client.errors.HumanitecException}: an
 * {@link io.jenkins.plugins.humanitec.client.errors.ApiException} if the API answered with an error, a
 * {@link io.jenkins.plugins.humanitec.client.errors.TransportException} if no answer came.
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

    /** @return a new builder; only a token must be set */
    public static HumanitecClientBuilder builder() {
        return new HumanitecClientBuilder(new ClientSettings());
    }

    /**
     * Returns a builder with the settings of this client. A client that it builds has connections of its own, unless an
     * {@link HumanitecClientBuilder#httpClient HTTP client} was set, and a rate limiter of its own, unless one was set.
     *
     * @return a new builder
     */
    public HumanitecClientBuilder toBuilder() {
        return new HumanitecClientBuilder(new ClientSettings(settings));
    }

    /**
     * Closes the client. Afterwards its operations throw {@link IllegalStateException}. Closes its connections and ends the
     * thread of its HTTP client, once requests that are being made have ended; with Java before 21, when the garbage collector
     * finds them. An HTTP client that was set in the builder is not closed.
     */
    @Override
    public void close() {
        sender.close();
    }

    /**
     * @param type an interface of the package {@code api}, which has the operations of one tag of the contract
     * @param <A> its type
     * @return the interface, making its calls with this client
     */
    public <A extends ApiClient.Api> A api(Class<A> type) {
        return context.api(type);
    }

    /** @return where the API is, with no slash at the end */
    public URI baseUri() {
        return context.baseUri();
    }

    /** @return the ID of the organization, if one was set in the builder */
    public Optional<String> organization() {
        return Optional.ofNullable(settings.organization);
    }

    /**
     * Returns a reference to an application of the client's organization. Makes no request.
     *
     * @param appId the application's ID
     * @return the reference
     * @throws InvalidInputException if it is not an ID, or no organization was set in the builder
     */
    public AppRef app(String appId) {
        if (settings.organization == null) {
            throw new InvalidInputException(
                    "The client has no organization. Set one with organization(\"…\") in its builder.");
        }
        return new AppRef(settings.organization, appId);
    }

    /** @return whether the whole operations read, but change nothing, and return what they would have returned */
    public boolean isDryRun() {
        return context.isDryRun();
    }

    /** @return what decides which requests may be made */
    public Guard guard() {
        return context.guard();
    }

    /** @return what all operations of this client share, for those who run operations with an executor of their own */
    public ClientContext context() {
        return context;
    }

    /**
     * Makes a request that names its operation.
     *
     * @param request the request
     * @return what the API answers, as {@link AnyRequest#send} returns it
     */
    public @Nullable Object send(AnyRequest request) {
        return request.send(context);
    }

    /** @return shared values: set, delete, list */
    public SharedValues values() {
        return new SharedValues(context);
    }

    /** @return what runs in an environment: read it, scale it */
    public Workloads workloads() {
        return new Workloads(context);
    }

    /** @return applications: create, delete */
    public Applications applications() {
        return new Applications(context);
    }

    /** @return environments: create, delete */
    public Environments environments() {
        return new Environments(context);
    }

    /** @return deployments: deploy, promote, follow */
    public Deployments deployments() {
        return new Deployments(context);
    }

    /** @return what is different between environments */
    public Differences differences() {
        return new Differences(context);
    }

    /** @return runs of Humanitec's own pipelines */
    public PipelineRuns pipelineRuns() {
        return new PipelineRuns(context);
    }

    /** @return what the token is good for */
    public Access access() {
        return new Access(context);
    }

    /** @return images and workloads: register their versions */
    public Artefacts artefacts() {
        return new Artefacts(context);
    }
}
