package io.jenkins.plugins.humanitec.record;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import hudson.model.BooleanParameterDefinition;
import hudson.model.BooleanParameterValue;
import hudson.model.ChoiceParameterDefinition;
import hudson.model.Item;
import hudson.model.ParametersAction;
import hudson.model.ParametersDefinitionProperty;
import hudson.model.PasswordParameterDefinition;
import hudson.model.PasswordParameterValue;
import hudson.model.Result;
import hudson.model.Run;
import hudson.model.StringParameterDefinition;
import hudson.model.StringParameterValue;
import hudson.model.TextParameterDefinition;
import hudson.model.TextParameterValue;
import hudson.security.AuthorizationStrategy;
import io.jenkins.plugins.humanitec.testing.Answers;
import io.jenkins.plugins.humanitec.testing.Setup;
import io.jenkins.plugins.humanitec.testing.SharedJenkins;
import io.jenkins.plugins.humanitec.testing.SimulatorProcess;
import java.net.URL;
import jenkins.model.Jenkins;
import org.htmlunit.HttpMethod;
import org.htmlunit.WebRequest;
import org.htmlunit.html.HtmlCheckBoxInput;
import org.htmlunit.html.HtmlForm;
import org.htmlunit.html.HtmlPage;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockAuthorizationStrategy;

/** Tests the page that starts a job with the parameters of the last build that has deployed to an environment. */
class BuildFormTest extends SharedJenkins {

    private static final String PRODUCTION = "humanitec/build?connection=main&app=shop&env=production";

    @RegisterExtension
    static final SimulatorProcess SIMULATOR = new SimulatorProcess("--settling", "PT0.3S");

    BuildFormTest() {
        super(SIMULATOR);
    }

    @AfterEach
    void end() throws Exception {
        SIMULATOR.forgetFaults();
        j.jenkins.setAuthorizationStrategy(AuthorizationStrategy.UNSECURED);
    }

    private static WorkflowJob parameterized() throws Exception {
        WorkflowJob job = Setup.job(
                j, "if (params.DEPLOY) humanitecDeploy app: 'shop', env: params.ENV, again: true, comment: 'x'");
        job.addProperty(new ParametersDefinitionProperty(
                new StringParameterDefinition("VERSION", "1.0"),
                new ChoiceParameterDefinition("ENV", new String[] {"development", "production"}, ""),
                new BooleanParameterDefinition("DEPLOY", false, ""),
                new PasswordParameterDefinition("SECRET", "", "")));
        return job;
    }

    private static void build(WorkflowJob job, String version, String env, boolean isDeploying) throws Exception {
        j.assertBuildStatusSuccess(job.scheduleBuild2(
                0,
                new ParametersAction(
                        new StringParameterValue("VERSION", version),
                        new StringParameterValue("ENV", env),
                        new BooleanParameterValue("DEPLOY", isDeploying),
                        new PasswordParameterValue("SECRET", "do-not-fill-in"))));
    }

    private static JenkinsRule.WebClient client() {
        return j.createWebClient().withThrowExceptionOnFailingStatusCode(false);
    }

    @Test
    void theParametersAreThoseOfTheLastBuildThatDeployedThere() throws Exception {
        WorkflowJob job = parameterized();
        build(job, "1.7", "production", true);
        build(job, "2.0", "development", true);
        build(job, "3.0", "production", false);

        HtmlPage page = client().goTo(job.getUrl() + PRODUCTION);
        HtmlForm form = page.getFormByName("parameters");

        assertThat(page.querySelector("a[href$='/" + job.getUrl() + "1/']"), is(notNullValue()));
        assertThat(form.getSelectByName("value").getSelectedOptions().get(0).getText(), is("production"));
        assertThat(((HtmlCheckBoxInput) form.querySelector("input[type=checkbox]")).isChecked(), is(true));
        assertThat(page.asXml(), not(containsString("do-not-fill-in")));
        HtmlPage after = j.submit(form);
        j.waitUntilNoActivity();

        Run<?, ?> started = job.getLastBuild();
        assertThat(started.getNumber(), is(4));
        assertThat(
                started.getAction(ParametersAction.class)
                        .getParameter("VERSION")
                        .getValue(),
                is("1.7"));
        assertThat(started.getAction(ParametersAction.class).getParameter("ENV").getValue(), is("production"));
        assertThat(after.getUrl().toString(), is(j.getURL() + job.getUrl()));
    }

    @Test
    void whatIsNotFilledInIsNamed() throws Exception {
        WorkflowJob job = parameterized();
        build(job, "1.7", "production", true);
        job.removeProperty(ParametersDefinitionProperty.class);
        job.addProperty(new ParametersDefinitionProperty(
                new StringParameterDefinition("VERSION", "1.0"),
                new ChoiceParameterDefinition("ENV", new String[] {"development", "staging"}, ""),
                new StringParameterDefinition("NEW", ""),
                new PasswordParameterDefinition("SECRET", "", "")));

        HtmlPage page = client().goTo(job.getUrl() + PRODUCTION);

        assertThat(page.asNormalizedText(), containsString("Not filled in: ENV, NEW, SECRET."));
        assertThat(page.querySelector("input[value='1.7']"), is(notNullValue()));
    }

    @Test
    void aTextKeepsItsLines() throws Exception {
        WorkflowJob job =
                Setup.job(j, "humanitecDeploy app: 'shop', env: 'production', again: true, comment: params.VALUES");
        job.addProperty(new ParametersDefinitionProperty(new TextParameterDefinition("VALUES", "", "")));
        j.assertBuildStatusSuccess(
                job.scheduleBuild2(0, new ParametersAction(new TextParameterValue("VALUES", "a: 1\nb: 2"))));

        j.submit(client().goTo(job.getUrl() + PRODUCTION).getFormByName("parameters"));
        j.waitUntilNoActivity();

        String value = (String) job.getBuildByNumber(2)
                .getAction(ParametersAction.class)
                .getParameter("VALUES")
                .getValue();
        assertThat(value.replace("\r\n", "\n"), is("a: 1\nb: 2"));
    }

    @Test
    void aBuildWhoseDeploymentWasRefusedDoesNotCount() throws Exception {
        WorkflowJob job = parameterized();
        build(job, "1.7", "production", true);
        SIMULATOR.fault(Answers.of("POST", "/pipeline-runs", 400, "{\"message\": \"Refused\"}"));
        j.assertBuildStatus(
                Result.FAILURE,
                job.scheduleBuild2(
                        0,
                        new ParametersAction(
                                new StringParameterValue("VERSION", "wrong"),
                                new StringParameterValue("ENV", "production"),
                                new BooleanParameterValue("DEPLOY", true))));

        HtmlPage page = client().goTo(job.getUrl() + PRODUCTION);

        assertThat(page.querySelector("a[href$='/" + job.getUrl() + "1/']"), is(notNullValue()));
    }

    @Test
    void aDisabledJobIsNotStarted() throws Exception {
        WorkflowJob job = Setup.job(j, "echo 'hello'");
        job.setDisabled(true);
        j.jenkins.setSecurityRealm(j.createDummySecurityRealm());

        assertThat(post("anybody", job), is(409));
    }

    @Test
    void withoutSuchABuildTheParametersHaveTheirDefaults() throws Exception {
        WorkflowJob job = parameterized();
        build(job, "2.0", "development", true);

        for (String query : new String[] {PRODUCTION, "humanitec/build", "humanitec/build?app=<b>&env=no.env"}) {
            HtmlPage page = client().goTo(job.getUrl() + query);

            assertThat(page.asNormalizedText(), containsString("default values"));
            assertThat(page.querySelector("input[value='1.0']"), is(notNullValue()));
            assertThat(page.querySelector("input[value='2.0']"), is(nullValue()));
        }
    }

    @Test
    void aJobWithoutParametersIsStarted() throws Exception {
        WorkflowJob job = Setup.job(j, "humanitecDeploy app: 'shop', env: 'production', again: true");
        j.buildAndAssertSuccess(job);

        HtmlPage after = j.submit(client().goTo(job.getUrl() + PRODUCTION).getFormByName("parameters"));
        j.waitUntilNoActivity();

        assertThat(job.getLastBuild().getNumber(), is(2));
        assertThat(after.getUrl().toString(), is(j.getURL() + job.getUrl()));
    }

    @Test
    void onlyWhoMayBuildSeesTheValuesAndStarts() throws Exception {
        WorkflowJob job = parameterized();
        build(job, "hidden-version", "production", true);
        WorkflowJob plain = Setup.job(j, "echo 'hello'");
        j.jenkins.setSecurityRealm(j.createDummySecurityRealm());
        j.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                .grant(Jenkins.READ, Item.READ)
                .everywhere()
                .to("reader", "builder")
                .grant(Item.BUILD)
                .everywhere()
                .to("builder"));

        HtmlPage refused = client().login("reader").goTo(job.getUrl() + PRODUCTION);
        assertThat(refused.getWebResponse().getStatusCode(), is(403));
        assertThat(refused.asXml(), not(containsString("hidden-version")));
        assertThat(post("reader", plain), is(403));
        assertThat(get("builder", plain), is(405));
        assertThat(plain.getLastBuild(), is(nullValue()));

        assertThat(client().login("builder").goTo(job.getUrl() + PRODUCTION).asXml(), containsString("hidden-version"));
        assertThat(post("builder", plain), is(200));
        j.waitUntilNoActivity();
        assertThat(plain.getLastBuild(), is(notNullValue()));
    }

    private static int post(String user, WorkflowJob job) throws Exception {
        JenkinsRule.WebClient client = client().login(user);
        return client.getPage(client.addCrumb(
                        new WebRequest(new URL(j.getURL() + job.getUrl() + "humanitec/start"), HttpMethod.POST)))
                .getWebResponse()
                .getStatusCode();
    }

    private static int get(String user, WorkflowJob job) throws Exception {
        return client().login(user)
                .goTo(job.getUrl() + "humanitec/start")
                .getWebResponse()
                .getStatusCode();
    }
}
