package io.jenkins.plugins.humanitec.webhook;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.model.UnprotectedRootAction;
import hudson.security.csrf.CrumbExclusion;
import io.jenkins.plugins.humanitec.client.AppRef;
import io.jenkins.plugins.humanitec.client.InvalidInputException;
import io.jenkins.plugins.humanitec.client.LogSanitizer;
import io.jenkins.plugins.humanitec.config.HumanitecConnection;
import io.jenkins.plugins.humanitec.config.HumanitecGlobalConfiguration;
import io.jenkins.plugins.humanitec.session.SharedServices;
import io.jenkins.plugins.humanitec.session.WebhookStatus;
import io.jenkins.plugins.humanitec.trigger.EventWatches;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import jenkins.util.SystemProperties;
import org.kohsuke.stapler.StaplerRequest2;
import org.kohsuke.stapler.StaplerResponse2;

/**
 * The address for webhooks of Humanitec: {@code humanitec-webhook/CONNECTION/APPLICATION}. An event lets the builds that wait
 * for something in the application make one request at once, and the triggers of jobs look up what has happened. The body only
 * says where to look: Jenkins believes only what the API returns. A request needs a secret in a header.
 */
@Extension
public final class HumanitecWebhook implements UnprotectedRootAction {

    /** The header with the key. */
    public static final String KEY_HEADER = "X-Humanitec-Webhook-Key";

    private static final Logger LOGGER = Logger.getLogger(HumanitecWebhook.class.getName());

    private static final int LONGEST_NAME = 100;

    private static final int LARGEST_BODY = 64 * 1024;

    private static final int TOO_MANY_REQUESTS = 429;

    /** Counts only requests with an accepted secret, so that others stop no events. */
    private final RequestLimit ofApplication = new RequestLimit(
            SystemProperties.getInteger(HumanitecWebhook.class.getName() + ".requestsOfApplication", 120));

    static final String NAME = "humanitec-webhook";

    @Override
    @CheckForNull
    public String getIconFileName() {
        return null;
    }

    @Override
    @CheckForNull
    public String getDisplayName() {
        return null;
    }

    @Override
    @NonNull
    public String getUrlName() {
        return NAME;
    }

    /**
     * Receives an event. Responds with 202, also if nothing waits for it; with 403 to a request that is
     * refused, and with 429 to too many events of an application. The sender does not learn what is wrong.
     *
     * @param request the request
     * @param response the response
     * @throws IOException if the body cannot be read
     */
    public void doDynamic(StaplerRequest2 request, StaplerResponse2 response) throws IOException {
        int status = status(request);
        if (status == HttpServletResponse.SC_FORBIDDEN) {
            // The server closes the connection if it has not read the body. So it must do the same if it has.
            response.setHeader("Connection", "close");
        }
        response.setStatus(status);
    }

    private int status(StaplerRequest2 request) throws IOException {
        String[] path = request.getRestOfPath().split("/");
        String secret = request.getHeader(KEY_HEADER);
        if (path.length != 3 || !"POST".equals(request.getMethod()) || secret == null) {
            return HttpServletResponse.SC_FORBIDDEN;
        }
        Optional<HumanitecConnection> connection = HumanitecGlobalConfiguration.get()
                .connection(path[1])
                .filter(found -> WebhookSecret.isAccepted(found, path[2], secret));
        if (connection.isEmpty()) {
            LOGGER.log(Level.FINE, "An event for {0} is refused.", LogSanitizer.inOneLine(path[1], LONGEST_NAME));
            return HttpServletResponse.SC_FORBIDDEN;
        }
        return accept(connection.get(), path[2], request);
    }

    private int accept(HumanitecConnection connection, String app, StaplerRequest2 request) throws IOException {
        AppRef target;
        try {
            target = new AppRef(connection.getOrganization(), app);
        } catch (InvalidInputException e) {
            LOGGER.log(Level.FINE, "An event is refused: {0}", e.getMessage());
            return HttpServletResponse.SC_FORBIDDEN;
        }
        if (ofApplication.isExceeded(connection.getName() + "\n" + app)) {
            return TOO_MANY_REQUESTS;
        }
        byte[] body = request.getContentLengthLong() > LARGEST_BODY
                ? new byte[LARGEST_BODY + 1]
                : request.getInputStream().readNBytes(LARGEST_BODY + 1);
        if (body.length > LARGEST_BODY) {
            LOGGER.log(Level.FINE, "An event for {0} is refused: it is larger than 64 kB.", target);
            return HttpServletResponse.SC_FORBIDDEN;
        }
        WebhookStatus.get().arrived(connection.getName());
        SharedServices.get().poller().wake(target);
        EventWatches.get().lookUp(connection.getName(), app, new String(body, StandardCharsets.UTF_8));
        return HttpServletResponse.SC_ACCEPTED;
    }

    /** Humanitec cannot send a crumb. A request of a browser has no key. */
    @Extension
    public static final class WithoutCrumb extends CrumbExclusion {

        @Override
        public boolean process(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
                throws IOException, ServletException {
            String path = request.getPathInfo();
            if (path == null || !path.startsWith("/" + NAME + "/")) {
                return false;
            }
            chain.doFilter(request, response);
            return true;
        }
    }
}
