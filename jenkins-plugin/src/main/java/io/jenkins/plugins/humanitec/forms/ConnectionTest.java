package io.jenkins.plugins.humanitec.forms;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.util.FormValidation;
import io.jenkins.plugins.humanitec.client.Token;
import io.jenkins.plugins.humanitec.client.access.TokenAccess;
import io.jenkins.plugins.humanitec.client.errors.ForbiddenException;
import io.jenkins.plugins.humanitec.client.errors.HumanitecException;
import io.jenkins.plugins.humanitec.client.errors.NotFoundException;
import io.jenkins.plugins.humanitec.client.errors.TransportException;
import io.jenkins.plugins.humanitec.client.errors.UnauthorizedException;
import io.jenkins.plugins.humanitec.config.HumanitecConnection;
import io.jenkins.plugins.humanitec.session.Clients;
import io.jenkins.plugins.humanitec.session.TokenCredentials;
import java.net.URI;
import javax.net.ssl.SSLException;

/** Tests a connection. The result is one sentence, with advice if the test fails. */
final class ConnectionTest {

    private ConnectionTest() {}

    @NonNull
    static FormValidation of(@NonNull HumanitecConnection connection) {
        try {
            Token token = Token.of(connection.getTokenKind(), TokenCredentials.secretForAdministrator(connection));
            TokenAccess access = Clients.forTest(connection, token).access().to(connection.getOrganization());
            return FormValidation.ok(Messages.ConnectionTest_ok(
                    access.userName(), access.userId(), access.orgName(), access.orgId(), access.applications()));
        } catch (HumanitecException e) {
            return FormValidation.error(sentence(connection, e));
        } catch (IllegalArgumentException e) {
            return FormValidation.error(e.getMessage());
        }
    }

    private static String sentence(HumanitecConnection connection, HumanitecException problem) {
        if (problem instanceof UnauthorizedException) {
            return Messages.ConnectionTest_unauthorized(
                    connection.getTokenKind().scheme());
        }
        if (problem instanceof ForbiddenException) {
            return Messages.ConnectionTest_forbidden(connection.getOrganization());
        }
        if (problem instanceof NotFoundException) {
            return Messages.ConnectionTest_noOrganization(connection.getOrganization());
        }
        if (problem instanceof TransportException) {
            String host = URI.create(connection.getApiUrl()).getAuthority();
            return isTls(problem)
                    ? Messages.ConnectionTest_tls(host, deepest(problem).getMessage())
                    : Messages.ConnectionTest_unreachable(host, problem.getMessage());
        }
        return problem.getMessage();
    }

    private static boolean isTls(Throwable problem) {
        for (Throwable t = problem; t != null; t = t.getCause()) {
            if (t instanceof SSLException) {
                return true;
            }
        }
        return false;
    }

    private static Throwable deepest(Throwable problem) {
        Throwable t = problem;
        while (t.getCause() != null) {
            t = t.getCause();
        }
        return t;
    }
}
