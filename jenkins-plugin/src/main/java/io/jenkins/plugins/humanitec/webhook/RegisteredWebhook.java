package io.jenkins.plugins.humanitec.webhook;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.humanitec.config.HumanitecConnection;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jvnet.localizer.Localizable;

/**
 * A webhook that this Jenkins has registered in one place, and has to remove when no job needs it any longer, or when the
 * connection has another place. It is stored in a file.
 */
final class RegisteredWebhook {

    /** How often a webhook is read again, since somebody can have changed or deleted it; and the longest pause after failures. */
    private static final Duration LONGEST_PAUSE = Duration.ofHours(1);

    private static final Duration FIRST_PAUSE = Duration.ofSeconds(30);

    private static final int MOST_DOUBLINGS = 7;

    private final String connection;
    private final String app;
    private final String id;

    /** The API and organization where it is registered, and the credentials; null in a file of an earlier version. */
    private HumanitecConnection place;

    /** For what it was tried last; null after a restart. */
    private transient List<?> settings;

    private transient Instant next;
    private transient int failures;
    private transient Localizable problem;
    private transient boolean isRegistered;

    /** Since when no job needs it; null if one does. */
    private transient Instant unused;

    RegisteredWebhook(@NonNull HumanitecConnection connection, @NonNull String app) {
        this.connection = connection.getName();
        this.app = app;
        this.id = WebhookSecret.idOf(this.connection, app);
        setPlace(connection);
    }

    String connection() {
        return connection;
    }

    String app() {
        return app;
    }

    String id() {
        return id;
    }

    boolean isOf(String ofConnection, String ofApp) {
        return connection.equals(ofConnection) && app.equals(ofApp);
    }

    @CheckForNull
    HumanitecConnection place() {
        return place;
    }

    /** Copies what is needed to remove the webhook, also if the connection is changed or removed. */
    void setPlace(HumanitecConnection current) {
        place = new HumanitecConnection(current.getName(), current.getOrganization());
        place.setApiUrl(current.getApiUrl());
        place.setPlainHttp(current.isPlainHttp());
        place.setCredentialsId(current.getCredentialsId());
        place.setTokenKind(current.getTokenKind());
    }

    boolean isElsewhere(HumanitecConnection current) {
        return place != null && !place.hasSameOrganization(current);
    }

    /** Returns whether it was tried with the same settings not long ago. */
    boolean isWaiting(List<?> with, Instant now) {
        return with.equals(settings) && now.isBefore(next);
    }

    /** Lets the next attempt be made at once. */
    void forgetAttempts() {
        settings = null;
    }

    boolean isRegistered() {
        return isRegistered;
    }

    @CheckForNull
    Localizable problem() {
        return problem;
    }

    void succeeded(List<?> with, Instant now) {
        settings = with;
        isRegistered = true;
        problem = null;
        failures = 0;
        next = now.plus(LONGEST_PAUSE);
    }

    /** After each failure with the same settings, the pause is longer. Returns the number of failures. */
    int failed(List<?> with, @CheckForNull Localizable why, Instant now) {
        failures = with.equals(settings) ? failures + 1 : 1;
        settings = with;
        problem = why;
        Duration pause = FIRST_PAUSE.multipliedBy(1L << Math.min(failures - 1, MOST_DOUBLINGS));
        next = now.plus(pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE);
        return failures;
    }

    /** Notes whether a job needs it. Returns whether none has for some time. */
    boolean isUnusedFor(boolean isNeeded, Duration time, Instant now) {
        if (isNeeded) {
            unused = null;
            return false;
        }
        unused = unused == null ? now : unused;
        return !now.isBefore(unused.plus(time));
    }
}
