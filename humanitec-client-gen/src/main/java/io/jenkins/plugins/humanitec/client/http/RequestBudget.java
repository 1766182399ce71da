package io.jenkins.plugins.humanitec.client.http;

/**
 * Counts the requests that waits have saved, compared with pauses that only grow, so that other waits can use them. So all waits
 * together never need more requests. At most {@link #MOST} are kept. Safe for use by many threads.
 */
public final class RequestBudget {

    /** The largest number of requests that are kept. */
    public static final int MOST = 1000;

    private int saved;

    /** Creates an empty budget. */
    public RequestBudget() {}

    /**
     * Counts the requests that a wait has saved.
     *
     * @param requests the number of requests; negative if the wait has made more than it was permitted to
     */
    public synchronized void add(int requests) {
        saved = Math.min(MOST, saved + requests);
    }

    /**
     * Takes one request.
     *
     * @return whether there was one
     */
    public synchronized boolean take() {
        if (saved <= 0) {
            return false;
        }
        saved--;
        return true;
    }

    /** {@return the number of requests that are left} */
    public synchronized int saved() {
        return saved;
    }
}
