package io.jenkins.plugins.humanitec.client;

import io.jenkins.plugins.humanitec.client.generated.ApiClient;
import io.jenkins.plugins.humanitec.client.guard.Guard;
import io.jenkins.plugins.humanitec.client.http.Apis;
import io.jenkins.plugins.humanitec.client.operations.Access;
import io.jenkins.plugins.humanitec.client.operations.Applications;
import io.jenkins.plugins.humanitec.client.operations.Artefacts;
import io.jenkins.plugins.humanitec.client.operations.Deployments;
import io.jenkins.plugins.humanitec.client.operations.Differences;
import io.jenkins.plugins.humanitec.client.operations.Environments;
import io.jenkins.plugins.humanitec.client.operations.PipelineRuns;
import io.jenkins.plugins.humanitec.client.operations.SharedValues;
import io.jenkins.plugins.humanitec.client.operations.Workloads;
import io.jenkins.plugins.humanitec.client.polling.Pace;
import io.jenkins.plugins.humanitec.client.polling.Subject;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.function.Supplier;

/**
 * The way into the Humanitec API. A client is immutable, safe for use by many threads, and meant to be kept: it holds the
 * connections of its {@link java.net.http.HttpClient}.
 *
 * <p>All that it offers throws {@link InvalidInputException} for what cannot be sent, and otherwise
 * {@link io.jenkins.plugins.humanitec.client.errors.HumanitecException}: an
 * {@link io.jenkins.plugins.humanitec.client.errors.ApiException} if the API answered with an error, a
 * {@link io.jenkins.plugins.humanitec.client.errors.TransportException} if no answer came.
 */
public final class HumanitecClient {

    private final Apis apis;
    private final Settings settings;

    /** What a client is made with besides what makes its calls. */
    record Settings(URI baseUri, Object identity, Pace pace, Guard guard, boolean isDryRun, Clock clock) {}

    HumanitecClient(Apis apis, Settings settings) {
        this.apis = apis;
        this.settings = settings;
    }

    /** @return a builder; only a token must be given */
    public static HumanitecClientBuilder builder() {
        return new HumanitecClientBuilder();
    }

    /**
     * @param type an interface of the package {@code api}, which has the operations of one tag of the contract
     * @param <A> its type
     * @return the interface, making its calls with this client
     */
    public <A extends ApiClient.Api> A api(Class<A> type) {
        return apis.get(type);
    }

    /** @return where the API is, with no slash at the end */
    public URI baseUri() {
        return settings.baseUri();
    }

    /** @return whether the whole operations read, but change nothing, and return what they would have returned */
    public boolean isDryRun() {
        return settings.isDryRun();
    }

    /** @return what decides which requests may be made */
    public Guard guard() {
        return settings.guard();
    }

    /**
     * @param what what is looked at, which equals what others look at if it is the same
     * @param fetch looks at it
     * @param <S> what there is to see
     * @return the subject, shared with all clients that go to the same API with the same token
     */
    public <S> Subject<S> subject(Object what, Supplier<S> fetch) {
        return new Subject<>(List.of(settings.identity(), what), fetch, false, settings.pace());
    }

    /**
     * @param what what is looked at, which does not change any more
     * @param fetch looks at it
     * @param <S> what there is to see
     * @return the subject, shared with all clients that go to the same API with the same token
     */
    public <S> Subject<S> lastingSubject(Object what, Supplier<S> fetch) {
        return new Subject<>(List.of(settings.identity(), what), fetch, true, settings.pace());
    }

    /** @return shared values: set, delete, list */
    public SharedValues values() {
        return new SharedValues(this);
    }

    /** @return what runs in an environment: read it, scale it */
    public Workloads workloads() {
        return new Workloads(this, settings.clock());
    }

    /** @return applications: create, delete */
    public Applications applications() {
        return new Applications(this, settings.clock());
    }

    /** @return environments: create, delete */
    public Environments environments() {
        return new Environments(this, settings.clock());
    }

    /** @return deployments: deploy, promote, follow */
    public Deployments deployments() {
        return new Deployments(this, settings.clock());
    }

    /** @return what is different between environments */
    public Differences differences() {
        return new Differences(this);
    }

    /** @return runs of Humanitec's own pipelines */
    public PipelineRuns pipelineRuns() {
        return new PipelineRuns(this, settings.clock());
    }

    /** @return what the token is good for */
    public Access access() {
        return new Access(this);
    }

    /** @return images and workloads: register their versions */
    public Artefacts artefacts() {
        return new Artefacts(this);
    }
}
