package io.jenkins.plugins.humanitec.webhook;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import hudson.model.FreeStyleProject;
import hudson.util.FormValidation;
import io.jenkins.plugins.humanitec.config.HumanitecConnection;
import io.jenkins.plugins.humanitec.config.HumanitecGlobalConfiguration;
import io.jenkins.plugins.humanitec.forms.ConnectionDescriptor;
import io.jenkins.plugins.humanitec.testing.Setup;
import io.jenkins.plugins.humanitec.testing.SharedJenkins;
import io.jenkins.plugins.humanitec.testing.SimulatorProcess;
import io.jenkins.plugins.humanitec.trigger.EventWatches;
import io.jenkins.plugins.humanitec.trigger.HumanitecEventTrigger;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import jenkins.model.JenkinsLocationConfiguration;
import net.sf.json.JSONArray;
import net.sf.json.JSONObject;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The base of tests of webhooks that Jenkins registers itself. The triggers poll once an hour. */
abstract class RegisteringJenkins extends SharedJenkins {

    private static final String PERIOD = EventWatches.class.getName() + ".period";
    private static final String UPDATE = WebhookRegistrations.class.getName() + ".period";
    static final String SHOP = "/orgs/acme/apps/shop";
    private static final AtomicInteger CONNECTIONS = new AtomicInteger();

    @RegisterExtension
    static final SimulatorProcess SIMULATOR = new SimulatorProcess("--settling", "PT10M");

    /** Jenkins reads the periods once, when it starts. The tests themselves say when to update. */
    @RegisterExtension
    static final BeforeAllCallback PERIODS = context -> {
        System.setProperty(PERIOD, "200");
        System.setProperty(UPDATE, "36000000");
    };

    HumanitecConnection connection;
    private Instant now = Instant.now();
    private WebhookRegistrations registrations;

    RegisteringJenkins() {
        super(SIMULATOR);
    }

    @AfterAll
    static void clear() {
        System.clearProperty(PERIOD);
        System.clearProperty(UPDATE);
    }

    @BeforeEach
    void connect() throws Exception {
        Files.deleteIfExists(file());
        restart();
        connection = Setup.connection("w" + CONNECTIONS.incrementAndGet(), SIMULATOR.url(), "token");
        connection.setRegisterWebhooks(true);
        HumanitecGlobalConfiguration.get().setConnections(List.of(connection));
        SIMULATOR.withoutPipelines();
        JenkinsLocationConfiguration.get().setUrl(j.getURL().toString());
    }

    FreeStyleProject job() throws Exception {
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

    static void await(Callable<Boolean> condition) {
        Awaitility.await().atMost(90, TimeUnit.SECONDS).until(condition);
    }

    static Path file() {
        return new File(j.jenkins.getRootDir(), WebhookRegistrations.class.getName() + ".xml").toPath();
    }

    void update() throws Exception {
        registrations.update();
    }

    void updateAfter(Duration time) throws Exception {
        now = now.plus(time);
        update();
    }

    /** Updates twice, with the ten minutes in between for which an unused webhook stays. */
    void updateUntilUnused() throws Exception {
        update();
        updateAfter(Duration.ofMinutes(10));
    }

    /** Forgets what is not stored. */
    void restart() {
        registrations = new WebhookRegistrations(() -> now);
    }

    static JSONArray webhooks() throws Exception {
        return SIMULATOR.list(SHOP + "/webhooks");
    }

    static JSONObject webhook() throws Exception {
        assertThat(webhooks().size(), is(1));
        return webhooks().getJSONObject(0);
    }

    FormValidation status() {
        return ((ConnectionDescriptor) connection.getDescriptor())
                .doCheckRegisterWebhooks(connection.isRegisterWebhooks(), connection.getName());
    }

    /** Replaces the connection by another one with the same name, as the form does. */
    void saveAgain(String url, String organization) {
        HumanitecConnection saved = new HumanitecConnection(connection.getName(), organization);
        saved.setApiUrl(url);
        saved.setCredentialsId("token");
        saved.setRegisterWebhooks(true);
        connection = saved;
        HumanitecGlobalConfiguration.get().setConnections(List.of(saved));
    }
}
