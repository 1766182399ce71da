package io.jenkins.plugins.humanitec.forms;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;

import com.cloudbees.hudson.plugins.folder.Folder;
import hudson.util.FormValidation;
import io.jenkins.plugins.humanitec.client.Token;
import io.jenkins.plugins.humanitec.config.HumanitecConnection;
import io.jenkins.plugins.humanitec.config.HumanitecFolderProperty;
import io.jenkins.plugins.humanitec.config.HumanitecGlobalConfiguration;
import io.jenkins.plugins.humanitec.config.HumanitecProtection;
import io.jenkins.plugins.humanitec.testing.Answers;
import io.jenkins.plugins.humanitec.testing.Setup;
import io.jenkins.plugins.humanitec.testing.SimulatorProcess;
import java.net.URL;
import java.util.List;
import jenkins.model.Jenkins;
import org.htmlunit.HttpMethod;
import org.htmlunit.WebRequest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockAuthorizationStrategy;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** Tests the forms of the settings and the connection test. */
@WithJenkins
class FormsTest {

    @RegisterExtension
    static final SimulatorProcess SIMULATOR = new SimulatorProcess();

    private JenkinsRule j;

    @BeforeEach
    void setUp(JenkinsRule rule) {
        j = rule;
    }

    @Test
    void connectionsSurviveTheSystemForm() throws Exception {
        Setup.connect(SIMULATOR);
        HumanitecConnection other = Setup.connection("other", "https://humanitec.example.com", "token");
        other.setTokenKind(Token.Kind.JWT);
        HumanitecProtection protection = new HumanitecProtection("*/production");
        protection.setDeletion(false);
        protection.setScaling(true);
        protection.setContentDeletion(true);
        other.setProtections(List.of(protection));
        other.setProtectedKinds("SecretStore, UserRole");
        other.setRegisterWebhooks(true);
        HumanitecGlobalConfiguration.get()
                .setConnections(List.of(Setup.connection("main", SIMULATOR.url(), "token"), other));

        j.configRoundtrip();

        List<HumanitecConnection> connections =
                HumanitecGlobalConfiguration.get().getConnections();
        assertThat(connections.size(), is(2));
        j.assertEqualDataBoundBeans(Setup.connection("main", SIMULATOR.url(), "token"), connections.get(0));
        j.assertEqualDataBoundBeans(other, connections.get(1));
        j.assertEqualDataBoundBeans(
                protection, connections.get(1).getProtections().get(0));
    }

    @Test
    void theLastConnectionCanBeRemoved() throws Exception {
        j.configRoundtrip();

        assertThat(HumanitecGlobalConfiguration.get().getConnections().isEmpty(), is(true));
    }

    @Test
    void theFolderFormKeepsItsChoice() throws Exception {
        Setup.connect(SIMULATOR);
        Folder folder = j.createProject(Folder.class);
        HumanitecFolderProperty property = new HumanitecFolderProperty();
        property.setConnection("main");
        property.setCredentialsId("token");
        property.setApp("shop");
        property.setEnv("development");
        property.setApplyKinds("SharedValue, Account");
        property.setApplyApps("shop");
        folder.addProperty(property);

        j.configRoundtrip(folder);

        j.assertEqualDataBoundBeans(property, folder.getProperties().get(HumanitecFolderProperty.class));
    }

    @Test
    void aKindThatDoesNotExistIsAnError() {
        ConnectionDescriptor form = (ConnectionDescriptor) j.jenkins.getDescriptorOrDie(HumanitecConnection.class);

        assertThat(form.doCheckProtectedKinds("SecretStore, Account UserRole").kind, is(FormValidation.Kind.OK));
        assertThat(form.doCheckProtectedKinds("").kind, is(FormValidation.Kind.OK));
        assertThat(
                new HumanitecFolderProperty.DescriptorImpl()
                        .doCheckApplyKinds("SecretStores")
                        .getMessage(),
                containsString("The kind SecretStores does not exist. Existing kinds: EnvironmentType, "));
    }

    private FormValidation test(String organization, String url, String credentialsId) {
        return ((ConnectionDescriptor) j.jenkins.getDescriptorOrDie(HumanitecConnection.class))
                .doTestConnection("main", organization, url, false, credentialsId, Token.Kind.BEARER);
    }

    @Test
    void theTestButtonTellsWhetherTheConnectionWorks() throws Exception {
        Setup.connect(SIMULATOR);
        Setup.addCredentials("wrong", "wrong-token");

        FormValidation good = test("acme", SIMULATOR.url(), "token");
        assertThat(good.kind, is(FormValidation.Kind.OK));
        assertThat(
                good.getMessage(),
                is("The token belongs to Alice (u-alice) and gives access to the organization Acme (acme)"
                        + " with 2 applications."));
        assertThat(
                test("acme", SIMULATOR.url(), "wrong").getMessage(),
                containsString("Humanitec does not accept the token as Bearer"));
        assertThat(
                test("other", SIMULATOR.url(), "token").getMessage(),
                containsString("the organization other does not exist, or the user of the token has no role in it"));
        SIMULATOR.fault(Answers.of("GET", "/orgs/acme", 404, "{}"));
        assertThat(
                test("acme", SIMULATOR.url(), "token").getMessage(),
                containsString("the organization acme does not exist, or the user of the token is not a member"));
        assertThat(
                test("acme", SIMULATOR.url().replace("http:", "https:"), "token")
                        .getMessage(),
                containsString("The TLS connection to "));
        assertThat(
                test("acme", "http://humanitec.invalid", "token").getMessage(),
                containsString("Use https, or allow plain http."));
        assertThat(
                test("acme", "https://humanitec.invalid", "token").getMessage(),
                containsString("humanitec.invalid cannot be reached, directly or through the proxy of Jenkins"));
        assertThat(test("acme", SIMULATOR.url(), "none").getMessage(), containsString("no credentials"));
        assertThat(test("acme", SIMULATOR.url(), "").getMessage(), containsString("Choose credentials"));
        assertThat(test("acme", "http://127.0.0.1:1", "token").getMessage(), containsString("127.0.0.1:1"));
        assertThat(test("acme", "no url", "token").kind, is(FormValidation.Kind.ERROR));
    }

    @Test
    void onlyAnAdministratorMayTest() throws Exception {
        Setup.connect(SIMULATOR);
        j.jenkins.setSecurityRealm(j.createDummySecurityRealm());
        j.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                .grant(Jenkins.READ)
                .everywhere()
                .to("reader")
                .grant(Jenkins.ADMINISTER)
                .everywhere()
                .to("admin"));
        String url = "descriptorByName/" + HumanitecConnection.class.getName() + "/testConnection?organization=acme"
                + "&credentialsId=token&tokenKind=BEARER&apiUrl=" + SIMULATOR.url();

        assertThat(post(url, "reader"), is(403));
        assertThat(post(url, "admin"), is(200));
        assertThat("a link must not be enough", get(url), is(404));
    }

    private int post(String url, String user) throws Exception {
        JenkinsRule.WebClient client =
                j.createWebClient().withThrowExceptionOnFailingStatusCode(false).login(user);
        WebRequest request = client.addCrumb(new WebRequest(new URL(j.getURL(), url), HttpMethod.POST));
        return client.getPage(request).getWebResponse().getStatusCode();
    }

    private int get(String url) throws Exception {
        return j.createWebClient()
                .withThrowExceptionOnFailingStatusCode(false)
                .login("admin")
                .goTo(url, null)
                .getWebResponse()
                .getStatusCode();
    }
}
