package io.jenkins.plugins.humanitec.record;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;

import com.cloudbees.plugins.credentials.SystemCredentialsProvider;
import io.jenkins.plugins.humanitec.testing.Setup;
import io.jenkins.plugins.humanitec.testing.SharedJenkins;
import io.jenkins.plugins.humanitec.testing.SimulatorProcess;
import org.htmlunit.html.DomNode;
import org.htmlunit.html.HtmlAnchor;
import org.htmlunit.html.HtmlPage;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

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

    /** Opens the section that the page loads after it is shown. */
    private static HtmlPage section(WorkflowJob job) throws Exception {
        return j.createWebClient().goTo(job.getUrl() + "humanitec/deployments");
    }

    @Test
    void thePageNamesTheEnvironmentAndAsksForItsLastDeployment() throws Exception {
        WorkflowJob job = deployed("development");

        HtmlPage page = j.createWebClient().withJavaScriptEnabled(false).getPage(job);
        DomNode section = page.querySelector(".humanitec-deployments");
        assertThat(section.asNormalizedText(), is("shop/development: #1"));
        HtmlPage live = section(job);
        assertThat(live.asNormalizedText(), containsString("shop/development\tsucceeded"));
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
                containsString("shop/development\tThere are no credentials 'token' of the kind Secret text."));
    }

    @Test
    void aJobThatDoesNotDeployHasNoSuchSection() throws Exception {
        WorkflowJob job = Setup.job(j, "humanitecSetValue app: 'shop', key: 'A', value: 'b'");
        j.buildAndAssertSuccess(job);

        assertThat(j.createWebClient().getPage(job).querySelector(".humanitec-deployments"), nullValue());
    }
}
