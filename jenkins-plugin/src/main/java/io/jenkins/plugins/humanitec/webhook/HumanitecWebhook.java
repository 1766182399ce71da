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
import io.jenkins.plugins.humanitec.session.TokenCredentials;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.kohsuke.stapler.StaplerRequest2;
import org.kohsuke.stapler.StaplerResponse2;

/**
 * The address for webhooks of Humanitec: {@code humanitec-webhook/CONNECTION/APPLICATION}. An event lets the builds that wait
 * for something in the application make one request at once. It has no other effect, and its body is not read: a build believes
 * only what the API returns. A request needs the key of the connection in a header.
 */
@Extension
public final class HumanitecWebhook implements UnprotectedRootAction {

    /** The header with the key. */
    public static final String KEY_HEADER = "X-Humanitec-Webhook-Key";

    private static final Logger LOGGER = Logger.getLogger(HumanitecWebhook.class.getName());

    private static final int LONGEST_NAME = 100;

    private static final String NAME = "humanitec-webhook";

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
     * Receives an event. Responds with 202, also if no build waits; with 403 if the connection does not exist or the key is not
     * right, and with 404 or 405 to other requests.
     *
     * @param request the request
     * @param response the response
     */
    public void doDynamic(StaplerRequest2 request, StaplerResponse2 response) {
        response.setStatus(status(request));
    }

    private static int status(StaplerRequest2 request) {
        String[] path = request.getRestOfPath().split("/");
        if (path.length != 3) {
            return HttpServletResponse.SC_NOT_FOUND;
        }
        if (!"POST".equals(request.getMethod())) {
            return HttpServletResponse.SC_METHOD_NOT_ALLOWED;
        }
        Optional<HumanitecConnection> connection = HumanitecGlobalConfiguration.get()
                .connection(path[1])
                .filter(found -> isKey(found, request.getHeader(KEY_HEADER)));
        if (connection.isEmpty()) {
            LOGGER.log(Level.FINE, "An event for {0} is refused.", LogSanitizer.inOneLine(path[1], LONGEST_NAME));
            return HttpServletResponse.SC_FORBIDDEN;
        }
        try {
            SharedServices.get().poller().wake(new AppRef(connection.get().getOrganization(), path[2]));
        } catch (InvalidInputException e) {
            return HttpServletResponse.SC_NOT_FOUND;
        }
        return HttpServletResponse.SC_ACCEPTED;
    }

    private static boolean isKey(HumanitecConnection connection, @CheckForNull String given) {
        if (given == null || connection.getWebhookCredentialsId() == null) {
            return false;
        }
        try {
            String key = TokenCredentials.webhookKey(connection);
            // The time that this takes does not depend on the first different character.
            return !key.isEmpty()
                    && MessageDigest.isEqual(
                            key.getBytes(StandardCharsets.UTF_8), given.getBytes(StandardCharsets.UTF_8));
        } catch (RuntimeException e) {
            // The sender is not known, so it is not told why.
            LOGGER.log(
                    Level.WARNING,
                    e,
                    () -> "The key of webhooks of the connection '" + connection.getName() + "' cannot be read.");
            return false;
        }
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
