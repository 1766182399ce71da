package io.jenkins.plugins.humanitec.session;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.humanitec.client.RequestListener;
import java.net.HttpURLConnection;
import java.time.Clock;
import java.time.Instant;
import java.util.concurrent.atomic.LongAdder;

/**
 * What happened to the requests that were sent with the token of some credentials since Jenkins started. It has neither
 * the token nor anything from a request.
 */
public final class ConnectionActivity implements RequestListener {

    private static final int TOO_MANY_REQUESTS = 429;

    private final String connection;
    private final String credentialsId;
    private final Clock clock;
    private final LongAdder requests = new LongAdder();
    private final LongAdder errors = new LongAdder();
    private volatile Instant lastAnswer;
    private volatile Instant refused;

    ConnectionActivity(String connection, String credentialsId, Clock clock) {
        this.connection = connection;
        this.credentialsId = credentialsId;
        this.clock = clock;
    }

    @Override
    public void completed(@NonNull Event event) {
        int status = event.status().orElse(0);
        requests.increment();
        if (status == 0
                || status == HttpURLConnection.HTTP_UNAUTHORIZED
                || status == TOO_MANY_REQUESTS
                || status >= HttpURLConnection.HTTP_INTERNAL_ERROR) {
            errors.increment();
        }
        if (status == 0) {
            return;
        }
        lastAnswer = clock.instant();
        if (status != HttpURLConnection.HTTP_UNAUTHORIZED) {
            refused = null;
        } else if (refused == null) {
            refused = lastAnswer;
        }
    }

    /** {@return the name of the connection} */
    @NonNull
    public String connection() {
        return connection;
    }

    /** {@return the ID of the credentials with the token} */
    @NonNull
    public String credentialsId() {
        return credentialsId;
    }

    /** {@return the number of requests, each attempt counted} */
    public long requests() {
        return requests.sum();
    }

    /** {@return the number of requests without an answer, or with the status 401, 429 or at least 500} */
    public long errors() {
        return errors.sum();
    }

    /** {@return the time of the last answer; null if there was none} */
    @CheckForNull
    public Instant lastAnswer() {
        return lastAnswer;
    }

    /** {@return since when the API refuses the token; null if it accepted the token last} */
    @CheckForNull
    public Instant refused() {
        return refused;
    }

    /**
     * {@return the same, but null if there was no answer since a time}
     *
     * @param limit the time
     */
    @CheckForNull
    public Instant refusedAfter(@NonNull Instant limit) {
        return lastAnswer == null || lastAnswer.isBefore(limit) ? null : refused;
    }

    /** Forgets that the token was refused, until the next answer. */
    public void forgetRefusal() {
        refused = null;
    }
}
