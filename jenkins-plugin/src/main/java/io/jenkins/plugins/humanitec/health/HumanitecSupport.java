package io.jenkins.plugins.humanitec.health;

import com.cloudbees.jenkins.support.api.Component;
import com.cloudbees.jenkins.support.api.Container;
import com.cloudbees.jenkins.support.api.PrintedContent;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.security.Permission;
import io.jenkins.plugins.humanitec.config.HumanitecConnection;
import io.jenkins.plugins.humanitec.config.HumanitecGlobalConfiguration;
import io.jenkins.plugins.humanitec.session.ConnectionActivity;
import io.jenkins.plugins.humanitec.session.SharedServices;
import io.jenkins.plugins.humanitec.session.WebhookStatus;
import java.io.PrintWriter;
import java.util.Objects;
import java.util.Set;
import jenkins.model.Jenkins;

/** The file {@code humanitec.md} of a support bundle: the connections and what happened to their requests. */
@Extension(optional = true)
public final class HumanitecSupport extends Component {

    @NonNull
    @Override
    public String getDisplayName() {
        return Messages.ConnectionMonitor_displayName();
    }

    @NonNull
    @Override
    public Set<Permission> getRequiredPermissions() {
        return Set.of(Jenkins.ADMINISTER);
    }

    @NonNull
    @Override
    public ComponentCategory getCategory() {
        return ComponentCategory.CONTROLLER;
    }

    @Override
    public void addContents(@NonNull Container container) {
        container.add(new PrintedContent("humanitec.md") {
            @Override
            protected void printTo(PrintWriter out) {
                print(out);
            }
        });
    }

    private static void print(PrintWriter out) {
        out.println("Humanitec connections");
        out.println("=====================");
        for (HumanitecConnection connection : HumanitecGlobalConfiguration.get().getConnections()) {
            out.println();
            out.println("Connection " + connection.getName());
            out.println("* Organization: " + connection.getOrganization());
            out.println("* API: " + connection.getApiUrl());
            out.println("* Kind of the token: " + connection.getTokenKind());
            out.println("* Credentials: " + orNone(connection.getCredentialsId()));
            out.println("* Token expires not later than: "
                    + ConnectionHealth.get()
                            .expiry(connection)
                            .map(Object::toString)
                            .orElse("not known"));
            WebhookStatus webhooks = WebhookStatus.get();
            out.println("* Registered webhooks: " + webhooks.applications(connection.getName()));
            out.println("* Last event: " + orNone(webhooks.lastEvent(connection.getName())));
            out.println("* Protections: " + connection.getProtections().size());
        }
        out.println();
        out.println("Requests since the start of Jenkins");
        for (ConnectionActivity activity : SharedServices.get().activities()) {
            out.println("* " + activity.connection() + ", credentials " + activity.credentialsId() + ": "
                    + activity.requests() + " requests, " + activity.errors() + " errors, last answer: "
                    + orNone(activity.lastAnswer()) + ", token refused since: " + orNone(activity.refused()));
        }
        out.println();
        out.println("Waiting: " + SharedServices.get().poller().subscriptions());
    }

    private static String orNone(Object value) {
        return Objects.toString(value, "none");
    }
}
