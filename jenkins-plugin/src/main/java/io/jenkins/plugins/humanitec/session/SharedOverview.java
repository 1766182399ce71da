package io.jenkins.plugins.humanitec.session;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.ExtensionList;
import hudson.model.Computer;
import io.jenkins.plugins.humanitec.client.AppRef;
import io.jenkins.plugins.humanitec.client.EnvRef;
import io.jenkins.plugins.humanitec.client.overview.ApplicationOverview;
import io.jenkins.plugins.humanitec.client.overview.HistoryEntry;
import io.jenkins.plugins.humanitec.client.overview.OverviewCache;
import io.jenkins.plugins.humanitec.client.overview.Snapshot;
import java.time.Clock;
import java.util.List;

/** The overview that all viewers of this Jenkins share. */
@Extension
public final class SharedOverview {

    private volatile OverviewCache cache = empty();

    private static OverviewCache empty() {
        return new OverviewCache(Computer.threadPoolForRemoting, Clock.systemUTC());
    }

    /** Forgets everything, so that the next look reads it again. */
    public void forget() {
        cache = empty();
    }

    /** {@return the overview of this Jenkins} */
    @NonNull
    public static SharedOverview get() {
        return ExtensionList.lookupSingleton(SharedOverview.class);
    }

    /**
     * {@return the applications of an organization, as they were read last} Does not wait for a request.
     *
     * @param session the session that reads them
     */
    @NonNull
    public Snapshot<List<AppRef>> applications(@NonNull HumanitecSession session) {
        return cache.applications(
                session.identity(),
                session.organization(),
                () -> session.viewClient().overview());
    }

    /**
     * {@return the environments of an application, as they were read last} Does not wait for a request.
     *
     * @param session the session that reads them
     * @param app the application
     */
    @NonNull
    public Snapshot<ApplicationOverview> application(@NonNull HumanitecSession session, @NonNull AppRef app) {
        return cache.application(
                session.identity(), app, () -> session.viewClient().overview());
    }

    /**
     * {@return the environments of an application if they were read before} Reads them only if they are not known.
     *
     * @param session the session that reads them
     * @param app the application
     */
    @NonNull
    public Snapshot<ApplicationOverview> knownApplication(@NonNull HumanitecSession session, @NonNull AppRef app) {
        return cache.knownApplication(
                session.identity(), app, () -> session.viewClient().overview());
    }

    /**
     * {@return the last deployments to an environment, as they were read last} Does not wait for a request.
     *
     * @param session the session that reads them
     * @param env the environment
     */
    @NonNull
    public Snapshot<List<HistoryEntry>> history(@NonNull HumanitecSession session, @NonNull EnvRef env) {
        return cache.history(session.identity(), env, () -> session.viewClient().overview());
    }
}
