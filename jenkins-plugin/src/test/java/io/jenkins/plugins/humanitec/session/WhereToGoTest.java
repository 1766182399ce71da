package io.jenkins.plugins.humanitec.session;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;

import com.cloudbees.hudson.plugins.folder.Folder;
import com.cloudbees.hudson.plugins.folder.properties.FolderCredentialsProvider;
import com.cloudbees.plugins.credentials.CredentialsProvider;
import com.cloudbees.plugins.credentials.CredentialsStore;
import com.cloudbees.plugins.credentials.domains.Domain;
import com.cloudbees.plugins.credentials.domains.DomainCredentials;
import hudson.ProxyConfiguration;
import hudson.model.Fingerprint;
import hudson.model.Result;
import io.jenkins.plugins.humanitec.config.HumanitecConnection;
import io.jenkins.plugins.humanitec.config.HumanitecFolderProperty;
import io.jenkins.plugins.humanitec.config.HumanitecGlobalConfiguration;
import io.jenkins.plugins.humanitec.testing.Setup;
import io.jenkins.plugins.humanitec.testing.SimulatorProcess;
import java.net.URI;
import java.util.List;
import org.jenkinsci.plugins.plaincredentials.StringCredentials;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** Tests which connection, credentials, application and environment a step uses. */
@WithJenkins
class WhereToGoTest {

    @RegisterExtension
    static final SimulatorProcess SIMULATOR = new SimulatorProcess();

    private JenkinsRule j;

    @BeforeEach
    void setUp(JenkinsRule rule) {
        j = rule;
    }

    private WorkflowJob jobIn(Folder folder, String script) throws Exception {
        WorkflowJob job = folder.createProject(WorkflowJob.class, "job");
        job.setDefinition(new CpsFlowDefinition(script, true));
        return job;
    }

    private String failure(WorkflowJob job) throws Exception {
        WorkflowRun run = j.buildAndAssertStatus(Result.FAILURE, job);
        String log = JenkinsRule.getLog(run);
        assertThat(log, not(containsString("\tat ")));
        assertThat(log, not(containsString("Exception")));
        return log;
    }

    private String failure(String script) throws Exception {
        return failure(Setup.job(j, script));
    }

    @Test
    void withoutAnyConnectionTheErrorSaysWhereToAddOne() throws Exception {
        assertThat(
                failure("humanitecRuntime()"),
                containsString("An administrator adds one under Manage Jenkins > System"));
    }

    @Test
    void aConnectionThatIsNotThereIsAnErrorThatListsThem() throws Exception {
        Setup.connect(SIMULATOR);

        assertThat(
                failure("humanitecRuntime connection: 'other'"),
                containsString("There is no Humanitec connection 'other'. Connections: main."));
    }

    @Test
    void credentialsThatAreNotThereAreAnError() throws Exception {
        Setup.connect(SIMULATOR);

        assertThat(
                failure("humanitecRuntime credentialsId: 'other'"),
                containsString("There are no credentials 'other' of the kind Secret text"));
    }

    @Test
    void whatIsMissingIsNamed() throws Exception {
        Setup.connect(SIMULATOR);

        assertThat(failure("humanitecListValues()"), containsString("No application is given."));
        assertThat(failure("humanitecRuntime app: 'shop'"), containsString("No environment is given."));
        assertThat(failure("humanitecSetValue app: 'shop', key: 'A'"), containsString("Give either 'value' or"));
        assertThat(failure("humanitecScale app: 'shop', replicas: [:]"), containsString("Name the modules to scale"));
    }

    @Test
    void badInputFailsWithASentence() throws Exception {
        Setup.connect(SIMULATOR);

        assertThat(
                failure("humanitecListValues app: 'Shop'"), containsString("'Shop' is not the ID of an application"));
        assertThat(failure("humanitecDeleteValue app: 'shop', key: 'a b'"), containsString("'a b' is not the key"));
        assertThat(
                failure("humanitecScale app: 'shop', env: 'development', replicas: [backend: 'many']"),
                containsString("Module backend cannot have 'many' replicas"));
        assertThat(
                failure("humanitecScale app: 'shop', env: 'development', replicas: [backnd: 1]"),
                containsString("Modules there: backend, frontend, migration."));
        assertThat(
                failure("humanitecDeleteApp app: 'no-such', failIfMissing: true"),
                containsString("There is no application no-such in acme."));
        assertThat(
                failure("humanitecDeleteValue app: 'shop', key: 'NONE', failIfMissing: true"),
                containsString("There is no value NONE in shop."));
    }

    @Test
    void anErrorOfTheApiTellsOperationObjectCodeStatusAndWhatToDo() throws Exception {
        Setup.connect(SIMULATOR);
        Setup.addCredentials("wrong", "wrong-token");

        String log = failure("humanitecListValues app: 'shop', credentialsId: 'wrong'");

        assertThat(log, containsString("Humanitec: cannot list the shared values."));
        assertThat(
                log, containsString("GET /orgs/acme/apps/shop/values answered 401 API-401: Could not validate token."));
        assertThat(log, containsString("Is the token of the Humanitec connection 'main' still valid"));
    }

    @Test
    void anApiThatCannotBeReachedIsNamed() throws Exception {
        Setup.addCredentials("token", "any");
        HumanitecGlobalConfiguration.get()
                .setConnections(List.of(Setup.connection("main", "http://127.0.0.1:1", "token")));

        assertThat(
                failure("humanitecScale app: 'shop', env: 'development', replicas: [backend: 1]"),
                containsString("Is the API URL of the Humanitec connection 'main' right"));
    }

    @ParameterizedTest
    @CsvSource({
        "https://humanitec.example.com/ui/, https://humanitec.example.com/ui",
        "https://not a URL, https://app.humanitec.io"
    })
    void linksLeadToTheWebInterfaceOfTheConnection(String webUrl, String address) throws Exception {
        Setup.addCredentials("token", SimulatorProcess.TOKEN);
        HumanitecConnection connection = Setup.connection("main", SIMULATOR.url(), "token");
        connection.setWebUrl(webUrl);
        HumanitecGlobalConfiguration.get().setConnections(List.of(connection));

        WorkflowRun run = j.buildAndAssertSuccess(
                Setup.job(j, "echo \"see ${humanitecCreateEnv(app: 'shop', env: 'development').url}\""));

        j.assertLogContains("see " + address + "/orgs/acme/apps/shop/envs/development", run);
    }

    @Test
    void aFolderSaysWhatItsJobsUse() throws Exception {
        Setup.addCredentials("wrong", "wrong-token");
        HumanitecGlobalConfiguration.get()
                .setConnections(List.of(
                        Setup.connection("first", "http://127.0.0.1:1", "wrong"),
                        Setup.connection("second", SIMULATOR.url(), "wrong")));
        Folder folder = j.createProject(Folder.class);
        FolderCredentialsProvider.FolderCredentialsProperty credentials =
                new FolderCredentialsProvider.FolderCredentialsProperty(new DomainCredentials[0]);
        folder.addProperty(credentials);
        CredentialsStore store = credentials.getStore();
        store.addCredentials(Domain.global(), Setup.secretText("ours", SimulatorProcess.TOKEN));
        HumanitecFolderProperty property = new HumanitecFolderProperty();
        property.setConnection("second");
        property.setCredentialsId("ours");
        property.setApp("shop");
        folder.addProperty(property);
        Folder inner = folder.createProject(Folder.class, "inner");
        HumanitecFolderProperty innerProperty = new HumanitecFolderProperty();
        innerProperty.setEnv("production");
        inner.addProperty(innerProperty);

        WorkflowRun run = j.buildAndAssertSuccess(jobIn(inner, "echo \"${humanitecRuntime().backend.replicas}\""));

        j.assertLogContains("modules of shop/production", run);
        StringCredentials used =
                CredentialsProvider.findCredentialById("ours", StringCredentials.class, run, List.of());
        Fingerprint tracked = CredentialsProvider.getFingerprintOf(used);
        assertThat("use is tracked", tracked, notNullValue());
        assertThat(
                failure("humanitecListValues app: 'shop', connection: 'second', credentialsId: 'ours'"),
                containsString("There are no credentials 'ours'"));
    }

    @Test
    void anotherConnectionDoesNotGetTheFoldersCredentials() throws Exception {
        Setup.addCredentials("token", SimulatorProcess.TOKEN);
        HumanitecGlobalConfiguration.get()
                .setConnections(List.of(
                        Setup.connection("main", SIMULATOR.url(), null),
                        Setup.connection("other", SIMULATOR.url(), null)));
        Folder folder = j.createProject(Folder.class);
        HumanitecFolderProperty property = new HumanitecFolderProperty();
        property.setCredentialsId("token");
        folder.addProperty(property);

        assertThat(
                failure(jobIn(folder, "humanitecListValues app: 'shop', connection: 'other'")),
                containsString("connection 'other' has no credentials"));
    }

    @Test
    void blocksNestAndTheInnerOneCounts() throws Exception {
        Setup.connect(SIMULATOR);

        WorkflowRun run = j.buildAndAssertSuccess(Setup.job(j, """
                withHumanitec(app: 'shop', env: 'development') {
                    withHumanitec(env: 'production') {
                        humanitecRuntime()
                    }
                    parallel(
                        one: { humanitecRuntime() },
                        two: { withHumanitec(env: '') { humanitecListValues() } })
                    humanitecRuntime env: 'production', app: 'shop'
                }
                """));

        j.assertLogContains("modules of shop/production: backend, frontend", run);
        j.assertLogContains("modules of shop/development: backend, frontend, migration", run);
        j.assertLogContains("values of shop: ", run);
    }

    @Test
    void theApplicationToDeleteIsNeverInherited() throws Exception {
        Setup.connect(SIMULATOR);

        assertThat(
                failure("withHumanitec(app: 'shop') { humanitecDeleteApp app: '' }"),
                containsString("No application is given."));
        assertThat(SIMULATOR.calls().contains("DELETE /orgs/acme/apps/shop"), is(false));
    }

    @Test
    void requestsGoThroughTheProxyOfJenkins() throws Exception {
        Setup.addCredentials("token", SimulatorProcess.TOKEN);
        HumanitecConnection connection = Setup.connection("main", "http://humanitec.invalid", "token");
        connection.setPlainHttp(true);
        HumanitecGlobalConfiguration.get().setConnections(List.of(connection));
        URI proxy = URI.create(SIMULATOR.url());
        j.jenkins.setProxy(new ProxyConfiguration(proxy.getHost(), proxy.getPort()));

        j.buildAndAssertSuccess(Setup.job(j, "humanitecRuntime app: 'shop', env: 'development'"));
    }
}
