package io.jenkins.plugins.humanitec.client.http;

import java.time.Duration;

/** Waits; passed in, so that a test need not. */
@FunctionalInterface
public interface Sleeper {

    /** Waits on the calling thread. */
    Sleeper THREAD = pause -> Thread.sleep(pause.toMillis());

    /**
     * @param pause how long to wait
     * @throws InterruptedException if the thread is interrupted meanwhile
     */
    void sleep(Duration pause) throws InterruptedException;
}
