package io.jenkins.plugins.humanitec.health;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import com.cloudbees.jenkins.support.api.Component;
import com.cloudbees.jenkins.support.api.Container;
import com.cloudbees.jenkins.support.api.Content;
import com.codahale.metrics.Gauge;
import hudson.ExtensionList;
import hudson.model.Result;
import io.jenkins.plugins.humanitec.client.HumanitecClient;
import io.jenkins.plugins.humanitec.client.api.TokensApi;
import io.jenkins.plugins.humanitec.client.api.UsersApi;
import io.jenkins.plugins.humanitec.client.model.ServiceUserCreate;
import io.jenkins.plugins.humanitec.client.model.TokenCreate;
import io.jenkins.plugins.humanitec.config.HumanitecGlobalConfiguration;
import io.jenkins.plugins.humanitec.testing.Answers;
import io.jenkins.plugins.humanitec.testing.Setup;
import io.jenkins.plugins.humanitec.testing.SharedJenkins;
import io.jenkins.plugins.humanitec.testing.SimulatorProcess;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import jenkins.metrics.api.Metrics;
import org.htmlunit.html.HtmlForm;
import org.htmlunit.html.HtmlPage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.jvnet.hudson.test.JenkinsRule;

class ConnectionMonitorTest extends SharedJenkins {

    private static final String READ = "humanitecRequest operation: 'listApplications', parameters: [orgId: 'acme']";

    @RegisterExtension
    static final SimulatorProcess SIMULATOR = new SimulatorProcess();

    ConnectionMonitorTest() {
        super(SIMULATOR);
    }

    private static String manage() throws Exception {
        return j.createWebClient().goTo("manage").asNormalizedText();
    }

    private static String click(String button) throws Exception {
        try (JenkinsRule.WebClient browser = j.createWebClient()) {
            HtmlForm form = browser.goTo("manage").getFormByName(ConnectionMonitor.class.getName());
            HtmlPage next = j.submit(form, button);
            return next.asNormalizedText();
        }
    }

    @Test
    void aRefusedTokenIsToldUntilTheApiAcceptsIt() throws Exception {
        assertThat(manage(), not(containsString("the API refuses the token")));
        Setup.addCredentials("token", "revoked-token");

        j.buildAndAssertStatus(Result.FAILURE, Setup.job(j, READ));

        assertThat(
                manage(),
                allOf(
                        containsString("The Humanitec connection 'main': the API refuses the token in the credentials"
                                + " 'token' since 20"),
                        not(containsString("revoked-token"))));

        Setup.addCredentials("token", SimulatorProcess.TOKEN);

        assertThat(click("check"), not(containsString("the API refuses the token")));
    }

    /** Creates a token that expires, and stores it. */
    private static void storeToken(String credentialsId, OffsetDateTime expiry) throws Exception {
        HumanitecClient client = HumanitecClient.builder()
                .baseUri(URI.create(SIMULATOR.url()))
                .bearerToken(SimulatorProcess.TOKEN)
                .build();
        String user = client.api(UsersApi.class)
                .createServiceUser(
                        "acme", new ServiceUserCreate().name("Jenkins").role("administrator"))
                .getId();
        Setup.addCredentials(
                credentialsId,
                client.api(TokensApi.class)
                        .createToken(
                                user, new TokenCreate().id("ci").type("static").expiresAt(expiry))
                        .getToken());
    }

    @Test
    void aTokenThatExpiresSoonIsTold() throws Exception {
        OffsetDateTime soon = OffsetDateTime.now(ZoneOffset.UTC).plusDays(3);
        storeToken("token", soon);

        ConnectionHealth.get().checkAll();

        assertThat(
                manage(),
                containsString("The Humanitec connection 'main': the token in the credentials 'token' expires not later"
                        + " than " + soon.toLocalDate()));
    }

    /** The old token cannot be checked any longer. */
    @Test
    void aReplacedTokenHidesNothingAndIsForgotten() throws Exception {
        Setup.addCredentials("old", "revoked-token");
        connect("old");
        j.buildAndAssertStatus(Result.FAILURE, Setup.job(j, READ));
        storeToken("new", OffsetDateTime.now(ZoneOffset.UTC).plusDays(3));
        connect("new");
        ConnectionHealth.get().checkAll();

        assertThat(manage(), allOf(containsString("'old' since "), containsString("'new' expires ")));
        assertThat(click("check"), allOf(not(containsString("'old'")), containsString("'new' expires ")));
    }

    private static void connect(String credentialsId) {
        HumanitecGlobalConfiguration.get()
                .setConnections(List.of(Setup.connection("main", SIMULATOR.url(), credentialsId)));
    }

    /** The user waits for the result. */
    @Test
    void aCheckIsNotRepeated() throws Exception {
        SIMULATOR.fault(Answers.of("GET", "/current-user", 503, "{}"));

        click("check");

        assertThat(
                SIMULATOR.calls().stream().filter("GET /current-user"::equals).count(), is(1L));
        SIMULATOR.forgetFaults();
    }

    @Test
    void missingCredentialsAreTold() throws Exception {
        Setup.connect(SIMULATOR);
        com.cloudbees.plugins.credentials.SystemCredentialsProvider.getInstance()
                .getCredentials()
                .clear();

        ConnectionHealth.get().checkAll();

        assertThat(manage(), containsString("The Humanitec connection 'main' has no token: "));
    }

    @Test
    void requestsAreCounted() throws Exception {
        long before = requests();

        j.buildAndAssertSuccess(Setup.job(j, READ));

        assertThat(requests(), greaterThanOrEqualTo(before + 1));
        assertThat(gauge("humanitec.waiting"), is(0));
    }

    private static long requests() {
        return (Long) gauge("humanitec.requests");
    }

    private static Object gauge(String name) {
        return ((Gauge<?>) Metrics.metricRegistry().getMetrics().get(name)).getValue();
    }

    @Test
    void aSupportBundleHasTheConnectionsWithoutTheirTokens() throws Exception {
        j.buildAndAssertSuccess(Setup.job(j, READ));
        List<Content> contents = new ArrayList<>();
        ExtensionList.lookup(Component.class).get(HumanitecSupport.class).addContents(new Container() {
            @Override
            public void add(Content content) {
                contents.add(content);
            }
        });
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (Content content : contents) {
            content.writeTo(out);
        }

        String text = out.toString(StandardCharsets.UTF_8);
        assertThat(
                text,
                allOf(
                        containsString("Connection main"),
                        containsString("* Organization: acme"),
                        containsString("main, credentials token: "),
                        not(containsString(SimulatorProcess.TOKEN))));
    }
}
