package io.jenkins.plugins.humanitec.client.errors;

import java.time.Duration;

/** What was watched did not come about in time. It may still do so; nothing was undone. */
public final class WatchTimeoutException extends HumanitecException {

    private static final long serialVersionUID = 1L;

    /**
     * @param goal what was watched for
     * @param status how far it got
     * @param timeout how long it was given
     */
    public WatchTimeoutException(String goal, String status, Duration timeout) {
        super("Not done within " + words(timeout) + ": " + goal + "; the last state was: " + status + ".", null);
    }

    private static String words(Duration timeout) {
        long seconds = timeout.toSeconds();
        return seconds >= 120 && seconds % 60 == 0 ? seconds / 60 + " minutes" : seconds + " seconds";
    }
}
