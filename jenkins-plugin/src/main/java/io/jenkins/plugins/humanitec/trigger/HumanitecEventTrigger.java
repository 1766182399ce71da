package io.jenkins.plugins.humanitec.trigger;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Util;
import hudson.model.Action;
import hudson.model.CauseAction;
import hudson.model.Job;
import hudson.security.ACL;
import hudson.security.ACLContext;
import hudson.triggers.Trigger;
import io.jenkins.plugins.humanitec.client.InvalidInputException;
import io.jenkins.plugins.humanitec.client.events.Event;
import io.jenkins.plugins.humanitec.client.events.EventFilter;
import io.jenkins.plugins.humanitec.client.events.EventKind;
import io.jenkins.plugins.humanitec.session.HumanitecSession;
import io.jenkins.plugins.humanitec.session.TargetSettings;
import io.jenkins.plugins.humanitec.session.TokenCredentials;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import jenkins.model.Jenkins;
import jenkins.model.ParameterizedJobMixIn;
import jenkins.util.SystemProperties;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/** Starts a job when something has happened in Humanitec: a deployment has started or ended, or an environment was created or deleted. */
public class HumanitecEventTrigger extends Trigger<Job<?, ?>> {

    /** The pause between two polls of a new trigger, in seconds. */
    public static final int DEFAULT_INTERVAL = 60;

    private static final int LONGEST_INTERVAL = 12 * 60 * 60;

    private static final Logger LOGGER = Logger.getLogger(HumanitecEventTrigger.class.getName());

    private String connection;
    private String credentialsId;
    private String app;
    private String env;
    private String type;
    private List<String> events = EventKind.ids();
    private int pollInterval = DEFAULT_INTERVAL;

    private transient volatile WatchKey key;
    private transient volatile String problem;
    private transient volatile Instant started;

    @DataBoundConstructor
    public HumanitecEventTrigger() {
        // All settings have setters.
    }

    /** {@return the shortest permitted pause between two polls, in seconds} */
    static int leastInterval() {
        return SystemProperties.getInteger(HumanitecEventTrigger.class.getName() + ".leastInterval", 15);
    }

    /** {@return the name of the connection; null if it is inherited} */
    @CheckForNull
    public String getConnection() {
        return connection;
    }

    @DataBoundSetter
    public void setConnection(@CheckForNull String connection) {
        this.connection = Util.fixEmptyAndTrim(connection);
    }

    /** {@return the ID of the credentials; null if they are inherited} */
    @CheckForNull
    public String getCredentialsId() {
        return credentialsId;
    }

    @DataBoundSetter
    public void setCredentialsId(@CheckForNull String credentialsId) {
        this.credentialsId = Util.fixEmptyAndTrim(credentialsId);
    }

    /** {@return the ID of the application; null if it is inherited} */
    @CheckForNull
    public String getApp() {
        return app;
    }

    @DataBoundSetter
    public void setApp(@CheckForNull String app) {
        this.app = Util.fixEmptyAndTrim(app);
    }

    /** {@return the ID of the environment, in which a star stands for any characters; null for all environments} */
    @CheckForNull
    public String getEnv() {
        return env;
    }

    @DataBoundSetter
    public void setEnv(@CheckForNull String env) {
        this.env = Util.fixEmptyAndTrim(env);
    }

    /** {@return the type of the environment; null for all types} */
    @CheckForNull
    public String getType() {
        return type;
    }

    @DataBoundSetter
    public void setType(@CheckForNull String type) {
        this.type = Util.fixEmptyAndTrim(type);
    }

    /** {@return the kinds of events that start the job} */
    @NonNull
    public List<String> getEvents() {
        return List.copyOf(events);
    }

    /** @throws InvalidInputException if there is no such kind of event */
    @DataBoundSetter
    public void setEvents(@CheckForNull List<String> events) {
        List<String> given = Util.fixNull(events);
        given.forEach(EventKind::of);
        // In the order of the form, so that the same selection is the same setting.
        this.events = given.isEmpty()
                ? EventKind.ids()
                : EventKind.ids().stream().filter(given::contains).toList();
    }

    /** {@return the pause between two polls, in seconds} */
    public int getPollInterval() {
        return pollInterval;
    }

    /** @throws InvalidInputException if the pause is too short */
    @DataBoundSetter
    public void setPollInterval(int pollInterval) {
        if (pollInterval < leastInterval()) {
            throw new InvalidInputException("The pollInterval of humanitecEvent is " + pollInterval + ". Use at least "
                    + leastInterval() + " seconds.");
        }
        this.pollInterval = pollInterval;
    }

    @Override
    public void start(Job<?, ?> project, boolean newInstance) {
        super.start(project, newInstance);
        key = null;
        started = Instant.now();
        EventWatches.get().add(this);
    }

    @Override
    public void stop() {
        EventWatches.get().remove(this);
        super.stop();
    }

    /** Returns the pause between two polls. A stored one can be shorter than permitted. A cursor is used for a day only. */
    Duration interval() {
        return Duration.ofSeconds(Math.min(Math.max(pollInterval, leastInterval()), LONGEST_INTERVAL));
    }

    /** Returns whether the job was deleted or loaded again. A job that is being loaded does not exist yet. */
    boolean isGone(@NonNull Instant startedBefore) {
        return started.isBefore(startedBefore) && !isLive();
    }

    /** Returns whether the job exists. */
    boolean isLive() {
        Job<?, ?> current = job;
        try (ACLContext ignored = ACL.as2(ACL.SYSTEM2)) {
            return current != null && Jenkins.get().getItemByFullName(current.getFullName()) == current;
        }
    }

    /** {@return what this trigger shares with others; null until it is resolved, and with invalid settings} */
    @CheckForNull
    WatchKey key() {
        return key;
    }

    /** Finds the connection, the credentials and the application. Returns null with invalid settings, which are logged once. */
    @CheckForNull
    HumanitecSession resolve() {
        Job<?, ?> current = job;
        if (current == null) {
            return null;
        }
        try {
            HumanitecSession session =
                    HumanitecSession.ofForm(current, TargetSettings.ofForm(connection, credentialsId, app, null));
            key = new WatchKey(
                    session.connectionName(),
                    session.apiUrl(),
                    session.credentialsId(),
                    TokenCredentials.owner(session, current),
                    session.app());
            problem = null;
            return session;
        } catch (InvalidInputException e) {
            key = null;
            Level level = e.getMessage().equals(problem) ? Level.FINE : Level.WARNING;
            problem = e.getMessage();
            LOGGER.log(
                    level, "The trigger of {0} waits for no events: {1}", new Object[] {current.getFullName(), problem
                    });
            return null;
        }
    }

    /** Starts a build of the job if the trigger selects an event. */
    void offer(@NonNull Event event) {
        Job<?, ?> current = job;
        List<EventKind> kinds = EventKind.ids().stream()
                .filter(events::contains)
                .map(EventKind::of)
                .toList();
        if (current != null && isLive() && new EventFilter(env, type, kinds).matches(event)) {
            Action cause = new CauseAction(new HumanitecEventCause(event));
            // Does nothing if the job is disabled.
            ParameterizedJobMixIn.scheduleBuild2(current, -1, cause, new HumanitecEventAction(event));
        }
    }
}
