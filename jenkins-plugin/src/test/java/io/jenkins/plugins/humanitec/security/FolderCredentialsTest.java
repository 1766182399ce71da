package io.jenkins.plugins.humanitec.security;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import com.cloudbees.hudson.plugins.folder.Folder;
import com.cloudbees.hudson.plugins.folder.properties.FolderCredentialsProvider;
import com.cloudbees.plugins.credentials.CredentialsProvider;
import com.cloudbees.plugins.credentials.domains.Domain;
import com.cloudbees.plugins.credentials.domains.DomainCredentials;
import hudson.ExtensionList;
import hudson.model.AbstractItem;
import hudson.model.Item;
import hudson.model.Job;
import hudson.model.Result;
import hudson.security.ACL;
import io.jenkins.plugins.humanitec.config.HumanitecFolderProperty;
import io.jenkins.plugins.humanitec.config.HumanitecGlobalConfiguration;
import io.jenkins.plugins.humanitec.forms.Completions;
import io.jenkins.plugins.humanitec.testing.Setup;
import io.jenkins.plugins.humanitec.testing.SimulatorProcess;
import java.net.URL;
import java.util.List;
import jenkins.model.Jenkins;
import org.htmlunit.HttpMethod;
import org.htmlunit.WebRequest;
import org.htmlunit.util.NameValuePair;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockAuthorizationStrategy;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** Tests that only users who may configure a job and use credentials in a folder can use the token of the folder. */
@WithJenkins
class FolderCredentialsTest {

    private static final String STEP = "descriptorByName/io.jenkins.plugins.humanitec.steps.deployments.DeployStep/";
    private static final String PROPERTY =
            "descriptorByName/io.jenkins.plugins.humanitec.config.HumanitecFolderProperty/";

    @RegisterExtension
    static final SimulatorProcess SIMULATOR = new SimulatorProcess();

    private JenkinsRule j;
    private Folder folder;
    private WorkflowJob inside;
    private WorkflowJob outside;

    /** Separates the permission to use credentials from the permission to configure. */
    private static final class Strategy extends MockAuthorizationStrategy {

        @Override
        public ACL getACL(Job<?, ?> job) {
            return withoutCredentials(super.getACL(job));
        }

        @Override
        public ACL getACL(AbstractItem item) {
            return withoutCredentials(super.getACL(item));
        }

        private static ACL withoutCredentials(ACL all) {
            return ACL.lambda2((who, permission) -> all.hasPermission2(who, permission)
                    && !(who.getName().equals("stranger") && permission.equals(CredentialsProvider.USE_ITEM)));
        }
    }

    @BeforeEach
    void setUp(JenkinsRule rule) throws Exception {
        j = rule;
        folder = j.createProject(Folder.class, "folder");
        inside = folder.createProject(WorkflowJob.class, "inside");
        outside = j.createProject(WorkflowJob.class, "outside");
        DomainCredentials token = new DomainCredentials(
                Domain.global(), List.of(Setup.secretText("folder-token", SimulatorProcess.TOKEN)));
        folder.addProperty(new FolderCredentialsProvider.FolderCredentialsProperty(new DomainCredentials[] {token}));
        HumanitecFolderProperty property = new HumanitecFolderProperty();
        property.setCredentialsId("folder-token");
        folder.addProperty(property);
        HumanitecGlobalConfiguration.get().setConnections(List.of(Setup.connection("main", SIMULATOR.url(), null)));
        ExtensionList.lookupSingleton(Completions.class).forget();
        j.jenkins.setCrumbIssuer(null);
        j.jenkins.setSecurityRealm(j.createDummySecurityRealm());
        j.jenkins.setAuthorizationStrategy(new Strategy()
                .grant(Jenkins.READ, Item.READ, Item.CONFIGURE)
                .everywhere()
                .to("member", "stranger"));
    }

    private String ask(String user, Item item, String method) throws Exception {
        JenkinsRule.WebClient client =
                j.createWebClient().withThrowExceptionOnFailingStatusCode(false).withBasicCredentials(user);
        WebRequest request = new WebRequest(new URL(j.getURL(), item.getUrl() + method), HttpMethod.POST);
        request.setRequestParameters(List.of(
                new NameValuePair("app", "shop"),
                new NameValuePair("env", "nowhere"),
                new NameValuePair("value", "nowhere"),
                new NameValuePair("connection", "main"),
                new NameValuePair(method.contains("CredentialsId") ? "unused" : "credentialsId", "folder-token")));
        return client.getPage(request).getWebResponse().getContentAsString();
    }

    @Test
    void whoMayUseThemIsOfferedWhatThereIs() throws Exception {
        assertThat(ask("member", inside, STEP + "fillCredentialsIdItems"), containsString("folder-token"));
        assertThat(ask("member", inside, STEP + "fillAppItems"), containsString("prototype"));
        assertThat(ask("member", inside, STEP + "checkEnv"), containsString("production"));
        assertThat(ask("member", folder, PROPERTY + "fillAppItems"), containsString("prototype"));
    }

    @Test
    void whoMayConfigureButNotUseThemGetsNothing() throws Exception {
        for (String method :
                List.of("fillCredentialsIdItems", "fillAppItems", "fillEnvItems", "checkApp", "checkEnv")) {
            for (Item item : List.of(inside, folder)) {
                String answer = ask("stranger", item, (item == folder ? PROPERTY : STEP) + method);

                assertThat(answer, not(containsString("folder-token")));
                assertThat(answer, not(containsString("prototype")));
                assertThat(answer, not(containsString("production")));
            }
        }
        assertThat(SIMULATOR.calls(), empty());
    }

    @Test
    void elsewhereTheyAreNotThere() throws Exception {
        assertThat(ask("member", outside, STEP + "fillCredentialsIdItems"), not(containsString("folder-token")));
        assertThat(ask("member", outside, STEP + "fillAppItems"), not(containsString("prototype")));
        assertThat(ask("member", outside, STEP + "checkEnv"), containsString("no credentials"));
        outside.setDefinition(
                new CpsFlowDefinition("humanitecListValues app: 'shop', credentialsId: 'folder-token'", true));

        j.assertLogContains("There are no credentials 'folder-token'", j.buildAndAssertStatus(Result.FAILURE, outside));
        assertThat(SIMULATOR.calls().size(), is(0));
    }
}
