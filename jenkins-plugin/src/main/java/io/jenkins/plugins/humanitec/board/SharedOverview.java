package io.jenkins.plugins.humanitec.board;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.ExtensionList;
import hudson.model.Computer;
import io.jenkins.plugins.humanitec.client.AppRef;
import io.jenkins.plugins.humanitec.client.EnvRef;
import io.jenkins.plugins.humanitec.client.overview.ApplicationOverview;
import io.jenkins.plugins.humanitec.client.overview.DeploymentOverview;
import io.jenkins.plugins.humanitec.client.overview.OverviewCache;
import io.jenkins.plugins.humanitec.client.overview.Snapshot;
import io.jenkins.plugins.humanitec.session.HumanitecSession;
import java.time.Clock;
import java.util.List;

/** The overview that all viewers of this Jenkins share. */
@Extension
public final class SharedOverview {

    private volatile OverviewCache cache = empty();

    private static OverviewCache empty() {
        return new OverviewCache(Computer.threadPoolForRemoting, Clock.systemUTC());
    }

    /** Clears the cache. */
    void forget() {
        cache = empty();
    }

    @NonNull
    static SharedOverview get() {
        return ExtensionList.lookupSingleton(SharedOverview.class);
    }

    @NonNull
    Snapshot<List<AppRef>> applications(@NonNull HumanitecSession session) {
        return cache.applications(
                session.identity(),
                session.organization(),
                () -> session.formClient().overview());
    }

    @NonNull
    Snapshot<ApplicationOverview> application(@NonNull HumanitecSession session, @NonNull AppRef app) {
        return cache.application(
                session.identity(), app, () -> session.formClient().overview());
    }

    @NonNull
    Snapshot<List<DeploymentOverview>> history(@NonNull HumanitecSession session, @NonNull EnvRef env) {
        return cache.history(session.identity(), env, () -> session.formClient().overview());
    }
}
