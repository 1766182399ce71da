package io.jenkins.plugins.humanitec.client;

import io.jenkins.plugins.humanitec.client.generated.ApiClient;
import io.jenkins.plugins.humanitec.client.http.Apis;
import io.jenkins.plugins.humanitec.client.operations.Applications;
import io.jenkins.plugins.humanitec.client.operations.SharedValues;
import io.jenkins.plugins.humanitec.client.operations.Workloads;
import java.time.Clock;

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
    private final SharedValues values;
    private final Workloads workloads;
    private final Applications applications;

    HumanitecClient(Apis apis, Clock clock) {
        this.apis = apis;
        this.values = new SharedValues(this);
        this.workloads = new Workloads(this, clock);
        this.applications = new Applications(this, clock);
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

    /** @return shared values: set, delete, list */
    public SharedValues values() {
        return values;
    }

    /** @return what runs in an environment: read it, scale it */
    public Workloads workloads() {
        return workloads;
    }

    /** @return applications: delete */
    public Applications applications() {
        return applications;
    }
}
