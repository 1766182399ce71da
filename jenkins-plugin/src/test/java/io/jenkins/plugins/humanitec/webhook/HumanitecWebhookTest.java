package io.jenkins.plugins.humanitec.webhook;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import hudson.model.FreeStyleProject;
import hudson.model.Item;
import hudson.security.AuthorizationStrategy;
import io.jenkins.plugins.humanitec.config.HumanitecConnection;
import io.jenkins.plugins.humanitec.config.HumanitecGlobalConfiguration;
import io.jenkins.plugins.humanitec.session.SharedServices;
import io.jenkins.plugins.humanitec.testing.Setup;
import io.jenkins.plugins.humanitec.testing.SimulatorProcess;
import io.jenkins.plugins.humanitec.trigger.HumanitecEventTrigger;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.logging.Level;
import jenkins.model.Jenkins;
import net.sf.json.JSONArray;
import net.sf.json.JSONObject;
import org.awaitility.Awaitility;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.LogRecorder;
import org.jvnet.hudson.test.MockAuthorizationStrategy;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** Tests the address for webhooks, in a Jenkins that without an event would look again after an hour. */
@WithJenkins
class HumanitecWebhookTest {

    private static final String PAUSE = SharedServices.class.getName() + ".firstPause";
    private static final String LONGEST = SharedServices.class.getName() + ".longestPause";
    private static final String KEY = "webhook-key-0123456789";
    private static final String SHOP = "/orgs/acme/apps/shop";

    @RegisterExtension
    static final SimulatorProcess SIMULATOR = new SimulatorProcess("--settling", "PT10M");

    static {
        // Before Jenkins starts, which reads them once.
        System.setProperty(PAUSE, "3600000");
        System.setProperty(LONGEST, "3600000");
    }

    private static JenkinsRule j;

    @BeforeAll
    static void startJenkins(JenkinsRule rule) {
        j = rule;
    }

    @AfterAll
    static void clear() {
        System.clearProperty(PAUSE);
        System.clearProperty(LONGEST);
    }

    @BeforeEach
    void connect() throws Exception {
        Setup.connect(SIMULATOR);
        Setup.addCredentials("webhook-key", KEY);
        HumanitecConnection connection = Setup.connection("main", SIMULATOR.url(), "token");
        connection.setWebhookCredentialsId("webhook-key");
        HumanitecConnection without = Setup.connection("without", SIMULATOR.url(), "token");
        HumanitecGlobalConfiguration.get().setConnections(List.of(connection, without));
        j.jenkins.setSecurityRealm(j.createDummySecurityRealm());
        j.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                .grant(Jenkins.READ, Item.READ)
                .everywhere()
                .to("reader"));
    }

    @AfterEach
    void open() {
        j.jenkins.setAuthorizationStrategy(AuthorizationStrategy.UNSECURED);
    }

    private static void webhook(String event, String key) throws Exception {
        SIMULATOR.post(
                SHOP + "/webhooks",
                new JSONObject()
                        .element("id", "jenkins-" + event)
                        .element("url", j.getURL() + "humanitec-webhook/main/shop")
                        .element("headers", new JSONObject().element(HumanitecWebhook.KEY_HEADER, key))
                        .element("payload", new JSONObject())
                        .element(
                                "triggers",
                                JSONArray.fromObject(List.of(new JSONObject()
                                        .element("scope", "deployment")
                                        .element("type", event)))));
    }

    private static int send(String method, String path, String key) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(j.getURL() + path))
                .method(method, HttpRequest.BodyPublishers.ofString("{\"env_id\": \"production\"}"));
        if (key != null) {
            request.header(HumanitecWebhook.KEY_HEADER, key);
        }
        return HttpClient.newHttpClient()
                .send(request.build(), HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }

    private static long reads() throws Exception {
        return SIMULATOR.calls().stream()
                .filter(call -> call.startsWith("GET " + SHOP))
                .count();
    }

    /** Waits until the build makes no more requests, since its next one is far away. */
    private static long readsWithoutEvent() throws Exception {
        AtomicLong last = new AtomicLong(-1);
        Awaitility.await()
                .pollInterval(Duration.ofSeconds(2))
                .atMost(Duration.ofMinutes(2))
                .until(() -> {
                    long now = reads();
                    return now > 0 && last.getAndSet(now) == now;
                });
        return last.get();
    }

    /** Without a pipeline, the build waits for nothing but the deployment, whose end is an event. */
    @Test
    void anEventLetsAWaitingBuildGoOn() throws Exception {
        SIMULATOR.withoutPipelines();
        webhook("finished", KEY);
        WorkflowRun run = Setup.job(j, """
                        withHumanitec(connection: 'main', app: 'shop', env: 'development') {
                          humanitecDeploy images: [backend: 'registry.example.com/backend:2']
                        }
                        """).scheduleBuild2(0).waitForStart();
        j.waitForMessage(" has started", run);
        long before = readsWithoutEvent();

        SIMULATOR.forward("PT20M");

        Awaitility.await().atMost(60, TimeUnit.SECONDS).until(() -> !run.isBuilding());
        j.assertBuildStatusSuccess(run);
        assertThat(reads(), is(before + 1));
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "POST, humanitec-webhook/main/shop, webhook-key-0123456789, 202",
                "POST, humanitec-webhook/main/nothing, webhook-key-0123456789, 202",
                "POST, humanitec-webhook/main/NO%20ID, webhook-key-0123456789, 403",
                "POST, humanitec-webhook/main/shop, webhook-key-012345678, 403",
                "POST, humanitec-webhook/main/shop, -, 403",
                "POST, humanitec-webhook/without/shop, webhook-key-0123456789, 403",
                "POST, humanitec-webhook/nowhere/shop, webhook-key-0123456789, 403",
                "GET, humanitec-webhook/main/shop, webhook-key-0123456789, 403",
                "POST, humanitec-webhook/main, webhook-key-0123456789, 403",
                "POST, humanitec-webhook/main/shop/more, webhook-key-0123456789, 403",
            })
    void onlyARequestWithTheKeyOfTheConnectionIsAnEvent(String method, String path, String key, int status)
            throws Exception {
        assertThat(send(method, path, key), is(status));
    }

    @Test
    void aKeyThatIsGoneOpensNothingAndIsLoggedOnce() throws Exception {
        HumanitecConnection connection =
                HumanitecGlobalConfiguration.get().getConnections().get(0);
        try (LogRecorder log =
                new LogRecorder().record(WebhookSecret.class, Level.WARNING).capture(100)) {
            connection.setWebhookCredentialsId("removed");
            assertThat(send("POST", "humanitec-webhook/main/shop", ""), is(403));
            assertThat(send("POST", "humanitec-webhook/main/shop", KEY), is(403));
            assertThat(log.getMessages().toString(), log.getMessages().size(), is(1));
            assertThat(log.getRecords().get(0).getThrown(), nullValue());

            connection.setWebhookCredentialsId("webhook-key");
            assertThat(send("POST", "humanitec-webhook/main/shop", KEY), is(202));
            connection.setWebhookCredentialsId("removed");
            assertThat(send("POST", "humanitec-webhook/main/shop", KEY), is(403));
            assertThat(log.getMessages().size(), is(2));
        }
    }

    /** Also without the header that tells the length. */
    @Test
    void aLargeBodyIsRefused() throws Exception {
        byte[] large = new byte[64 * 1024 + 1];
        byte[] allowed = new byte[64 * 1024];

        assertThat(send(HttpRequest.BodyPublishers.ofByteArray(allowed)), is(202));
        assertThat(send(HttpRequest.BodyPublishers.ofByteArray(large)), is(403));
        assertThat(send(HttpRequest.BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(large))), is(403));
    }

    private static int send(HttpRequest.BodyPublisher body) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(j.getURL() + "humanitec-webhook/main/shop"))
                .header(HumanitecWebhook.KEY_HEADER, KEY)
                .POST(body)
                .build();
        return HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }

    /** Whatever is wrong, the answer is the same to the last byte, apart from its time. */
    @Test
    void aRefusalTellsNothing() throws Exception {
        List<String> answers = new ArrayList<>();
        for (String path : List.of("main/shop", "without/shop", "nowhere/shop", "main", "main/NO%20ID", "")) {
            HttpResponse<String> answer = HttpClient.newHttpClient()
                    .send(
                            HttpRequest.newBuilder(URI.create(j.getURL() + "humanitec-webhook/" + path))
                                    .header(HumanitecWebhook.KEY_HEADER, "guess")
                                    .POST(HttpRequest.BodyPublishers.ofString("{}"))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString());
            answers.add(
                    answer.statusCode() + answer.body() + answer.headers().map().keySet());
        }
        assertThat(Set.copyOf(answers).toString(), Set.copyOf(answers).size(), is(1));
        assertThat(answers.get(0), startsWith("403["));
    }

    /** The limit is for a minute, so another application is not concerned. */
    @Test
    void tooManyEventsAreRefused() throws Exception {
        int accepted = 0;
        while (send("POST", "humanitec-webhook/main/blog", KEY) == 202) {
            accepted++;
        }

        assertThat(accepted, is(120));
        assertThat(send("POST", "humanitec-webhook/main/blog", KEY), is(429));
        assertThat(send("POST", "humanitec-webhook/main/shop", KEY), is(202));
    }

    @Test
    void refusedRequestsStopNoEvents() throws Exception {
        for (int i = 0; i < 121; i++) {
            assertThat(send("POST", "humanitec-webhook/main/stall", "guess"), is(403));
        }

        assertThat(send("POST", "humanitec-webhook/main/stall", KEY), is(202));
    }

    /** A trigger looks up the events, and finds nothing. The deployment shows that it finds what there is. */
    @Test
    void anEventChangesNothingByItself() throws Exception {
        SIMULATOR.withoutPipelines();
        FreeStyleProject job = j.createFreeStyleProject();
        HumanitecEventTrigger trigger = new HumanitecEventTrigger();
        trigger.setApp("shop");
        trigger.setEvents(List.of("deploymentSucceeded"));
        trigger.setPollInterval(3600);
        job.addTrigger(trigger);
        trigger.start(job, true);
        Awaitility.await().atMost(60, TimeUnit.SECONDS).until(() -> reads() > 0);
        long before = reads();

        for (int i = 0; i < 20; i++) {
            assertThat(send("POST", "humanitec-webhook/main/shop", KEY), is(202));
        }
        Awaitility.await().atMost(60, TimeUnit.SECONDS).until(() -> reads() > before);
        SIMULATOR.deployAgain("production");
        SIMULATOR.forward("PT20M");
        assertThat(send("POST", "humanitec-webhook/main/shop", KEY), is(202));

        Awaitility.await().atMost(60, TimeUnit.SECONDS).until(() -> job.getBuildByNumber(1) != null);
        j.waitUntilNoActivity();
        assertThat(job.getNextBuildNumber(), is(2));
        job.delete();
    }
}
