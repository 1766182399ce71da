package io.jenkins.plugins.humanitec.client.context;

import io.jenkins.plugins.humanitec.client.generated.ApiClient;
import io.jenkins.plugins.humanitec.client.guard.Guard;
import io.jenkins.plugins.humanitec.client.http.Apis;
import io.jenkins.plugins.humanitec.client.http.RateLimiter;
import io.jenkins.plugins.humanitec.client.http.Sleeper;
import io.jenkins.plugins.humanitec.client.polling.PollTarget;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.function.Supplier;

/**
 * What all operations of a client share: the generated interfaces, the clock, the guard, and whether the client is for dry
 * runs. A client makes one and passes it to each of its groups of operations. Immutable and safe for use by many threads.
 */
public final class ClientContext {

    private final Apis apis;
    private final Settings settings;

    /**
     * The settings of a client that its operations need.
     *
     * @param baseUri the URI of the API, without a slash at the end
     * @param identity equal for clients that call the same API with the same token
     * @param rateLimiter limits how fast requests follow each other
     * @param guard decides which requests may be made
     * @param isDryRun whether operations only read
     * @param clock the clock for deadlines
     * @param sleeper waits between two requests of an operation that the calling thread waits for
     */
    public record Settings(
            URI baseUri,
            Object identity,
            RateLimiter rateLimiter,
            Guard guard,
            boolean isDryRun,
            Clock clock,
            Sleeper sleeper) {}

    /**
     * @param apis creates the generated interfaces
     * @param settings the client's settings
     */
    public ClientContext(Apis apis, Settings settings) {
        this.apis = apis;
        this.settings = settings;
    }

    /**
     * Returns a generated interface that makes its calls with the client.
     *
     * @param type an interface of the package {@code api}, which has the operations of one tag of the contract
     * @param <A> its type
     * @return the interface
     */
    public <A extends ApiClient.Api> A api(Class<A> type) {
        return apis.get(type);
    }

    /** @return the URI of the API, without a slash at the end */
    public URI baseUri() {
        return settings.baseUri();
    }

    /** @return whether operations read, but change nothing, and return what they would have returned */
    public boolean isDryRun() {
        return settings.isDryRun();
    }

    /** @return decides which requests may be made */
    public Guard guard() {
        return settings.guard();
    }

    /** @return the clock for deadlines */
    public Clock clock() {
        return settings.clock();
    }

    /** @return waits between two requests of an operation that the calling thread waits for */
    public Sleeper sleeper() {
        return settings.sleeper();
    }

    /**
     * Returns something to poll that is shared by all clients that call the same API with the same token.
     *
     * @param key identifies it; equal keys mean the same object of the API
     * @param fetch reads its state
     * @param <S> the type of its state
     * @return the target
     */
    public <S> PollTarget<S> target(Object key, Supplier<S> fetch) {
        return new PollTarget<>(List.of(settings.identity(), key), fetch, false, settings.rateLimiter());
    }

    /**
     * Returns something to poll whose state does not change any more, so that it is read once for all who ask for it.
     *
     * @param key identifies it; equal keys mean the same object of the API
     * @param fetch reads its state
     * @param <S> the type of its state
     * @return the target
     */
    public <S> PollTarget<S> lastingTarget(Object key, Supplier<S> fetch) {
        return new PollTarget<>(List.of(settings.identity(), key), fetch, true, settings.rateLimiter());
    }
}
