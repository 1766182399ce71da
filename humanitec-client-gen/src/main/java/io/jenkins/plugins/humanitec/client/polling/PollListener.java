package io.jenkins.plugins.humanitec.client.polling;

/**
 * Receives the progress of a {@link Poller}. Its methods are called on the threads of a {@link SharedPoller}, one at a time, and
 * may take a while.
 *
 * @param <T> the result
 */
public interface PollListener<T> {

    /** @param status how far it is, for people; after each request, changed or not */
    void progressed(String status);

    /** @param result the result; no method is called afterwards */
    void done(T result);

    /** @param problem why it is no longer polled; no method is called afterwards */
    void failed(RuntimeException problem);
}
