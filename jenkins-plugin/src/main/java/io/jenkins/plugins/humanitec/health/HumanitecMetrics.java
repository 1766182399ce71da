package io.jenkins.plugins.humanitec.health;

import com.codahale.metrics.Gauge;
import com.codahale.metrics.MetricSet;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import io.jenkins.plugins.humanitec.session.ConnectionActivity;
import io.jenkins.plugins.humanitec.session.SharedServices;
import java.util.function.ToLongFunction;
import jenkins.metrics.api.MetricProvider;

/**
 * The metrics {@code humanitec.requests} and {@code humanitec.requests.errors}, which count since the start of Jenkins, and
 * {@code humanitec.waiting}, the number of builds and other parts of Jenkins that wait for something in Humanitec now.
 */
@Extension(optional = true)
public final class HumanitecMetrics extends MetricProvider {

    @NonNull
    @Override
    public MetricSet getMetricSet() {
        Gauge<Integer> waiting = () -> SharedServices.get().poller().subscriptions();
        return metrics(
                metric("humanitec.requests", sum(ConnectionActivity::requests)),
                metric("humanitec.requests.errors", sum(ConnectionActivity::errors)),
                metric("humanitec.waiting", waiting));
    }

    private static Gauge<Long> sum(ToLongFunction<ConnectionActivity> count) {
        return () -> SharedServices.get().activities().stream().mapToLong(count).sum();
    }
}
