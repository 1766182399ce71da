package io.jenkins.plugins.humanitec.client.http;

import java.time.Duration;

/** Waits. A parameter, so that tests need not wait. */
@FunctionalInterface
public interface Sleeper {

    /** Waits on the calling thread. */
    Sleeper THREAD = pause -> Thread.sleep(pause.toMillis());

    /**
     * Waits.
     *
     * @param pause how long to wait, zero or more
     * @throws InterruptedException if the thread is interrupted
     */
    void sleep(Duration pause) throws InterruptedException;
}
