package io.jenkins.plugins.humanitec.security;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.oneOf;

import com.cloudbees.hudson.plugins.folder.Folder;
import hudson.ExtensionList;
import hudson.model.Descriptor;
import hudson.model.Item;
import io.jenkins.plugins.humanitec.config.HumanitecConnection;
import io.jenkins.plugins.humanitec.config.HumanitecFolderProperty;
import io.jenkins.plugins.humanitec.config.HumanitecGlobalConfiguration;
import io.jenkins.plugins.humanitec.forms.Completions;
import io.jenkins.plugins.humanitec.health.ConnectionMonitor;
import io.jenkins.plugins.humanitec.session.WebhookStatus;
import io.jenkins.plugins.humanitec.steps.deployments.DeployStep;
import io.jenkins.plugins.humanitec.testing.Setup;
import io.jenkins.plugins.humanitec.testing.SimulatorProcess;
import java.io.IOException;
import java.lang.reflect.Method;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import jenkins.model.Jenkins;
import org.awaitility.Awaitility;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockAuthorizationStrategy;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** Tests that web methods return information only to users with the required permissions. */
@WithJenkins
class WebMethodsTest {

    private static final String PACKAGE = "io.jenkins.plugins.humanitec.";

    /** A connection, credentials, an application and a user that responses could disclose. */
    private static final List<String> TELLING =
            List.of("guarded-connection", "guarded-credentials", "prototype", "Alice");

    @RegisterExtension
    static final SimulatorProcess SIMULATOR = new SimulatorProcess();

    private final HttpClient http = HttpClient.newHttpClient();
    private JenkinsRule j;
    private WorkflowJob job;

    @BeforeEach
    void setUp(JenkinsRule rule) throws Exception {
        j = rule;
        job = j.createProject(WorkflowJob.class);
        Setup.addCredentials("guarded-credentials", SimulatorProcess.TOKEN);
        HumanitecGlobalConfiguration.get()
                .setConnections(
                        List.of(Setup.connection("guarded-connection", SIMULATOR.url(), "guarded-credentials")));
        ExtensionList.lookupSingleton(Completions.class).forget();
        j.jenkins.setCrumbIssuer(null);
        j.jenkins.setSecurityRealm(j.createDummySecurityRealm());
        j.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                .grant(Jenkins.READ)
                .everywhere()
                .toEveryone()
                .grant(Item.READ)
                .everywhere()
                .to("reader")
                .grant(Item.READ, Item.CONFIGURE)
                .everywhere()
                .to("configurer")
                .grant(Jenkins.ADMINISTER)
                .everywhere()
                .to("administrator"));
    }

    /** Returns all web methods of all descriptors of the plugin, in a job, in a folder or at the top level. */
    private List<String> methods(String place) {
        return j.jenkins.getExtensionList(Descriptor.class).stream()
                .filter(descriptor -> descriptor.getClass().getName().startsWith(PACKAGE))
                .flatMap(descriptor -> Arrays.stream(descriptor.getClass().getMethods())
                        .filter(WebMethodsTest::isOurs)
                        .map(method -> place + "descriptorByName/" + descriptor.clazz.getName() + "/"
                                + method.getName().substring(2, 3).toLowerCase(Locale.ROOT)
                                + method.getName().substring(3)))
                .distinct()
                .toList();
    }

    private static boolean isOurs(Method method) {
        return method.getName().matches("do[A-Z].*")
                && method.getDeclaringClass().getName().startsWith(PACKAGE);
    }

    private String ask(String user, String httpMethod, String url) throws IOException, InterruptedException {
        return send(user, httpMethod, url).body();
    }

    private int status(String user, String httpMethod, String url) throws IOException, InterruptedException {
        return send(user, httpMethod, url).statusCode();
    }

    private HttpResponse<String> send(String user, String httpMethod, String url)
            throws IOException, InterruptedException {
        String form = "app=shop&env=development&value=shop&name=any&organization=acme&tokenKind=BEARER"
                // Lists return the current selection to every user, so the form contains none.
                + (url.endsWith("/testConnection")
                        ? "&credentialsId=guarded-credentials&apiUrl=" + SIMULATOR.url()
                        : "");
        boolean isGet = httpMethod.equals("GET");
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create(j.getURL() + url + (isGet ? (url.contains("?") ? "&" : "?") + form : "")))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .method(
                        httpMethod,
                        isGet ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(form));
        if (user != null) {
            String credentials = user + ":" + user;
            request.header(
                    "Authorization",
                    "Basic " + Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8)));
        }
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    /** Returns the methods whose responses disclose information. */
    private List<String> telling(String user, String httpMethod, List<String> urls) throws Exception {
        List<String> telling = new ArrayList<>();
        for (String url : urls) {
            String answer = ask(user, httpMethod, url);
            if (TELLING.stream().anyMatch(answer::contains)) {
                telling.add(url + ": " + answer);
            }
        }
        return telling;
    }

    @Test
    void whoMayNotConfigureLearnsNothing() throws Exception {
        String folder = j.createProject(Folder.class).getUrl();
        List<String> urls = Stream.of("", job.getUrl(), folder)
                .flatMap(place -> methods(place).stream())
                .toList();
        assertThat(urls.size(), greaterThan(300));

        assertThat(telling(null, "POST", urls), empty());
        assertThat(telling("reader", "POST", urls), empty());
        assertThat("a link must not be enough", telling("administrator", "GET", urls), empty());
        assertThat(SIMULATOR.calls(), empty());
    }

    @Test
    void whoMayConfigureAJobLearnsWhatConcernsJobs() throws Exception {
        assertThat(telling("configurer", "POST", methods("")), empty());
        List<String> ofConnections = methods(job.getUrl()).stream()
                .filter(url -> url.contains(HumanitecConnection.class.getName() + "/"))
                .toList();
        assertThat(ofConnections.size(), greaterThan(3));
        assertThat(telling("configurer", "POST", ofConnections), empty());
        assertThat(SIMULATOR.calls(), empty());

        String step = job.getUrl() + "descriptorByName/" + DeployStep.class.getName() + "/";
        assertThat(ask("configurer", "POST", step + "fillConnectionItems"), containsString("guarded-connection"));
        assertThat(ask("configurer", "POST", step + "fillCredentialsIdItems"), containsString("guarded-credentials"));
        assertThat(ask("configurer", "POST", step + "fillAppItems"), containsString("prototype"));
    }

    @Test
    void anAdministratorLearnsAll() throws Exception {
        String connection = "descriptorByName/" + HumanitecConnection.class.getName() + "/";

        assertThat(
                ask("administrator", "POST", connection + "fillCredentialsIdItems"),
                containsString("guarded-credentials"));
        assertThat(ask("administrator", "POST", connection + "testConnection"), containsString("Alice"));
        assertThat(SIMULATOR.calls().isEmpty(), is(false));
    }

    @Test
    void onlyAnAdministratorChecksTokens() throws Exception {
        String act = "administrativeMonitor/" + ConnectionMonitor.class.getName() + "/act?check=check";

        ask(null, "POST", act);
        ask("configurer", "POST", act);
        ask("administrator", "GET", act.replace("?check=check", ""));
        assertThat(SIMULATOR.calls(), empty());

        ask("administrator", "POST", act);
        assertThat(SIMULATOR.calls(), hasItem("GET /current-user"));
    }

    @Test
    void onlyAnAdministratorLearnsOfWebhooks() throws Exception {
        WebhookStatus.get().registered("any", Set.of("prototype"), null);
        String url = "descriptorByName/" + HumanitecConnection.class.getName()
                + "/checkRegisterWebhooks?value=true&name=any&";

        for (String user : Arrays.asList(null, "reader", "configurer")) {
            assertThat(telling(user, "POST", List.of(url, job.getUrl() + url)), empty());
        }
        assertThat(telling("administrator", "GET", List.of(url)), empty());
        assertThat(ask("administrator", "POST", url), containsString("prototype"));
    }

    @Test
    void theOverviewIsOnlyForReaders() throws Exception {
        Folder folder = j.createProject(Folder.class);
        folder.addProperty(new HumanitecFolderProperty());
        String inFolder = folder.getUrl() + "humanitec/table";

        assertThat(telling(null, "GET", List.of(inFolder, folder.getUrl() + "humanitec/")), empty());
        assertThat(SIMULATOR.calls(), empty());
        assertThat(seen("reader", inFolder), containsString("prototype"));
        assertThat("reading at the top is enough", seen(null, "humanitec/table"), containsString("prototype"));

        j.jenkins.setAuthorizationStrategy(
                new MockAuthorizationStrategy().grant(Jenkins.READ).everywhere().to("reader"));
        assertThat(
                telling(
                        null,
                        "GET",
                        List.of("humanitec/", "humanitec/table", "humanitec/history", "humanitec/deployments")),
                empty());
        assertThat(telling("reader", "GET", List.of(inFolder)), empty());
    }

    @Test
    void theDeploymentsOfAJobAreOnlyForItsReaders() throws Exception {
        job.setDefinition(new CpsFlowDefinition("humanitecDeploy app: 'shop', env: 'development', again: true", true));
        j.buildAndAssertSuccess(job);
        int before = SIMULATOR.calls().size();
        String deployments = job.getUrl() + "humanitec/deployments";
        String build = job.getUrl() + "1/humanitec/";

        assertThat(status(null, "GET", job.getUrl() + "humanitec/build"), is(404));
        assertThat(status("reader", "GET", job.getUrl() + "humanitec/build"), is(403));
        assertThat(status("administrator", "GET", job.getUrl() + "humanitec/build"), is(200));
        for (String url : List.of(deployments, build + "refresh")) {
            assertThat(url, ask(null, "GET", url), not(containsString("shop/development")));
        }
        assertThat(SIMULATOR.calls().size(), is(before));
        assertThat(ask("reader", "GET", build + "refresh"), containsString("shop/development"));
        assertThat(ask("reader", "GET", deployments), containsString("shop/development"));
    }

    @Test
    void onlyWhoMayAnswersApprovalsAndStartsBuilds() throws Exception {
        job.setDefinition(new CpsFlowDefinition("humanitecSetValue app: 'shop', key: 'A', value: 'b'", true));
        j.buildAndAssertSuccess(job);
        String build = job.getUrl() + "1/humanitec/";

        for (String user : Arrays.asList(null, "reader", "configurer")) {
            for (String url : List.of(build + "approve?id=x", build + "deny?id=x", job.getUrl() + "humanitec/start")) {
                assertThat(user + " " + url, status(user, "POST", url), is(oneOf(403, 404)));
            }
        }
        assertThat(status("administrator", "POST", build + "approve?id=x"), is(409));
        assertThat(status("administrator", "GET", build + "approve?id=x"), is(405));
        assertThat(status("administrator", "GET", job.getUrl() + "humanitec/start"), is(405));
        j.waitUntilNoActivity();
        assertThat(job.getLastBuild().getNumber(), is(1));
    }

    /** Returns the table when it is complete. */
    private String seen(String user, String url) {
        return Awaitility.await()
                .atMost(30, TimeUnit.SECONDS)
                .until(() -> ask(user, "GET", url), answer -> answer.contains("data-pending=\"false\""));
    }
}
