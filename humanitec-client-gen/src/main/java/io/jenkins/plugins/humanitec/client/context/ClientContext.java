package io.jenkins.plugins.humanitec.client.context;

import io.jenkins.plugins.humanitec.client.WebPages;
import io.jenkins.plugins.humanitec.client.generated.ApiClient;
import io.jenkins.plugins.humanitec.client.guard.Guard;
import io.jenkins.plugins.humanitec.client.http.Apis;
import io.jenkins.plugins.humanitec.client.http.RateLimiter;
import io.jenkins.plugins.humanitec.client.http.Sleeper;
import io.jenkins.plugins.humanitec.client.polling.PollGroup;
import io.jenkins.plugins.humanitec.client.polling.PollTarget;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * The objects that all operations of a client share: the generated interfaces, the clock, the guard and the dry run
 * setting. A client creates one and passes it to each of its groups of operations. Immutable and safe for use by many
 * threads.
 */
public final class ClientContext {

    private final Apis apis;
    private final Settings settings;

    /**
     * The settings of a client that its operations use.
     *
     * @param baseUri the URL of the API, without a slash at the end
     * @param webPages the pages in the web interface
     * @param identity equal for clients that call the same API with the same token
     * @param rateLimiter limits the rate of requests
     * @param guard decides which requests are allowed
     * @param isDryRun whether operations only read
     * @param clock the clock for deadlines
     * @param sleeper waits between two requests of an operation that blocks the calling thread
     */
    public record Settings(
            URI baseUri,
            WebPages webPages,
            Object identity,
            RateLimiter rateLimiter,
            Guard guard,
            boolean isDryRun,
            Clock clock,
            Sleeper sleeper) {}

    /**
     * Creates a context.
     *
     * @param apis creates the generated interfaces
     * @param settings the client's settings
     */
    public ClientContext(Apis apis, Settings settings) {
        this.apis = apis;
        this.settings = settings;
    }

    /**
     * Returns a generated interface.
     *
     * @param type an interface of the package {@code api}; each contains the operations of one tag of the API
     *     description
     * @param <A> the type of the interface
     * @return the interface, which makes its requests with the client
     */
    public <A extends ApiClient.Api> A api(Class<A> type) {
        return apis.get(type);
    }

    /** {@return the URL of the API, without a slash at the end} */
    public URI baseUri() {
        return settings.baseUri();
    }

    /** {@return the pages in the web interface of Humanitec, for links} */
    public WebPages webPages() {
        return settings.webPages();
    }

    /** {@return whether operations only read, and return what they would return after a change} */
    public boolean isDryRun() {
        return settings.isDryRun();
    }

    /** {@return the guard, which decides which requests are allowed} */
    public Guard guard() {
        return settings.guard();
    }

    /** {@return the clock for deadlines} */
    public Clock clock() {
        return settings.clock();
    }

    /** {@return waits between two requests of an operation that blocks the calling thread} */
    public Sleeper sleeper() {
        return settings.sleeper();
    }

    /**
     * Returns a poll target. All clients that call the same API with the same token share it.
     *
     * @param key identifies the object of the API
     * @param fetch requests the state of the object
     * @param <S> the type of the state
     * @return the target
     */
    public <S> PollTarget<S> target(Object key, Supplier<S> fetch) {
        return new PollTarget<>(List.of(settings.identity(), key), fetch, false, settings.rateLimiter());
    }

    /**
     * Returns a group of poll targets. All clients that call the same API with the same token share it.
     *
     * @param key identifies what contains the objects of the API
     * @param member identifies one of them
     * @param fetch requests the states of all, by what identifies them
     * @param <S> the type of the states
     * @return the group
     */
    public <S> PollGroup<S> group(Object key, Object member, Supplier<Map<?, S>> fetch) {
        return new PollGroup<>(List.of(settings.identity(), key), member, fetch);
    }

    /**
     * Returns a poll target whose state never changes, so that one request is enough for all pollers.
     *
     * @param key identifies the object of the API
     * @param fetch requests the state of the object
     * @param <S> the type of the state
     * @return the target
     */
    public <S> PollTarget<S> lastingTarget(Object key, Supplier<S> fetch) {
        return new PollTarget<>(List.of(settings.identity(), key), fetch, true, settings.rateLimiter());
    }
}
