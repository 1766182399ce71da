package io.jenkins.plugins.humanitec.steps;

import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.humanitec.client.polling.Poller;
import java.time.Duration;
import org.kohsuke.stapler.DataBoundSetter;

/** Base class of steps that start an operation and wait for it. */
public abstract class TimeoutStep extends HumanitecStep {

    private static final long serialVersionUID = 1L;

    private boolean wait = true;
    private int timeout;

    /**
     * Creates a step.
     *
     * @param timeout the default timeout in seconds
     */
    protected TimeoutStep(int timeout) {
        this.timeout = timeout;
    }

    public boolean isWait() {
        return wait;
    }

    @DataBoundSetter
    public void setWait(boolean wait) {
        this.wait = wait;
    }

    public int getTimeout() {
        return timeout;
    }

    @DataBoundSetter
    public void setTimeout(int timeout) {
        this.timeout = timeout;
    }

    /** {@return the timeout of the step} */
    @NonNull
    protected final Duration timeout() {
        return Duration.ofSeconds(timeout);
    }

    @Override
    public void check() {
        Poller.requireTimeout(timeout());
    }
}
