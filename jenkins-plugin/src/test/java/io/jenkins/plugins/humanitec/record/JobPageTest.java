package io.jenkins.plugins.humanitec.record;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import com.cloudbees.plugins.credentials.SystemCredentialsProvider;
import hudson.model.Item;
import hudson.model.Result;
import hudson.security.AuthorizationStrategy;
import hudson.security.SecurityRealm;
import io.jenkins.plugins.humanitec.session.SharedOverview;
import io.jenkins.plugins.humanitec.testing.Answers;
import io.jenkins.plugins.humanitec.testing.Setup;
import io.jenkins.plugins.humanitec.testing.SharedJenkins;
import io.jenkins.plugins.humanitec.testing.SimulatorProcess;
import java.util.List;
import java.util.concurrent.TimeUnit;
import jenkins.model.Jenkins;
import org.awaitility.Awaitility;
import org.htmlunit.html.DomNode;
import org.htmlunit.html.HtmlAnchor;
import org.htmlunit.html.HtmlPage;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockAuthorizationStrategy;

/** Tests the last deployments on the page of a job. */
class JobPageTest extends SharedJenkins {

    @RegisterExtension
    static final SimulatorProcess SIMULATOR = new SimulatorProcess("--settling", "PT0.3S");

    JobPageTest() {
        super(SIMULATOR);
    }

    private static WorkflowJob deployed(String env) throws Exception {
        WorkflowJob job =
                Setup.job(j, "humanitecDeploy app: 'shop', env: '" + env + "', again: true, comment: 'Release <1>'");
        j.buildAndAssertSuccess(job);
        return job;
    }

    /** Loads the section until it is complete, as its script does. */
    private static HtmlPage section(WorkflowJob job) throws Exception {
        JenkinsRule.WebClient client = j.createWebClient();
        return Awaitility.await()
                .atMost(30, TimeUnit.SECONDS)
                .until(
                        () -> client.goTo(job.getUrl() + "humanitec/deployments"),
                        page -> page.querySelector("[data-pending='false']") != null);
    }

    @BeforeEach
    void forget() {
        SharedOverview.get().forget();
    }

    @AfterEach
    void end() throws Exception {
        SIMULATOR.forgetFaults();
    }

    private static List<String> texts(HtmlPage page, String css) {
        return page.querySelectorAll(css).stream()
                .map(DomNode::asNormalizedText)
                .toList();
    }

    @Test
    void whatRunsIsToldAlsoAfterAFailedDeployment() throws Exception {
        WorkflowJob job = Setup.job(j, """
                withHumanitec(app: 'shop', env: 'test') {
                    humanitecCreateEnv env: 'test', from: 'development'
                    humanitecDeploy images: [backend: 'registry.example.com:5000/backend:7']
                    humanitecDeploy images: [backend: 'registry.example.com:5000/backend:broken']
                }
                """);
        j.buildAndAssertStatus(Result.FAILURE, job);

        HtmlPage live = section(job);

        assertThat(texts(live, "h3 a, h3 span"), is(List.of("Failed", "shop/test")));
        assertThat(texts(live, "dd li"), hasItem("backend 7"));
    }

    @Test
    void thePageNamesTheEnvironmentAndAsksForItsLastDeployment() throws Exception {
        WorkflowJob job = deployed("development");

        HtmlPage page = j.createWebClient().withJavaScriptEnabled(false).getPage(job);
        DomNode section = page.querySelector(".humanitec-deployments");
        assertThat(section.asNormalizedText(), is("shop/development\nLast build of this job\n#1"));
        HtmlPage live = section(job);
        assertThat(texts(live, "h3 a, h3 span"), is(List.of("Done", "shop/development")));
        assertThat(texts(live, "dt"), is(List.of("Runs", "Last deployment", "Last build of this job")));
        assertThat(texts(live, "dd li"), is(List.of("backend 1.0.0", "frontend 1.0.0", "migration 1.0.0")));
        assertThat(texts(live, "dd").get(1), containsString("succeeded, "));
        assertThat(texts(live, "dd").get(2), is("#1"));
        assertThat("it is escaped", live.asNormalizedText(), containsString("Release <1>"));
        assertThat(
                ((HtmlAnchor) live.querySelector("a")).getHrefAttribute(),
                is("https://app.humanitec.io/orgs/acme/apps/shop/envs/development"));
    }

    @Test
    void itIsThatOfTheEnvironmentWhoeverMadeIt() throws Exception {
        WorkflowJob job = deployed("production");
        String set = SIMULATOR
                .get("/orgs/acme/apps/shop/envs/production")
                .getJSONObject("last_deploy")
                .getString("set_id");
        SIMULATOR.post(
                "/orgs/acme/apps/shop/envs/production/deploys",
                "{\"set_id\": \"" + set + "\", \"comment\": \"by hand\"}");

        assertThat(section(job).asNormalizedText(), containsString("by hand"));
    }

    @Test
    void whatCannotBeToldIsSaid() throws Exception {
        WorkflowJob job = deployed("development");
        SystemCredentialsProvider.getInstance().getCredentials().clear();

        assertThat(
                section(job).asNormalizedText(),
                containsString("There are no credentials 'token' of the kind Secret text."));
    }

    @Test
    void aJobThatDoesNotDeployHasNoSuchSection() throws Exception {
        WorkflowJob job = Setup.job(j, "humanitecSetValue app: 'shop', key: 'A', value: 'b'");
        j.buildAndAssertSuccess(job);

        assertThat(j.createWebClient().getPage(job).querySelector(".humanitec-deployments"), nullValue());
    }

    @Test
    void thePageDoesNotWaitForTheApi() throws Exception {
        WorkflowJob job = deployed("development");
        SIMULATOR.fault(Answers.delayed("GET", "/apps/shop/envs", 60_000));

        HtmlPage page = j.createWebClient().goTo(job.getUrl() + "humanitec/deployments");

        assertThat(page.querySelector("[data-pending='true']"), is(notNullValue()));
        assertThat(page.asNormalizedText(), containsString("shop/development"));
    }

    @Test
    void theCommentDoesNotNameAJobThatTheUserMayNotSee() throws Exception {
        WorkflowJob job = deployed("development");
        WorkflowJob hidden = Setup.job(j, "humanitecDeploy app: 'shop', env: 'development', again: true");
        j.buildAndAssertSuccess(hidden);
        SharedOverview.get().forget();
        assertThat(section(job).asNormalizedText(), containsString(hidden.getName() + " #1"));
        j.jenkins.setSecurityRealm(j.createDummySecurityRealm());
        j.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                .grant(Jenkins.READ)
                .everywhere()
                .toEveryone()
                .grant(Item.READ)
                .onItems(job)
                .toEveryone());
        try {
            assertThat(section(job).asNormalizedText(), not(containsString(hidden.getName())));
        } finally {
            j.jenkins.setAuthorizationStrategy(AuthorizationStrategy.UNSECURED);
            j.jenkins.setSecurityRealm(SecurityRealm.NO_AUTHENTICATION);
        }
    }

    @Test
    void anOldStateIsLoadedAgain() throws Exception {
        WorkflowJob job = deployed("development");
        section(job);
        JenkinsRule.WebClient client = j.createWebClient();

        HtmlPage page = Awaitility.await()
                .atMost(30, TimeUnit.SECONDS)
                .until(
                        () -> client.goTo(job.getUrl() + "humanitec/deployments"),
                        found -> found.querySelector("[data-pending='true']") != null);

        assertThat(page.asNormalizedText(), containsString("succeeded"));
    }
}
