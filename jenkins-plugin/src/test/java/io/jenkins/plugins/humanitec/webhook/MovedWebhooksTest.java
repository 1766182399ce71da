package io.jenkins.plugins.humanitec.webhook;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;

import hudson.model.FreeStyleProject;
import io.jenkins.plugins.humanitec.config.HumanitecGlobalConfiguration;
import io.jenkins.plugins.humanitec.testing.Answers;
import io.jenkins.plugins.humanitec.testing.Setup;
import io.jenkins.plugins.humanitec.trigger.HumanitecEventTrigger;
import java.io.File;
import java.nio.file.Files;
import java.util.List;
import java.util.logging.Level;
import org.junit.jupiter.api.Test;
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
        update();
        assertThat(requests(), is(1L));

        saveAgain(SIMULATOR.url(), "acme");
        update();

        assertThat(requests(), is(2L));
    }

    @Test
    void aFailedRemovalIsRepeatedAfterAPause() throws Exception {
        FreeStyleProject job = job();
        update();
        job.delete();
        SIMULATOR.fault(Answers.of("DELETE", "/webhooks/", 403, "{}"));
        update();
        long before = requests();

        update();

        assertThat(requests(), is(before));
        SIMULATOR.forgetFaults();
    }

    @Test
    void aRenamedConnectionHasANewWebhook() throws Exception {
        FreeStyleProject job = job();
        update();
        connection = Setup.connection(connection.getName() + "-new", SIMULATOR.url(), "token");
        connection.setRegisterWebhooks(true);
        HumanitecGlobalConfiguration.get().setConnections(List.of(connection));
        job.getTrigger(HumanitecEventTrigger.class).start(job, false);

        update();

        assertThat(webhook().getString("url"), containsString("/" + connection.getName() + "/shop"));
    }

    @Test
    void theWebhooksOfARemovedConnectionAreRemoved() throws Exception {
        job();
        update();
        webhook();
        HumanitecGlobalConfiguration.get().setConnections(List.of());

        update();

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

    /** The second address is that of the same simulator. */
    @Test
    void aWebhookIsRemovedFromTheOldApiBeforeItIsRegistered() throws Exception {
        job();
        update();
        String id = webhook().getString("id");

        saveAgain(SIMULATOR.url() + "/", "acme");
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
            update();
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
        Files.writeString(
                new File(j.jenkins.getRootDir(), WebhookRegistrations.class.getName() + ".xml").toPath(),
                """
                <?xml version='1.1' encoding='UTF-8'?>
                <list>
                  <io.jenkins.plugins.humanitec.webhook.RegisteredWebhook>
                    <connection>%s</connection>
                    <app>shop</app>
                    <id>%s</id>
                  </io.jenkins.plugins.humanitec.webhook.RegisteredWebhook>
                </list>
                """.formatted(connection.getName(), id));

        new WebhookRegistrations().update();

        assertThat(webhooks(), empty());
    }
}
