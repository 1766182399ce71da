package io.jenkins.plugins.humanitec.forms;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import com.cloudbees.hudson.plugins.folder.Folder;
import hudson.ExtensionList;
import hudson.model.Item;
import io.jenkins.plugins.humanitec.config.HumanitecFolderProperty;
import io.jenkins.plugins.humanitec.testing.Answers;
import io.jenkins.plugins.humanitec.testing.Setup;
import io.jenkins.plugins.humanitec.testing.SharedJenkins;
import io.jenkins.plugins.humanitec.testing.SimulatorProcess;
import java.net.URL;
import java.util.ArrayList;
import java.util.List;
import jenkins.model.Jenkins;
import net.sf.json.JSONObject;
import org.htmlunit.HttpMethod;
import org.htmlunit.WebRequest;
import org.htmlunit.util.NameValuePair;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockAuthorizationStrategy;

/** Tests the lists and checks of forms with objects in Humanitec. */
class CompletionsTest extends SharedJenkins {

    @RegisterExtension
    static final SimulatorProcess SIMULATOR = new SimulatorProcess();

    private Folder folder;
    private WorkflowJob job;

    CompletionsTest() {
        super(SIMULATOR);
    }

    @BeforeAll
    static void setPermissions() {
        j.jenkins.setSecurityRealm(j.createDummySecurityRealm());
        j.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                .grant(Jenkins.READ, Item.READ)
                .everywhere()
                .to("reader")
                .grant(Jenkins.READ, Item.READ, Item.CONFIGURE)
                .everywhere()
                .to("configurer"));
    }

    @BeforeEach
    void setUp() throws Exception {
        folder = j.createProject(Folder.class);
        job = folder.createProject(WorkflowJob.class, "job");
        ExtensionList.lookupSingleton(Completions.class).forget();
    }

    /** Calls a web method of a step's form. The parameters are alternating names and values. */
    private String ask(String user, String step, String method, String... parameters) throws Exception {
        JenkinsRule.WebClient client =
                j.createWebClient().withThrowExceptionOnFailingStatusCode(false).login(user);
        String url = job.getUrl() + "descriptorByName/" + Setup.stepClass(step) + "/" + method;
        WebRequest request = new WebRequest(new URL(j.getURL(), url), HttpMethod.POST);
        List<NameValuePair> pairs = new ArrayList<>();
        for (int i = 0; i < parameters.length; i += 2) {
            pairs.add(new NameValuePair(parameters[i], parameters[i + 1]));
        }
        request.setRequestParameters(pairs);
        return client.getPage(client.addCrumb(request)).getWebResponse().getContentAsString();
    }

    private static List<String> offered(String answer) {
        return JSONObject.fromObject("{\"values\": " + answer + "}").getJSONArray("values").stream()
                .map(String::valueOf)
                .toList();
    }

    @Test
    void applicationsAndEnvironmentsAreThoseThatThereAre() throws Exception {
        assertThat(offered(ask("configurer", "DeployStep", "fillAppItems")), is(List.of("prototype", "shop")));
        assertThat(
                offered(ask("configurer", "DeployStep", "fillEnvItems", "app", "shop")),
                is(List.of("development", "production")));
        assertThat(
                offered(ask("configurer", "PromoteStep", "fillFromItems", "app", "shop")),
                is(List.of("development", "production")));
    }

    @Test
    void whatTheFolderSaysCountsToo() throws Exception {
        HumanitecFolderProperty property = new HumanitecFolderProperty();
        property.setApp("shop");
        folder.addProperty(property);

        assertThat(offered(ask("configurer", "DeployStep", "fillEnvItems")), is(List.of("development", "production")));
    }

    @Test
    void itIsRememberedForAWhile() throws Exception {
        ask("configurer", "DeployStep", "fillAppItems");
        ask("configurer", "DeployStep", "fillAppItems");
        ask("configurer", "ScaleStep", "checkApp", "value", "shop");

        assertThat(SIMULATOR.calls(), is(List.of("GET /orgs/acme/apps")));
    }

    @Test
    void whoMayNotConfigureTheJobIsToldNothing() throws Exception {
        assertThat(offered(ask("reader", "DeployStep", "fillAppItems")), is(List.of()));
        assertThat(ask("reader", "DeployStep", "checkApp", "value", "nothing"), not(containsString("shop")));
        assertThat(
                ask("reader", "ScaleStep", "checkReplicas", "value", "backend=1", "app", "shop", "env", "development"),
                not(containsString("frontend")));
        assertThat(SIMULATOR.calls(), is(List.of()));
    }

    @Test
    void whatIsNotThereIsAWarningThatListsWhatIs() throws Exception {
        assertThat(
                ask("configurer", "DeployStep", "checkApp", "value", "shpo"),
                containsString("The application shpo does not exist. Existing applications: prototype, shop."));
        assertThat(
                ask("configurer", "DeployStep", "checkEnv", "value", "prod", "app", "shop"),
                containsString("The environment prod does not exist. Existing environments: development, production."));
        assertThat(ask("configurer", "DeployStep", "checkApp", "value", "shop"), not(containsString("warning")));
        assertThat(ask("configurer", "DeployStep", "checkApp", "value", "${APP}"), not(containsString("warning")));
        assertThat(ask("configurer", "DeployStep", "checkApp", "value", ""), not(containsString("warning")));
        assertThat(
                "it is about to be made",
                ask("configurer", "CreateEnvStep", "checkEnv", "value", "new", "app", "shop"),
                not(containsString("warning")));
    }

    @Test
    void whatCanBeNoIdIsAnError() throws Exception {
        assertThat(ask("configurer", "DeployStep", "checkApp", "value", "No ID"), containsString("error"));
        assertThat(ask("configurer", "CreateAppStep", "checkApp", "value", "No ID"), containsString("error"));
        assertThat(ask("configurer", "SetValueStep", "checkKey", "value", "no key"), containsString("error"));
        assertThat(ask("configurer", "SetValueStep", "checkKey", "value", "API_URL"), not(containsString("error")));
        assertThat(ask("configurer", "RequestStep", "checkOperation", "value", "listNothing"), containsString("error"));
        assertThat(ask("configurer", "ScaleStep", "checkReplicas", "value", "backend=many"), containsString("error"));
    }

    @Test
    void withoutTheApiTheFormSaysSo() throws Exception {
        SIMULATOR.fault(Answers.of("GET", "/apps", 503, "{}"));

        assertThat(
                ask("configurer", "DeployStep", "checkApp", "value", "shop"),
                containsString("The data in Humanitec cannot be read: "));
        assertThat(offered(ask("configurer", "DeployStep", "fillAppItems")), is(List.of()));
        assertThat(
                ask("configurer", "DeployStep", "checkApp", "value", "shop", "credentialsId", "none"),
                containsString("There are no credentials &#039;none&#039;"));
    }

    @Test
    void theModulesThatCanBeScaledAreNamed() throws Exception {
        assertThat(
                ask("configurer", "ScaleStep", "checkReplicas", "value", "", "app", "shop", "env", "development"),
                containsString("Existing modules and their replicas: backend (2), frontend (1)."));
    }

    @Test
    void credentialsThatAreGoneAreAnError() throws Exception {
        assertThat(
                ask("configurer", "DeployStep", "checkCredentialsId", "value", "gone"),
                containsString("The Secret text credentials gone no longer exist here."));
        assertThat(
                ask("configurer", "DeployStep", "checkCredentialsId", "value", "token"), not(containsString("gone")));
    }
}
