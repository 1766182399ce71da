package io.jenkins.plugins.humanitec.webhook;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;

import hudson.model.FreeStyleProject;
import io.jenkins.plugins.humanitec.config.HumanitecGlobalConfiguration;
import io.jenkins.plugins.humanitec.session.WebhookStatus;
import io.jenkins.plugins.humanitec.testing.Answers;
import io.jenkins.plugins.humanitec.testing.Setup;
import io.jenkins.plugins.humanitec.trigger.HumanitecEventTrigger;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.logging.Level;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.jvnet.hudson.test.LogRecorder;

/** Tests what happens to webhooks if the connection is changed, and if requests fail. */
class MovedWebhooksTest extends RegisteringJenkins {

    private static long requests() throws Exception {
        return SIMULATOR.calls().stream()
                .filter(call -> call.contains("/webhooks"))
                .count();
    }

    @Test
    void aFailureIsRepeatedAfterAPauseOrWithOtherSettings() throws Exception {
        job();
        SIMULATOR.fault(Answers.of("GET", "/webhooks/", 403, "{}"));
        update();
        updateAfter(Duration.ofSeconds(29));
        assertThat(requests(), is(1L));

        updateAfter(Duration.ofSeconds(1));
        updateAfter(Duration.ofSeconds(59));
        assertThat(requests(), is(2L));

        saveAgain(SIMULATOR.url(), "acme");
        update();
        assertThat(requests(), is(3L));
        SIMULATOR.forgetFaults();
    }

    @Test
    void aFailedRemovalIsRepeatedAfterAPause() throws Exception {
        FreeStyleProject job = job();
        update();
        job.delete();
        failRemovals(1);
        updateUntilUnused();
        updateAfter(Duration.ofSeconds(29));
        webhook();

        updateAfter(Duration.ofSeconds(1));

        assertThat(webhooks(), empty());
    }

    /** The pauses are doubled, up to one hour. */
    @Test
    void jenkinsGivesUpAfterTenAttempts() throws Exception {
        FreeStyleProject job = job();
        update();
        job.delete();
        failRemovals(1000);
        updateUntilUnused();
        List<Integer> pauses = new ArrayList<>();
        int pause = 0;
        for (int halfMinutes = 1; halfMinutes <= 2 * 60 * 5; halfMinutes++) {
            long before = requests();
            updateAfter(Duration.ofSeconds(30));
            pause++;
            if (requests() > before) {
                pauses.add(pause);
                pause = 0;
            }
        }

        assertThat(pauses, is(List.of(1, 2, 4, 8, 16, 32, 64, 120, 120)));
        SIMULATOR.forgetFaults();
        restart();
        updateUntilUnused();
        webhook();
    }

    private static void failRemovals(int times) throws Exception {
        SIMULATOR.fault(Answers.of("DELETE", "/webhooks/", 403, "{}").element("times", times));
    }

    @Test
    void aRenamedConnectionHasANewWebhook() throws Exception {
        FreeStyleProject job = job();
        update();
        connection = Setup.connection(connection.getName() + "-new", SIMULATOR.url(), "token");
        connection.setRegisterWebhooks(true);
        HumanitecGlobalConfiguration.get().setConnections(List.of(connection));
        job.getTrigger(HumanitecEventTrigger.class).start(job, false);

        updateUntilUnused();

        assertThat(webhook().getString("url"), containsString("/" + connection.getName() + "/shop"));
    }

    @Test
    void theWebhooksOfARemovedConnectionAreRemoved() throws Exception {
        job();
        update();
        webhook();
        HumanitecGlobalConfiguration.get().setConnections(List.of());

        updateUntilUnused();

        assertThat(webhooks(), empty());
    }

    @Test
    void aWebhookIsRemovedFromTheOldOrganization() throws Exception {
        job();
        update();
        webhook();

        saveAgain(SIMULATOR.url(), "globex");
        update();

        assertThat(webhooks(), empty());
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aFailedRemovalFromTheOldOrganizationIsRepeated(boolean isRestarted) throws Exception {
        job();
        update();
        failRemovals(1);
        saveAgain(SIMULATOR.url(), "globex");
        update();
        webhook();
        assertThat(WebhookStatus.get().applications(connection.getName()), empty());
        if (isRestarted) {
            restart();
        }

        updateAfter(Duration.ofSeconds(30));

        assertThat(webhooks(), empty());
    }

    @Test
    void aWebhookStaysIfTheConnectionHasTheOldOrganizationAgain() throws Exception {
        job();
        update();
        failRemovals(1);
        saveAgain(SIMULATOR.url(), "globex");
        update();

        saveAgain(SIMULATOR.url(), "acme");
        update();
        updateAfter(Duration.ofSeconds(30));

        webhook();
        assertThat(WebhookStatus.get().applications(connection.getName()), is(Set.of("shop")));
    }

    /** The second address is that of the same simulator, so the webhook at the new address is removed with the old one. */
    /** Returns another URL of the same API. */
    private static String otherUrl() {
        String url = SIMULATOR.url();
        return url.contains("127.0.0.1")
                ? url.replace("127.0.0.1", "localhost")
                : url.replace("localhost", "127.0.0.1");
    }

    @Test
    void aSlashAtTheEndOfTheUrlIsNoOtherPlace() throws Exception {
        job();
        update();
        saveAgain(SIMULATOR.url() + "/", "acme");
        update();

        assertThat(
                SIMULATOR.calls().stream()
                        .filter(call -> call.startsWith("DELETE " + SHOP + "/webhooks"))
                        .toList(),
                is(List.of()));
    }

    @Test
    void aWebhookIsRegisteredAgainIfBothAddressesAreOfTheSameApi() throws Exception {
        job();
        update();
        failRemovals(1);
        saveAgain(otherUrl(), "acme");
        update();

        updateAfter(Duration.ofSeconds(30));

        assertThat(
                SIMULATOR.calls().stream()
                        .filter(call -> call.contains("/webhooks"))
                        .map(call -> call.split(" ")[0])
                        .toList(),
                is(List.of("GET", "POST", "DELETE", "GET", "DELETE", "GET", "POST")));
        webhook();
    }

    /** The second address is that of the same simulator. */
    @Test
    void aWebhookIsRemovedFromTheOldApiBeforeItIsRegistered() throws Exception {
        job();
        update();
        String id = webhook().getString("id");

        saveAgain(otherUrl(), "acme");
        update();

        assertThat(webhook().getString("id"), is(id));
        assertThat(
                SIMULATOR.calls().stream()
                        .filter(call -> call.equals("POST " + SHOP + "/webhooks")
                                || call.equals("DELETE " + SHOP + "/webhooks/" + id))
                        .map(call -> call.replace(SHOP, ""))
                        .toList(),
                is(List.of("POST /webhooks", "DELETE /webhooks/" + id, "POST /webhooks")));
    }

    @Test
    void theLogTellsWhereAWebhookStays() throws Exception {
        job();
        update();
        String id = webhook().getString("id");
        try (LogRecorder log = new LogRecorder()
                .record(WebhookRegistrations.class, Level.WARNING)
                .capture(10)) {
            Setup.addCredentials("token", "revoked-token");
            HumanitecGlobalConfiguration.get().setConnections(List.of());
            updateUntilUnused();
            update();

            assertThat(log.getMessages().size(), is(1));
            assertThat(
                    log.getMessages().get(0),
                    containsString("The webhook " + id + " of the application shop of the connection "
                            + connection.getName() + ", in the organization acme at " + SIMULATOR.url()
                            + " cannot be removed: "));
        }
    }

    /** It has neither the API nor the credentials. */
    @Test
    void theFileOfAnEarlierVersionIsRead() throws Exception {
        FreeStyleProject job = job();
        update();
        String id = webhook().getString("id");
        job.delete();
        Files.writeString(file(), """
                <?xml version='1.1' encoding='UTF-8'?>
                <list>
                  <io.jenkins.plugins.humanitec.webhook.RegisteredWebhook>
                    <connection>%s</connection>
                    <app>shop</app>
                    <id>%s</id>
                  </io.jenkins.plugins.humanitec.webhook.RegisteredWebhook>
                </list>
                """.formatted(connection.getName(), id));

        restart();
        updateUntilUnused();

        assertThat(webhooks(), empty());
    }
}
