package io.jenkins.plugins.humanitec.health;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.ExtensionList;
import hudson.model.AsyncPeriodicWork;
import hudson.model.TaskListener;
import io.jenkins.plugins.humanitec.client.InvalidInputException;
import io.jenkins.plugins.humanitec.client.errors.HumanitecException;
import io.jenkins.plugins.humanitec.config.HumanitecConnection;
import io.jenkins.plugins.humanitec.config.HumanitecGlobalConfiguration;
import io.jenkins.plugins.humanitec.session.Clients;
import io.jenkins.plugins.humanitec.session.ConnectionActivity;
import io.jenkins.plugins.humanitec.session.SharedServices;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * Checks the token of each connection four times a day. Between the checks, the answers to the requests of builds, triggers,
 * pages and webhook registrations tell if a token is refused.
 */
@Extension
public final class ConnectionHealth extends AsyncPeriodicWork {

    private static final Duration WARNING_BEFORE_EXPIRY = Duration.ofDays(14);
    private static final Duration OTHERS_SHOWN = Duration.ofDays(1);
    private static final DateTimeFormatter MINUTES =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm 'UTC'").withZone(ZoneOffset.UTC);

    private final Map<String, Checked> checks = new ConcurrentHashMap<>();

    /**
     * The result of the last check of a connection.
     *
     * @param credentialsId the ID of the credentials with the token
     * @param expiry when the token expires at the latest; null if that is not known
     * @param problem why the token could not be checked; null if it could, or if the API refused it
     */
    private record Checked(
            @NonNull String credentialsId,
            @CheckForNull Instant expiry,
            @CheckForNull String problem) {}

    public ConnectionHealth() {
        super("Humanitec connections");
    }

    /** {@return the checks of this Jenkins} */
    @NonNull
    static ConnectionHealth get() {
        return ExtensionList.lookupSingleton(ConnectionHealth.class);
    }

    @Override
    public long getRecurrencePeriod() {
        return TimeUnit.HOURS.toMillis(6);
    }

    @Override
    public long getInitialDelay() {
        return TimeUnit.MINUTES.toMillis(3);
    }

    @Override
    protected void execute(TaskListener listener) {
        checkAll();
    }

    /** Checks the token of each connection that has credentials. Makes two requests for each. */
    void checkAll() {
        List<HumanitecConnection> connections =
                HumanitecGlobalConfiguration.get().getConnections();
        checks.keySet()
                .retainAll(
                        connections.stream().map(HumanitecConnection::getName).toList());
        for (HumanitecConnection connection : connections) {
            String credentialsId = connection.getCredentialsId();
            String name = connection.getName();
            if (credentialsId == null) {
                checks.remove(name);
            } else {
                checks.put(name, check(connection, credentialsId, checks.get(name)));
            }
        }
    }

    private static Checked check(HumanitecConnection connection, String credentialsId, @CheckForNull Checked last) {
        try {
            return new Checked(
                    credentialsId,
                    Clients.forSystem(connection).access().latestExpiry().orElse(null),
                    null);
        } catch (InvalidInputException e) {
            return new Checked(credentialsId, null, e.getMessage());
        } catch (HumanitecException e) {
            // A refusal is known from the answer. What else fails is an error of today, which builds report.
            boolean isSame = last != null && last.credentialsId().equals(credentialsId);
            return new Checked(credentialsId, isSame ? last.expiry() : null, null);
        }
    }

    /** Checks all tokens, and forgets that others are refused, because their credentials cannot be checked here. */
    void checkAgain() {
        checkAll();
        for (ConnectionActivity activity : SharedServices.get().activities()) {
            Checked checked = checks.get(activity.connection());
            if (checked == null
                    || checked.problem() != null
                    || !checked.credentialsId().equals(activity.credentialsId())) {
                activity.forgetRefusal();
            }
        }
    }

    /** {@return a sentence for each connection whose token is refused, is missing or expires soon} */
    @NonNull
    List<String> problems() {
        List<String> problems = new ArrayList<>();
        for (HumanitecConnection connection : HumanitecGlobalConfiguration.get().getConnections()) {
            Optional<String> missing = checked(connection).map(Checked::problem);
            boolean isRefused = false;
            for (ConnectionActivity activity : SharedServices.get().activities()) {
                boolean isOwn = missing.isEmpty() && activity.credentialsId().equals(connection.getCredentialsId());
                // Others that were not used for a day are probably not set in a folder or Pipeline any longer.
                Instant refused = isOwn
                        ? activity.refused()
                        : activity.refusedAfter(Instant.now().minus(OTHERS_SHOWN));
                if (refused != null && activity.connection().equals(connection.getName())) {
                    isRefused |= isOwn;
                    problems.add(Messages.ConnectionHealth_refused(
                            activity.connection(), activity.credentialsId(), MINUTES.format(refused)));
                }
            }
            missing.ifPresent(
                    problem -> problems.add(Messages.ConnectionHealth_noToken(connection.getName(), problem)));
            if (!isRefused) {
                expiry(connection)
                        .filter(time -> time.isBefore(Instant.now().plus(WARNING_BEFORE_EXPIRY)))
                        .ifPresent(time -> problems.add(Messages.ConnectionHealth_expires(
                                connection.getName(), connection.getCredentialsId(), MINUTES.format(time))));
            }
        }
        return problems;
    }

    /** {@return when the token of a connection expires at the latest; empty if that is not known} */
    @NonNull
    Optional<Instant> expiry(@NonNull HumanitecConnection connection) {
        return checked(connection).map(Checked::expiry);
    }

    private Optional<Checked> checked(HumanitecConnection connection) {
        return Optional.ofNullable(checks.get(connection.getName()))
                .filter(checked -> checked.credentialsId().equals(connection.getCredentialsId()));
    }
}
