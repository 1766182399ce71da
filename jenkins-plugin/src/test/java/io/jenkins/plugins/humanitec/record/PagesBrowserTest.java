package io.jenkins.plugins.humanitec.record;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThanOrEqualTo;
import static org.hamcrest.Matchers.not;

import hudson.model.Result;
import io.jenkins.plugins.darktheme.DarkThemeManagerFactory;
import io.jenkins.plugins.humanitec.testing.Answers;
import io.jenkins.plugins.humanitec.testing.Axe;
import io.jenkins.plugins.humanitec.testing.Browser;
import io.jenkins.plugins.humanitec.testing.PageCheck;
import io.jenkins.plugins.humanitec.testing.Setup;
import io.jenkins.plugins.humanitec.testing.SharedJenkins;
import io.jenkins.plugins.humanitec.testing.SimulatorProcess;
import io.jenkins.plugins.thememanager.ThemeManagerPageDecorator;
import java.util.List;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;

/**
 * Tests the pages of builds and jobs in a real browser: wide and narrow, light and dark, with Jenkins' Content Security Policy, and
 * for accessibility. Jenkins' symbols are in its WAR file, which is not on the class path of tests: those that no plugin has are
 * crosses, except for {@code check}, of which the test resources have a copy.
 */
class PagesBrowserTest extends SharedJenkins {

    private static final String OWN = ".humanitec-changes, .humanitec-counts, .humanitec-deployments, .humanitec-badge";

    @RegisterExtension
    static final Browser BROWSER = new Browser();

    @RegisterExtension
    static final SimulatorProcess SIMULATOR = new SimulatorProcess("--settling", "PT0.4S", "--deletion", "PT0.2S");

    PagesBrowserTest() {
        super(SIMULATOR);
    }

    @AfterEach
    void light() {
        ThemeManagerPageDecorator.get().setTheme(null);
    }

    private static WorkflowRun deliver(String name) throws Exception {
        WorkflowJob job = j.createProject(WorkflowJob.class, name);
        job.setDefinition(new CpsFlowDefinition("""
                withHumanitec(app: 'shop', env: 'development') {
                    humanitecSetValue key: 'API_URL', value: 'https://api.example.com'
                    humanitecSetValue key: 'PAYMENT_KEY', valueCredentialsId: 'token'
                    humanitecSetValue key: 'RULES', value: 'limit: 3\\nretries: 5\\nregion: eu-central-1'
                    humanitecScale replicas: [backend: 3]
                    humanitecDeploy images: [backend: 'registry.example.com/backend:1.4.0']
                    humanitecPromote from: 'development', env: 'production'
                    catchError(buildResult: 'SUCCESS') {
                        humanitecDeploy images: [frontend: 'registry.example.com/frontend:broken']
                    }
                }
                """, true));
        return j.assertBuildStatusSuccess(job.scheduleBuild2(0));
    }

    private static void open(String url, int width, String section) throws Exception {
        BROWSER.resize(width, 1000);
        BROWSER.goTo(j.getURL() + url);
        BROWSER.see(section);
    }

    /** Requires that nothing is wider than the page, no style or script is in the page, and everybody can use it. */
    private static void check(String... sections) throws Exception {
        for (String section : sections) {
            assertThat(
                    section + " does not scroll sideways",
                    PageCheck.number(
                            BROWSER,
                            "Math.max(...[document.querySelector('" + section + "')]"
                                    + ".flatMap(top => [top, ...top.querySelectorAll('div, ul, li, pre, details')])"
                                    + ".map(part => part.scrollWidth - part.clientWidth))"),
                    lessThanOrEqualTo(0L));
        }
        PageCheck.check(BROWSER, OWN, sections);
    }

    /** Waits for the last deployments and for the build history, which is pale until it is there. */
    private static void seeJobPage() {
        BROWSER.see(".humanitec-deployments", "failed");
        BROWSER.see(".humanitec-badge");
        BROWSER.await(d -> BROWSER.all(".app-builds-container--loading").isEmpty());
    }

    private static void dark() {
        ThemeManagerPageDecorator.get().setTheme(new DarkThemeManagerFactory());
    }

    private static void unfoldAll() {
        BROWSER.run("document.querySelectorAll('.humanitec-changes details').forEach(fold => fold.open = true)");
    }

    @Test
    void anApprovalIsGivenOnTheBuildPage() throws Exception {
        WorkflowRun run = Setup.job(j, "humanitecRunPipeline app: 'shop', pipeline: 'release'")
                .scheduleBuild2(0)
                .waitForStart();
        j.waitForMessage("waits for approval", run);
        dark();
        open(run.getUrl(), 600, ".humanitec-approval");
        BROWSER.scrollTo(BROWSER.see(".humanitec-changes"));
        BROWSER.keepPicture("approval-dark-narrow");
        check(".humanitec-changes");
        light();
        open(run.getUrl(), 1300, ".humanitec-approval");
        check(".humanitec-changes");
        BROWSER.keepPicture("approval");

        BROWSER.see(".humanitec-answer").click();
        BROWSER.see("dialog", "Approve the deployment to shop/production");
        BROWSER.keepPicture("approval-question");
        BROWSER.press("Cancel");
        BROWSER.see(".humanitec-answer").click();
        BROWSER.press("Yes");

        BROWSER.see(".humanitec-changes", "by anonymous");
        j.assertBuildStatusSuccess(j.waitForCompletion(run));
        assertThat(BROWSER.all(".humanitec-approval"), is(empty()));
    }

    @Test
    void theBuildPageIsReadableAtEachWidthInLightAndDark() throws Exception {
        String url = deliver("shop-delivery").getUrl();
        open(url, 1300, ".humanitec-failed");
        PageCheck.isPolicyEnforced(BROWSER);
        BROWSER.see(".humanitec-failed", "cannot be pulled");
        BROWSER.keepPicture("build-page");
        String light = BROWSER.see(".humanitec-what").getCssValue("color");
        unfoldAll();
        BROWSER.see(".humanitec-failure", "Last lines of frontend");
        check(".humanitec-changes", ".humanitec-counts");
        BROWSER.keepPicture("build-page-unfolded");

        open(url, 600, ".humanitec-failed");
        unfoldAll();
        BROWSER.scrollTo(BROWSER.see(".humanitec-changes"));
        BROWSER.keepPicture("build-page-narrow");
        check(".humanitec-changes");

        dark();
        open(url, 600, ".humanitec-failed");
        BROWSER.scrollTo(BROWSER.see(".humanitec-changes"));
        BROWSER.keepPicture("build-page-dark-narrow");
        open(url, 1300, ".humanitec-failed");
        assertThat(BROWSER.see(".humanitec-what").getCssValue("color"), is(not(light)));
        BROWSER.keepPicture("build-page-dark");
        unfoldAll();
        BROWSER.keepPicture("build-page-dark-unfolded");
        check(".humanitec-changes", ".humanitec-counts");
    }

    @Test
    void aHundredChangesAreFolded() throws Exception {
        WorkflowRun run = j.buildAndAssertSuccess(Setup.job(j, """
                withHumanitec(app: 'shop') {
                    humanitecSetValue key: 'A', value: 'x'
                    catchError(buildResult: 'SUCCESS') { humanitecDeploy env: 'nowhere', images: [a: 'a:1'] }
                }
                """));
        for (int i = 0; i < 100; i++) {
            HumanitecChange change = new HumanitecChange(
                    "humanitecApply",
                    "ResourceDefinition a-database-with-a-rather-long-identifier-" + i,
                    "acme",
                    "https://app.humanitec.io/orgs/acme",
                    System.currentTimeMillis());
            change.setTexts(
                    null, "name: \"Database " + i + "\"\ntype: \"postgres\"\ncriteria: [{\"env_type\":\"test\"}]");
            change.end(i < 60 ? "planned: create" : "created", false);
            HumanitecBuildAction.of(run).keep(change);
        }

        open(run.getUrl(), 1300, ".humanitec-failed");

        BROWSER.scrollTo(BROWSER.see(".humanitec-group > details > summary"));
        BROWSER.keepPicture("build-page-many");
        check(".humanitec-changes");
        open(run.getUrl(), 600, ".humanitec-failed");
        BROWSER.scrollTo(BROWSER.see(".humanitec-group > details > summary"));
        BROWSER.keepPicture("build-page-many-narrow");
        check(".humanitec-changes");
    }

    /** Without it, nobody would notice that the checks have stopped to work. */
    @Test
    void theChecksFindWhatIsWrong() throws Exception {
        WorkflowRun run = j.buildAndAssertSuccess(Setup.job(j, "humanitecSetValue app: 'shop', key: 'A', value: 'x'"));
        open(run.getUrl(), 1300, ".humanitec-counts");

        BROWSER.run("document.querySelector('.humanitec-counts').style.color = 'rgb(250, 250, 250)'");
        BROWSER.run("document.body.append(Object.assign(document.createElement('script'), {text: 'var inline = 1'}))");

        assertThat(Axe.findings(BROWSER, ".humanitec-counts").toString(), containsString("color-contrast"));
        assertThat(BROWSER.messages("Content Security Policy"), is(not(empty())));
    }

    @Test
    void whatIsUnfoldedStaysSoWhileTheBuildGoesOn() throws Exception {
        SIMULATOR.fault(Answers.of("GET", "/envs/development", 503, "{}"));
        WorkflowRun run = Setup.job(j, """
                        humanitecSetValue app: 'shop', key: 'RULES', value: 'limit: 3\\nretries: 5'
                        humanitecDeploy app: 'shop', env: 'development', set: 'x', concurrency: 'wait'
                        """).scheduleBuild2(0).waitForStart();
        j.waitForMessage("answered 503", run);
        open(run.getUrl(), 1300, ".humanitec-changes details");
        WebElement summary = BROWSER.see(".humanitec-changes summary");
        BROWSER.run("document.querySelector('.humanitec-changes summary').focus()");
        summary.sendKeys(Keys.ENTER);
        BROWSER.see(".humanitec-diff", "retries: 5");

        SIMULATOR.forgetFaults();
        j.assertBuildStatus(Result.FAILURE, j.waitForCompletion(run));

        BROWSER.see(".humanitec-failed .humanitec-status", "answered 404");
        BROWSER.see(".humanitec-diff", "retries: 5");
        BROWSER.see(".humanitec-counts", "2 changes, 1 failed");
        assertThat(
                PageCheck.number(BROWSER, "document.activeElement.matches('.humanitec-changes summary') ? 1 : 0"),
                is(1L));
    }

    @Test
    void theJobPageShowsItsEnvironments() throws Exception {
        String url = deliver("shop-job").getParent().getUrl();
        open(url, 1300, ".humanitec-card");
        seeJobPage();
        BROWSER.see(".humanitec-deployments", "succeeded");
        BROWSER.keepPicture("job-page");
        check(".humanitec-deployments", ".humanitec-badge");

        open(url, 600, ".humanitec-card");
        seeJobPage();
        BROWSER.scrollTo(BROWSER.see(".humanitec-deployments"));
        BROWSER.keepPicture("job-page-narrow");
        check(".humanitec-deployments");

        dark();
        open(url, 1300, ".humanitec-card");
        seeJobPage();
        BROWSER.keepPicture("job-page-dark");
        check(".humanitec-deployments", ".humanitec-badge");
        assertThat(
                BROWSER.all(".humanitec-card").size(),
                is(List.of("development", "production").size()));
    }
}
