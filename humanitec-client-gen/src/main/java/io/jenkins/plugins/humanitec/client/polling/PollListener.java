package io.jenkins.plugins.humanitec.client.polling;

/**
 * Receives the progress of a {@link Poller}. The methods are called on the threads of a {@link SharedPoller}, one at a
 * time, and may block.
 *
 * @param <T> the type of the result
 */
public interface PollListener<T> {

    /**
     * Called after each request without a result, even if the status is unchanged.
     *
     * @param status the status in readable form
     */
    void progressed(String status);

    /**
     * Called when there is a result. No further calls follow.
     *
     * @param result the result
     */
    void done(T result);

    /**
     * Called when polling has stopped because of a problem. No further calls follow.
     *
     * @param problem the problem
     */
    void failed(RuntimeException problem);
}
