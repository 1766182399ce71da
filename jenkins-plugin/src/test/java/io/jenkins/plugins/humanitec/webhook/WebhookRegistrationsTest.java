package io.jenkins.plugins.humanitec.webhook;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;

import hudson.ExtensionList;
import hudson.model.FreeStyleProject;
import hudson.util.FormValidation;
import io.jenkins.plugins.humanitec.session.WebhookStatus;
import io.jenkins.plugins.humanitec.testing.Answers;
import io.jenkins.plugins.humanitec.trigger.HumanitecEventTrigger;
import java.io.File;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import jenkins.model.JenkinsLocationConfiguration;
import org.htmlunit.html.HtmlPage;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;

/** Tests webhooks that Jenkins registers itself. The triggers poll once an hour, so only webhooks start jobs. */
class WebhookRegistrationsTest extends RegisteringJenkins {

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
        updateUntilUnused();

        assertThat(webhooks(), empty());
        assertThat(WebhookStatus.get().applications(connection.getName()).contains("blog"), is(false));
    }

    @Test
    void aWebhookIsRemovedAfterARestart() throws Exception {
        FreeStyleProject job = job();
        update();
        webhook();

        job.delete();
        restart();
        updateUntilUnused();

        assertThat(webhooks(), empty());
    }

    @Test
    void aWebhookIsRemovedIfTheConnectionDoesNotPermitIt() throws Exception {
        job();
        update();
        webhook();

        connection.setRegisterWebhooks(false);
        updateUntilUnused();

        assertThat(webhooks(), empty());
    }

    /** Jenkins stops and starts triggers whenever a job is saved. */
    @Test
    void aWebhookStaysForTenMinutes() throws Exception {
        FreeStyleProject job = job();
        update();
        job.getTrigger(HumanitecEventTrigger.class).stop();
        update();
        updateAfter(Duration.ofMinutes(9));
        assertThat(webhooks().size(), is(1));

        updateAfter(Duration.ofMinutes(1));

        assertThat(webhooks(), empty());
    }

    @Test
    void jenkinsUpdatesWebhooksByItself() throws Exception {
        job();

        ExtensionList.lookupSingleton(WebhookRegistrations.class).run();

        await(() -> webhooks().size() == 1);
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
        assertThat(
                WebhookStatus.get().problem(connection.getName()).toString(Locale.GERMAN),
                startsWith("Der Webhook der Anwendung shop kann mit der Verbindung "));
        SIMULATOR.forgetFaults();
        saveAgain(connection.getApiUrl(), "acme");
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
            await(() -> {
                browser.waitForBackgroundJavaScript(1000);
                return page.asNormalizedText().contains("Webhooks are registered for: blog, shop.");
            });
        }
    }
}
