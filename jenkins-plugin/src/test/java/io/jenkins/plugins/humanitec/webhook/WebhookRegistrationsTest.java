package io.jenkins.plugins.humanitec.webhook;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import hudson.model.FreeStyleProject;
import hudson.util.FormValidation;
import io.jenkins.plugins.humanitec.config.HumanitecConnection;
import io.jenkins.plugins.humanitec.config.HumanitecGlobalConfiguration;
import io.jenkins.plugins.humanitec.forms.ConnectionDescriptor;
import io.jenkins.plugins.humanitec.session.WebhookStatus;
import io.jenkins.plugins.humanitec.testing.Answers;
import io.jenkins.plugins.humanitec.testing.Setup;
import io.jenkins.plugins.humanitec.testing.SharedJenkins;
import io.jenkins.plugins.humanitec.testing.SimulatorProcess;
import io.jenkins.plugins.humanitec.trigger.EventWatches;
import io.jenkins.plugins.humanitec.trigger.HumanitecEventTrigger;
import java.io.File;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import jenkins.model.JenkinsLocationConfiguration;
import net.sf.json.JSONArray;
import net.sf.json.JSONObject;
import org.awaitility.Awaitility;
import org.htmlunit.html.HtmlPage;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.jvnet.hudson.test.JenkinsRule;

/** Tests webhooks that Jenkins registers itself. The triggers poll once an hour, so only webhooks start jobs. */
class WebhookRegistrationsTest extends SharedJenkins {

    private static final String PERIOD = EventWatches.class.getName() + ".period";
    private static final String UPDATE = WebhookRegistrations.class.getName() + ".period";
    private static final String KEPT = WebhookRegistrations.class.getName() + ".keptUnused";
    private static final String SHOP = "/orgs/acme/apps/shop";
    private static final AtomicInteger CONNECTIONS = new AtomicInteger();

    @RegisterExtension
    static final SimulatorProcess SIMULATOR = new SimulatorProcess("--settling", "PT10M");

    static {
        // Before Jenkins starts, which reads the periods once. The tests themselves say when to update.
        System.setProperty(PERIOD, "200");
        System.setProperty(UPDATE, "36000000");
        System.setProperty(KEPT, "0");
    }

    private HumanitecConnection connection;

    WebhookRegistrationsTest() {
        super(SIMULATOR);
    }

    @AfterAll
    static void clear() {
        System.clearProperty(PERIOD);
        System.clearProperty(UPDATE);
        System.clearProperty(KEPT);
    }

    @BeforeEach
    void connect() throws Exception {
        connection = Setup.connection("w" + CONNECTIONS.incrementAndGet(), SIMULATOR.url(), "token");
        connection.setRegisterWebhooks(true);
        HumanitecGlobalConfiguration.get().setConnections(List.of(connection));
        SIMULATOR.withoutPipelines();
        JenkinsLocationConfiguration.get().setUrl(j.getURL().toString());
    }

    private FreeStyleProject job() throws Exception {
        FreeStyleProject job = j.createFreeStyleProject();
        job.setQuietPeriod(0);
        HumanitecEventTrigger trigger = new HumanitecEventTrigger();
        trigger.setApp("shop");
        trigger.setEnv("development");
        trigger.setEvents(List.of("deploymentSucceeded"));
        trigger.setPollInterval(3600);
        job.addTrigger(trigger);
        trigger.start(job, true);
        await(() -> SIMULATOR.calls().contains("GET " + SHOP + "/envs"));
        return job;
    }

    private static void await(Callable<Boolean> condition) {
        Awaitility.await().atMost(90, TimeUnit.SECONDS).until(condition);
    }

    private static void update() throws Exception {
        WebhookRegistrations.get().update();
    }

    private static JSONArray webhooks() throws Exception {
        return SIMULATOR.list(SHOP + "/webhooks");
    }

    private static JSONObject webhook() throws Exception {
        assertThat(webhooks().size(), is(1));
        return webhooks().getJSONObject(0);
    }

    private static String secret() throws Exception {
        return webhook().getJSONObject("headers").getString(HumanitecWebhook.KEY_HEADER);
    }

    private int send(String app, String secret, String body) throws Exception {
        URI address = URI.create(j.getURL() + "humanitec-webhook/" + connection.getName() + "/" + app);
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(address)
                                .header(HumanitecWebhook.KEY_HEADER, secret)
                                .POST(HttpRequest.BodyPublishers.ofString(body))
                                .build(),
                        HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }

    private FormValidation status() {
        return ((ConnectionDescriptor) connection.getDescriptor())
                .doCheckRegisterWebhooks(connection.isRegisterWebhooks(), connection.getName());
    }

    @Test
    void anEventStartsAJobAtOnce() throws Exception {
        FreeStyleProject job = job();
        update();
        assertThat(webhook().getString("id"), containsString("jenkins-"));
        assertThat(webhook().getString("url"), is(j.getURL() + "humanitec-webhook/" + connection.getName() + "/shop"));
        assertThat(status().getMessage(), containsString("Webhooks are registered for: shop. No event has arrived"));

        SIMULATOR.deployAgain("development");
        SIMULATOR.forward("PT20M");

        await(() -> job.getBuildByNumber(1) != null);
        assertThat(status().getMessage(), containsString("The last event arrived "));
    }

    @Test
    void falseAndRepeatedEventsStartNothing() throws Exception {
        FreeStyleProject job = job();
        update();
        String secret = secret();
        SIMULATOR.deployAgain("development");
        SIMULATOR.forward("PT20M");
        await(() -> job.getBuildByNumber(1) != null);
        String id = SIMULATOR
                .get(SHOP + "/envs/development")
                .getJSONObject("last_deploy")
                .getString("id");
        long before = lookups();

        for (String deployment : List.of(id, id, "ffffffffffffffff")) {
            String body = "{\"env_id\": \"development\", \"deploy_id\": \"" + deployment
                    + "\", \"scope\": \"deployment\", \"type\": \"finished\", \"status\": \"succeeded\"}";
            assertThat(send("shop", secret, body), is(202));
        }
        assertThat(send("shop", secret, "no JSON"), is(202));
        await(() -> lookups() > before);
        SIMULATOR.deployAgain("development");
        SIMULATOR.forward("PT20M");

        await(() -> job.getBuildByNumber(2) != null);
        assertThat(job.getNextBuildNumber(), is(3));
    }

    private static long lookups() throws Exception {
        return SIMULATOR.calls().stream()
                .filter(call -> call.startsWith("GET " + SHOP + "/envs"))
                .count();
    }

    @Test
    void aSecretIsForOneApplicationAndConnection() throws Exception {
        job();
        update();
        String secret = secret();

        assertThat(send("shop", secret, "{}"), is(202));
        assertThat(send("blog", secret, "{}"), is(403));
        assertThat(send("shop", secret + "0", "{}"), is(403));
        connection.setRegisterWebhooks(false);
        assertThat(send("shop", secret, "{}"), is(403));
        for (File file : j.jenkins.getRootDir().listFiles(File::isFile)) {
            assertThat(
                    file.getName(),
                    Files.readString(file.toPath(), StandardCharsets.ISO_8859_1),
                    not(containsString(secret)));
        }
    }

    @Test
    void aWebhookFollowsTheUrlAndIsRemoved() throws Exception {
        FreeStyleProject job = job();
        update();
        JenkinsLocationConfiguration.get().setUrl("https://jenkins.example.com/ci/");
        update();
        assertThat(
                webhook().getString("url"),
                is("jenkins.example.com/ci/humanitec-webhook/" + connection.getName() + "/shop"));
        assertThat(status().kind, is(FormValidation.Kind.OK));

        job.delete();
        update();

        assertThat(webhooks(), empty());
        assertThat(WebhookStatus.get().applications(connection.getName()).contains("blog"), is(false));
    }

    /** Another instance knows only what is stored. */
    @Test
    void aWebhookIsRemovedAfterARestart() throws Exception {
        FreeStyleProject job = job();
        update();
        webhook();

        job.delete();
        new WebhookRegistrations().update();

        assertThat(webhooks(), empty());
    }

    @Test
    void aWebhookIsRemovedIfTheConnectionDoesNotPermitIt() throws Exception {
        job();
        update();
        webhook();

        connection.setRegisterWebhooks(false);
        update();

        assertThat(webhooks(), empty());
    }

    @Test
    void nothingIsRegisteredWithoutPermissionOrNeed() throws Exception {
        update();
        assertThat(webhooks(), empty());
        connection.setRegisterWebhooks(false);
        job();
        update();

        assertThat(webhooks(), empty());
        assertThat(status().getMessage() == null, is(true));
    }

    @Test
    void aProblemIsShown() throws Exception {
        job();
        SIMULATOR.fault(
                Answers.of("GET", "/webhooks/", 403, "{\"error\": \"API-403\", \"message\": \"Not permitted.\"}"));
        update();

        assertThat(status().kind, is(FormValidation.Kind.WARNING));
        assertThat(
                status().getMessage(),
                containsString("The webhook of the application shop cannot be registered with the connection "));
        SIMULATOR.forgetFaults();
        update();
        assertThat(webhooks().size(), is(1));
        assertThat(status().getMessage(), containsString("Humanitec sends events only to https addresses."));
    }

    @Test
    void aMissingUrlIsShown() {
        JenkinsLocationConfiguration.get().setUrl(null);

        assertThat(status().getMessage(), containsString("Set the Jenkins URL"));
    }

    @Test
    void theFormShowsTheState() throws Exception {
        WebhookStatus.get().registered(connection.getName(), Set.of("blog", "shop"), null);
        try (JenkinsRule.WebClient browser = j.createWebClient()) {
            HtmlPage page = browser.goTo("configure");
            browser.waitForBackgroundJavaScript(10_000);

            assertThat(page.asNormalizedText(), containsString("Webhooks are registered for: blog, shop."));
        }
    }
}
