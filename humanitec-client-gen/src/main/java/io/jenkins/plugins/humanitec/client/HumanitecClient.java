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
import io.jenkins.plugins.humanitec.client.pipelines.PipelineRuns;
import io.jenkins.plugins.humanitec.client.values.SharedValues;
import io.jenkins.plugins.humanitec.client.workloads.Workloads;
import java.net.URI;

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

    private final ClientContext context;

    HumanitecClient(ClientContext context) {
        this.context = context;
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
        return context.api(type);
    }

    /** @return where the API is, with no slash at the end */
    public URI baseUri() {
        return context.baseUri();
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
    public Object send(AnyRequest request) {
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
