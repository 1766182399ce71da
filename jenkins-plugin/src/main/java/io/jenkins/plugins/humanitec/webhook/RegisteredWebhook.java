package io.jenkins.plugins.humanitec.webhook;

import edu.umd.cs.findbugs.annotations.NonNull;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;

/** A webhook that this Jenkins has registered, and has to remove when no job needs it any longer. It is stored in a file. */
final class RegisteredWebhook {

    private final String connection;
    private final String app;
    private final String id;

    /** For what it was registered last; null after a restart. */
    private transient String registeredAs;

    private transient Instant checked;

    /** Since when no job needs it; null if one does. */
    private transient Instant unused;

    RegisteredWebhook(@NonNull String connection, @NonNull String app) {
        this.connection = connection;
        this.app = app;
        this.id = WebhookSecret.idOf(connection, app);
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

    /** Returns whether it was registered with the same URL and settings not long ago. */
    boolean isCurrent(String as, Duration age) {
        return Objects.equals(as, registeredAs)
                && checked != null
                && Instant.now().isBefore(checked.plus(age));
    }

    boolean isRegistered() {
        return registeredAs != null;
    }

    void markRegistered(String as) {
        registeredAs = as;
        checked = Instant.now();
    }

    /** Notes whether a job needs it. Returns whether none has for some time. */
    boolean isUnusedFor(boolean isNeeded, Duration time) {
        if (isNeeded) {
            unused = null;
            return false;
        }
        unused = unused == null ? Instant.now() : unused;
        return !Instant.now().isBefore(unused.plus(time));
    }
}
