package io.jenkins.plugins.humanitec.client.polling;

/**
 * Is told how a watch stands. Its methods are called on one of the workers' threads, one at a time, and may take a while.
 *
 * @param <T> what there is when it has come about
 */
public interface Follower<T> {

    /** @param status how far it has come, for people; told after each look, changed or not */
    void progressed(String status);

    /** @param result what there is now that it has come about; nothing is told afterwards */
    void done(T result);

    /** @param problem why it is no longer watched; nothing is told afterwards */
    void failed(RuntimeException problem);
}
