package io.jenkins.plugins.humanitec.webhook;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.ExtensionList;
import hudson.Util;
import hudson.XmlFile;
import hudson.model.Computer;
import hudson.model.PeriodicWork;
import io.jenkins.plugins.humanitec.client.InvalidInputException;
import io.jenkins.plugins.humanitec.client.errors.HumanitecException;
import io.jenkins.plugins.humanitec.client.events.EventWebhooks;
import io.jenkins.plugins.humanitec.config.HumanitecConnection;
import io.jenkins.plugins.humanitec.config.HumanitecGlobalConfiguration;
import io.jenkins.plugins.humanitec.session.HumanitecSession;
import io.jenkins.plugins.humanitec.session.WebhookStatus;
import io.jenkins.plugins.humanitec.trigger.EventWatches;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.logging.Level;
import java.util.logging.Logger;
import jenkins.model.Jenkins;
import jenkins.model.JenkinsLocationConfiguration;
import jenkins.util.SystemProperties;

/**
 * Registers a webhook in Humanitec for each application whose events start jobs, if the connection permits it; changes it when the
 * URL of Jenkins changes, and removes it when no job needs it any longer. A webhook is saved on disk before it is registered, so
 * none is forgotten.
 */
@Extension
public final class WebhookRegistrations extends PeriodicWork {

    private static final Logger LOGGER = Logger.getLogger(WebhookRegistrations.class.getName());

    private static final String PREFIX = WebhookRegistrations.class.getName();

    /** How often a webhook is read again, since somebody can have changed or deleted it. */
    private static final Duration CHECKED = Duration.ofHours(1);

    private final AtomicBoolean isRunning = new AtomicBoolean();
    private List<RegisteredWebhook> known;
    private final Map<String, String> problems = new HashMap<>();

    /** {@return the registrations of this Jenkins} */
    @NonNull
    public static WebhookRegistrations get() {
        return ExtensionList.lookupSingleton(WebhookRegistrations.class);
    }

    @Override
    public long getRecurrencePeriod() {
        return Math.max(1, SystemProperties.getLong(PREFIX + ".period", 30_000L));
    }

    /** Jenkins stops and starts triggers whenever a job is saved, so an unused webhook stays for a while. */
    private static Duration keptUnused() {
        return Duration.ofMillis(SystemProperties.getLong(
                PREFIX + ".keptUnused", Duration.ofMinutes(10).toMillis()));
    }

    private static XmlFile file() {
        return new XmlFile(Jenkins.XSTREAM2, new File(Jenkins.get().getRootDir(), PREFIX + ".xml"));
    }

    /** Runs on a pool whose threads may block. All of Jenkins shares the few threads of the timer. */
    @Override
    protected void doRun() {
        if (isRunning.compareAndSet(false, true)) {
            Computer.threadPoolForRemoting.submit(() -> {
                try {
                    update();
                } catch (IOException e) {
                    LOGGER.log(Level.WARNING, e, () -> "cannot read or write " + file());
                } finally {
                    isRunning.set(false);
                }
            });
        }
    }

    /** Registers what is needed, and removes what is not. Problems are logged once, and tried again the next time. */
    synchronized void update() throws IOException {
        String url = JenkinsLocationConfiguration.get().getUrl();
        Map<String, Set<String>> needed = EventWatches.get().applications();
        for (HumanitecConnection connection : HumanitecGlobalConfiguration.get().getConnections()) {
            Set<String> apps = connection.isRegisterWebhooks() && url != null
                    ? new TreeSet<>(needed.getOrDefault(connection.getName(), Set.of()))
                    : Set.of();
            String problem = null;
            for (String app : apps) {
                String failure = register(connection, app, url);
                problem = problem == null ? failure : problem;
            }
            report(connection.getName(), problem);
        }
        removeUnused(url, needed);
    }

    private void report(String connection, @CheckForNull String problem) throws IOException {
        Set<String> apps = new TreeSet<>();
        for (RegisteredWebhook webhook : known()) {
            if (webhook.connection().equals(connection) && webhook.isRegistered()) {
                apps.add(webhook.app());
            }
        }
        WebhookStatus.get().registered(connection, apps, problem);
        if (problem != null && !Objects.equals(problem, problems.get(connection))) {
            LOGGER.log(Level.WARNING, problem);
        }
        problems.put(connection, problem);
    }

    /** Returns null, or why the webhook is not registered. */
    @CheckForNull
    private String register(HumanitecConnection connection, String app, String url) throws IOException {
        String name = connection.getName();
        if (name.contains("/") || connection.getCredentialsId() == null) {
            return "The connection '" + name
                    + "' cannot register webhooks: it needs credentials, and a name without slashes.";
        }
        URI address = URI.create(
                url.replaceAll("/+$", "") + "/" + HumanitecWebhook.NAME + "/" + Util.rawEncode(name) + "/" + app);
        String as = connection.getApiUrl() + " " + connection.getOrganization() + " " + address;
        RegisteredWebhook webhook = find(name, app);
        if (webhook.isCurrent(as, CHECKED)) {
            return null;
        }
        String secret = WebhookSecret.of(name, app);
        try {
            HumanitecSession session = session(connection);
            Map<String, String> headers = Map.of(HumanitecWebhook.KEY_HEADER, secret);
            if (webhooks(session).register(session.app(app), webhook.id(), address, headers)) {
                LOGGER.log(Level.INFO, "The webhook {0} of the application {1} is registered.", new Object[] {
                    webhook.id(), app
                });
            }
            webhook.markRegistered(as);
            return null;
        } catch (HumanitecException | InvalidInputException e) {
            return "The webhook of the application " + app + " cannot be registered with the connection '" + name
                    + "': "
                    // An answer can quote the request.
                    + e.getMessage().replace(secret, "****");
        }
    }

    private static HumanitecSession session(HumanitecConnection connection) {
        return HumanitecSession.ofSystem(
                connection.getName(), String.valueOf(connection.getCredentialsId()), Jenkins.get());
    }

    private static EventWebhooks webhooks(HumanitecSession session) {
        return session.client().eventWebhooks();
    }

    private void removeUnused(@CheckForNull String url, Map<String, Set<String>> needed) throws IOException {
        boolean isChanged = false;
        for (RegisteredWebhook webhook : List.copyOf(known())) {
            HumanitecConnection connection = HumanitecGlobalConfiguration.get()
                    .connection(webhook.connection())
                    .orElse(null);
            boolean isNeeded = connection != null
                    && connection.isRegisterWebhooks()
                    && url != null
                    && needed.getOrDefault(webhook.connection(), Set.of()).contains(webhook.app());
            if (webhook.isUnusedFor(isNeeded, keptUnused()) && remove(webhook, connection)) {
                known().remove(webhook);
                isChanged = true;
            }
        }
        if (isChanged) {
            save();
        }
    }

    /** Returns whether it is removed, or cannot be removed because its connection is. */
    private static boolean remove(RegisteredWebhook webhook, @CheckForNull HumanitecConnection connection) {
        if (connection == null) {
            LOGGER.log(
                    Level.WARNING,
                    "The connection {0} does not exist any longer. Delete the webhook {1} of the application {2} in Humanitec.",
                    new Object[] {webhook.connection(), webhook.id(), webhook.app()});
            return true;
        }
        try {
            HumanitecSession session = session(connection);
            webhooks(session).remove(session.app(webhook.app()), webhook.id());
            LOGGER.log(Level.INFO, "The webhook {0} of the application {1} is removed.", new Object[] {
                webhook.id(), webhook.app()
            });
            return true;
        } catch (HumanitecException | InvalidInputException e) {
            LOGGER.log(
                    Level.FINE, "The webhook {0} cannot be removed: {1}", new Object[] {webhook.id(), e.getMessage()});
            return false;
        }
    }

    private RegisteredWebhook find(String connection, String app) throws IOException {
        for (RegisteredWebhook webhook : known()) {
            if (webhook.isOf(connection, app)) {
                return webhook;
            }
        }
        RegisteredWebhook added = new RegisteredWebhook(connection, app);
        known().add(added);
        save();
        return added;
    }

    @SuppressWarnings("unchecked")
    private List<RegisteredWebhook> known() throws IOException {
        if (known == null) {
            known = file().exists() ? (List<RegisteredWebhook>) file().read() : new ArrayList<>();
        }
        return known;
    }

    private void save() throws IOException {
        file().write(new ArrayList<>(known()));
    }
}
