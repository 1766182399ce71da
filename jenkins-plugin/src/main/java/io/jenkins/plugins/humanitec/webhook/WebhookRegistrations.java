package io.jenkins.plugins.humanitec.webhook;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.Util;
import hudson.XmlFile;
import hudson.model.Computer;
import hudson.model.PeriodicWork;
import io.jenkins.plugins.humanitec.client.AppRef;
import io.jenkins.plugins.humanitec.client.InvalidInputException;
import io.jenkins.plugins.humanitec.client.errors.HumanitecException;
import io.jenkins.plugins.humanitec.client.events.EventWebhooks;
import io.jenkins.plugins.humanitec.config.HumanitecConnection;
import io.jenkins.plugins.humanitec.config.HumanitecGlobalConfiguration;
import io.jenkins.plugins.humanitec.forms.Messages;
import io.jenkins.plugins.humanitec.session.Clients;
import io.jenkins.plugins.humanitec.session.WebhookStatus;
import io.jenkins.plugins.humanitec.trigger.EventWatches;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.logging.Level;
import java.util.logging.Logger;
import jenkins.model.Jenkins;
import jenkins.model.JenkinsLocationConfiguration;
import jenkins.util.SystemProperties;
import org.jvnet.localizer.Localizable;

/**
 * Registers a webhook in Humanitec for each application whose events start jobs, if the connection permits it; changes it when the
 * URL of Jenkins changes, and removes it when no job needs it any longer, or when the connection is removed or has another API. A
 * webhook is saved on disk before it is registered, so none is forgotten.
 */
@Extension
public final class WebhookRegistrations extends PeriodicWork {

    private static final Logger LOGGER = Logger.getLogger(WebhookRegistrations.class.getName());

    private static final String PREFIX = WebhookRegistrations.class.getName();

    /** What a webhook is tried for when it is removed. */
    private static final List<?> REMOVAL = List.of("removal");

    /** How often Jenkins tries to remove a webhook: for about three hours. */
    private static final int MOST_REMOVALS = 10;

    /** Jenkins stops and starts triggers whenever a job is saved, so an unused webhook stays for a while. */
    private static final Duration KEPT_UNUSED = Duration.ofMinutes(10);

    private final InstantSource clock;
    private final AtomicBoolean isRunning = new AtomicBoolean();
    private List<RegisteredWebhook> known;
    private final Map<String, String> problems = new HashMap<>();

    public WebhookRegistrations() {
        this(InstantSource.system());
    }

    WebhookRegistrations(@NonNull InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public long getRecurrencePeriod() {
        return Math.max(1, SystemProperties.getLong(PREFIX + ".period", 30_000L));
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

    /** Removes what is not needed, and registers what is. Problems are logged once, and tried again after a pause. */
    synchronized void update() throws IOException {
        String url = JenkinsLocationConfiguration.get().getUrl();
        Map<String, Set<String>> needed = EventWatches.get().applications();
        removeUnused(url, needed);
        for (HumanitecConnection connection : HumanitecGlobalConfiguration.get().getConnections()) {
            Set<String> apps = connection.isRegisterWebhooks() && url != null
                    ? new TreeSet<>(needed.getOrDefault(connection.getName(), Set.of()))
                    : Set.of();
            Localizable problem = null;
            for (String app : apps) {
                Localizable failure = register(connection, app, url);
                problem = problem == null ? failure : problem;
            }
            report(connection, problem);
        }
    }

    private void report(HumanitecConnection connection, @CheckForNull Localizable problem) throws IOException {
        String name = connection.getName();
        Set<String> apps = new TreeSet<>();
        for (RegisteredWebhook webhook : known()) {
            if (webhook.connection().equals(name) && webhook.isRegistered() && !webhook.isElsewhere(connection)) {
                apps.add(webhook.app());
            }
        }
        WebhookStatus.get().registered(name, apps, problem);
        String text = problem == null ? null : problem.toString(Locale.ENGLISH);
        if (text != null && !text.equals(problems.get(name))) {
            LOGGER.log(Level.WARNING, text);
        }
        problems.put(name, text);
    }

    /** Returns null, or why the webhook is not registered. */
    @CheckForNull
    private Localizable register(HumanitecConnection connection, String app, String url) throws IOException {
        String name = connection.getName();
        if (name.contains("/") || connection.getCredentialsId() == null) {
            return Messages._WebhookReport_cannot(name);
        }
        URI address = URI.create(
                url.replaceAll("/+$", "") + "/" + HumanitecWebhook.NAME + "/" + Util.rawEncode(name) + "/" + app);
        // The connection is another object whenever its settings are saved.
        List<?> settings = List.of(connection, address);
        RegisteredWebhook webhook = find(connection, app);
        if (webhook.isWaiting(settings, clock.instant())) {
            return webhook.problem();
        }
        webhook.setPlace(connection);
        save();
        String secret = WebhookSecret.of(name, app);
        try {
            AppRef target = new AppRef(connection.getOrganization(), app);
            Map<String, String> headers = Map.of(HumanitecWebhook.KEY_HEADER, secret);
            EventWebhooks webhooks = Clients.forSystem(connection).eventWebhooks();
            if (webhooks.register(target, webhook.id(), address, headers)) {
                LOGGER.log(Level.INFO, "The webhook {0} of the application {1} is registered.", new Object[] {
                    webhook.id(), app
                });
            }
            webhook.succeeded(settings, clock.instant());
        } catch (HumanitecException | InvalidInputException e) {
            // An answer can quote the request.
            String reason = e.getMessage().replace(secret, "****");
            webhook.failed(settings, Messages._WebhookReport_failed(app, name, reason), clock.instant());
        }
        return webhook.problem();
    }

    private void removeUnused(@CheckForNull String url, Map<String, Set<String>> needed) throws IOException {
        for (RegisteredWebhook webhook : List.copyOf(known())) {
            HumanitecConnection connection = HumanitecGlobalConfiguration.get()
                    .connection(webhook.connection())
                    .orElse(null);
            boolean isElsewhere = connection != null && webhook.isElsewhere(connection);
            boolean isNeeded = connection != null
                    && connection.isRegisterWebhooks()
                    && url != null
                    && needed.getOrDefault(webhook.connection(), Set.of()).contains(webhook.app());
            boolean isUnused = webhook.isUnusedFor(isNeeded, KEPT_UNUSED, clock.instant());
            if ((isElsewhere || isUnused) && remove(webhook, connection)) {
                known().remove(webhook);
                save();
                // Two URLs can be those of the same API, so the webhook at the new one can be gone too.
                known().stream()
                        .filter(other -> other.isOf(webhook.connection(), webhook.app()))
                        .forEach(RegisteredWebhook::forgetAttempts);
            }
        }
    }

    /** Removes a webhook where it is registered. Returns whether it is removed, or Jenkins gives up. */
    private boolean remove(RegisteredWebhook webhook, @CheckForNull HumanitecConnection connection) {
        if (webhook.isWaiting(REMOVAL, clock.instant())) {
            return false;
        }
        // The credentials can have changed since.
        HumanitecConnection place =
                connection != null && !webhook.isElsewhere(connection) ? connection : webhook.place();
        try {
            if (place == null) {
                throw new InvalidInputException("It is not known where it is registered.");
            }
            Clients.forSystem(place)
                    .eventWebhooks()
                    .remove(new AppRef(place.getOrganization(), webhook.app()), webhook.id());
            LOGGER.log(Level.INFO, "The webhook {0} of the application {1} is removed.", new Object[] {
                webhook.id(), webhook.app()
            });
            return true;
        } catch (HumanitecException | InvalidInputException e) {
            int failures = webhook.failed(REMOVAL, null, clock.instant());
            LOGGER.log(
                    failures == 1 ? Level.WARNING : Level.FINE,
                    "The webhook {0} of the application {1} of the connection {2}{3} cannot be removed: {4} If it stays, "
                            + "delete it in Humanitec.",
                    new Object[] {
                        webhook.id(),
                        webhook.app(),
                        webhook.connection(),
                        place == null
                                ? ""
                                : ", in the organization " + place.getOrganization() + " at " + place.getApiUrl(),
                        e.getMessage()
                    });
            return place == null || failures >= MOST_REMOVALS;
        }
    }

    /** Returns the webhook in the place of the connection. Those in other places have to be removed. */
    private RegisteredWebhook find(HumanitecConnection connection, String app) throws IOException {
        for (RegisteredWebhook webhook : known()) {
            if (webhook.isOf(connection.getName(), app) && !webhook.isElsewhere(connection)) {
                return webhook;
            }
        }
        RegisteredWebhook added = new RegisteredWebhook(connection, app);
        known().add(added);
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
