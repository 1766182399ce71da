package io.jenkins.plugins.humanitec.forms;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Util;
import hudson.util.FormValidation;
import io.jenkins.plugins.humanitec.session.WebhookStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Set;
import jenkins.model.JenkinsLocationConfiguration;
import org.jvnet.localizer.Localizable;

/** Tells in the form of a connection whether its events arrive. */
final class WebhookReport {

    private WebhookReport() {}

    /** Returns the state of the webhooks of a connection. Makes no request. */
    @NonNull
    static FormValidation of(@NonNull String connection, boolean isRegistering) {
        WebhookStatus status = WebhookStatus.get();
        Instant last = status.lastEvent(connection);
        if (!isRegistering) {
            return last == null ? FormValidation.ok() : FormValidation.ok(arrival(last));
        }
        String url = JenkinsLocationConfiguration.get().getUrl();
        if (url == null) {
            return FormValidation.warning(Messages.WebhookReport_noUrl());
        }
        Localizable problem = status.problem(connection);
        if (problem != null) {
            return FormValidation.warning(problem.toString());
        }
        Set<String> apps = status.applications(connection);
        String text = (apps.isEmpty() ? "" : Messages.WebhookReport_registered(String.join(", ", apps)) + " ")
                + arrival(last);
        return url.toLowerCase(Locale.ROOT).startsWith("https://")
                ? FormValidation.ok(text)
                : FormValidation.warning(Messages.WebhookReport_insecure() + " " + text);
    }

    private static String arrival(Instant last) {
        return last == null
                ? Messages.WebhookReport_none()
                : Messages.WebhookReport_last(Util.getTimeSpanString(
                        Math.max(0, Duration.between(last, Instant.now()).toMillis())));
    }
}
