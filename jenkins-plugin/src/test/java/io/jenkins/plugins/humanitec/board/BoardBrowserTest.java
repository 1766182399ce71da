package io.jenkins.plugins.humanitec.board;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import hudson.model.ChoiceParameterDefinition;
import hudson.model.ParametersAction;
import hudson.model.ParametersDefinitionProperty;
import hudson.model.Result;
import hudson.model.StringParameterDefinition;
import hudson.model.StringParameterValue;
import io.jenkins.plugins.darktheme.DarkThemeManagerFactory;
import io.jenkins.plugins.humanitec.session.SharedOverview;
import io.jenkins.plugins.humanitec.testing.Answers;
import io.jenkins.plugins.humanitec.testing.Browser;
import io.jenkins.plugins.humanitec.testing.PageCheck;
import io.jenkins.plugins.humanitec.testing.SharedJenkins;
import io.jenkins.plugins.humanitec.testing.SimulatorProcess;
import io.jenkins.plugins.thememanager.ThemeManagerPageDecorator;
import net.sf.json.JSONObject;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;

/** Tests the page in a real browser: wide and narrow, light and dark, with Jenkins' Content Security Policy. */
class BoardBrowserTest extends SharedJenkins {

    private static final String BOARD = ".humanitec-board";

    @RegisterExtension
    static final Browser BROWSER = new Browser();

    @RegisterExtension
    static final SimulatorProcess SIMULATOR = new SimulatorProcess("--settling", "PT0.3S");

    BoardBrowserTest() {
        super(SIMULATOR);
    }

    @BeforeEach
    void begin() {
        SharedOverview.get().forget();
    }

    @AfterEach
    void end() throws Exception {
        ThemeManagerPageDecorator.get().setTheme(null);
        SIMULATOR.forgetFaults();
    }

    private static WorkflowJob job(String name, Result result, String script) throws Exception {
        WorkflowJob job = j.createProject(WorkflowJob.class, name);
        job.setDefinition(new CpsFlowDefinition(script, true));
        j.buildAndAssertStatus(result, job);
        return job;
    }

    private static void open(int width) throws Exception {
        BROWSER.resize(width, 1000);
        BROWSER.goTo(urlOfJenkins() + "humanitec");
        BROWSER.see(".humanitec-board-table .humanitec-board-state");
    }

    private static String urlOfJenkins() throws Exception {
        return j.getURL().toString();
    }

    private static void check() throws Exception {
        PageCheck.check(BROWSER, BOARD, BOARD, ".humanitec-board-counts");
    }

    private static void unfoldAll() {
        BROWSER.run("document.querySelectorAll('.humanitec-board details').forEach(fold => fold.open = true)");
    }

    @Test
    void thePageIsReadableAtEachWidthInLightAndDark() throws Exception {
        job("shop-delivery", Result.SUCCESS, """
                humanitecDeploy app: 'shop', env: 'development', images: [backend: 'registry.example.com/backend:1.4.0']
                humanitecCreateEnv app: 'shop', env: 'staging', from: 'development', type: 'staging'
                humanitecPromote app: 'shop', from: 'development', env: 'staging'
                humanitecPreviewEnv app: 'shop', base: 'development', branch: 'feature/login'
                """);
        job("shop-hotfix", Result.FAILURE, """
                humanitecDeploy app: 'shop', env: 'production', images: [frontend: 'registry.example.com/frontend:broken']
                """);
        SIMULATOR.post(
                "/orgs/acme/apps", new JSONObject().element("id", "closed").element("name", "Closed"));
        SIMULATOR.fault(
                Answers.of("GET", "/apps/closed/envs", 403, "{\"message\": \"No access to this application\"}"));

        open(1300);
        PageCheck.isPolicyEnforced(BROWSER);
        BROWSER.see(BOARD, "shop-delivery #1");
        BROWSER.see(".humanitec-board-counts", "3 applications");
        String light = BROWSER.see(".humanitec-board-state").getCssValue("color");
        BROWSER.keepPicture("board");
        BROWSER.see(".humanitec-board thead", "production");
        check();
        unfoldAll();
        BROWSER.keepPicture("board-unfolded");
        check();

        open(600);
        BROWSER.see(BOARD, "shop-delivery #1");
        BROWSER.keepPicture("board-narrow");
        BROWSER.scrollTo(BROWSER.see(".humanitec-board-previews"));
        BROWSER.keepPicture("board-narrow-previews");
        unfoldAll();
        check();

        ThemeManagerPageDecorator.get().setTheme(new DarkThemeManagerFactory());
        open(1300);
        BROWSER.see(BOARD, "shop-delivery #1");
        assertThat(BROWSER.see(".humanitec-board-state").getCssValue("color"), is(not(light)));
        unfoldAll();
        BROWSER.keepPicture("board-dark");
        check();
    }

    @Test
    void theHistoryIsReadableAtEachWidth() throws Exception {
        job("shop-deploy", Result.FAILURE, """
                for (i = 1; i < 5; i++) {
                    humanitecDeploy app: 'shop', env: 'production', images: [backend: "registry.example.com/backend:$i"]
                }
                humanitecDeploy app: 'shop', env: 'production', images: [backend: 'registry.example.com/backend:broken']
                """);
        open(1300);
        BROWSER.see("a[href*='env=production']").click();
        BROWSER.see(BOARD, "shop-deploy #1");
        BROWSER.see(".humanitec-board-counts", "The last 6 deployments");
        assertThat(
                "it has a tooltip", PageCheck.number(BROWSER, "document.querySelector('time')._tippy ? 1 : 0"), is(1L));
        BROWSER.keepPicture("board-history");
        check();

        BROWSER.resize(600, 1000);
        BROWSER.keepPicture("board-history-narrow");
        check();

        ThemeManagerPageDecorator.get().setTheme(new DarkThemeManagerFactory());
        BROWSER.resize(1300, 1000);
        BROWSER.run("location.reload()");
        BROWSER.see(BOARD, "shop-deploy #1");
        BROWSER.keepPicture("board-history-dark");
        check();
    }

    @Test
    void thePageFollowsWhatHappensWithoutAReload() throws Exception {
        open(1300);
        BROWSER.run("window.isTheSamePage = true");
        WebElement summary = BROWSER.see(".humanitec-board summary");
        BROWSER.run("document.querySelector('.humanitec-board summary').focus()");
        summary.sendKeys(Keys.ENTER);
        BROWSER.see(".humanitec-diff", "replicas");

        job("follow", Result.SUCCESS, """
                humanitecDeploy app: 'shop', env: 'production', images: [backend: 'registry.example.com/backend:2.7']
                """);

        BROWSER.see(BOARD, "2.7");
        BROWSER.see(BOARD, "follow #1");
        BROWSER.see(".humanitec-diff", "replicas");
        assertThat(PageCheck.number(BROWSER, "window.isTheSamePage ? 1 : 0"), is(1L));
        assertThat(
                PageCheck.number(BROWSER, "document.activeElement.matches('.humanitec-board summary') ? 1 : 0"),
                is(1L));
    }

    @Test
    void applicationsAreFilteredAndTurnedByPage() throws Exception {
        for (int i = 10; i < 40; i++) {
            SIMULATOR.post(
                    "/orgs/acme/apps",
                    new JSONObject().element("id", "app-" + i).element("name", "App"));
        }
        BROWSER.resize(1300, 1000);
        BROWSER.goTo(urlOfJenkins() + "humanitec");
        BROWSER.see(".humanitec-board-counts", "32 applications");
        BROWSER.see(".humanitec-board-pages", "Page 1 of 2");
        BROWSER.press("Next");
        BROWSER.see(".humanitec-board-pages", "Page 2 of 2");
        assertThat(BROWSER.run("return document.activeElement.textContent"), is("Previous"));
        BROWSER.see(BOARD, "Nothing deployed");
        BROWSER.scrollTo(BROWSER.see(".humanitec-board-pages"));
        BROWSER.keepPicture("board-pages");
        check();

        BROWSER.see("#humanitec-filter").sendKeys("app-3");

        BROWSER.see(".humanitec-board-counts", "10 applications");
        BROWSER.await(d -> BROWSER.all(".humanitec-board tbody tr").size() == 10);
    }

    @Test
    void aLostConnectionIsTold() throws Exception {
        open(1300);

        BROWSER.run("window.fetch = () => Promise.reject(new Error('no network'))");
        BROWSER.run("document.getElementById('humanitec-filter').dispatchEvent(new Event('input'))");

        BROWSER.see(".humanitec-board-counts", "Jenkins does not respond");
        BROWSER.see(BOARD, "shop");
    }

    @Test
    void theJobThatDeploysHereIsStartedWithTheParametersOfItsLastBuild() throws Exception {
        WorkflowJob job = j.createProject(WorkflowJob.class, "filled-in");
        job.addProperty(new ParametersDefinitionProperty(
                new StringParameterDefinition("IMAGE", "registry.example.com/frontend:1.0"),
                new ChoiceParameterDefinition("ENV", new String[] {"development", "production"}, "Where to deploy")));
        job.setDefinition(new CpsFlowDefinition(
                "humanitecDeploy app: 'shop', env: params.ENV, images: [frontend: params.IMAGE]", true));
        j.assertBuildStatusSuccess(job.scheduleBuild2(
                0,
                new ParametersAction(
                        new StringParameterValue("IMAGE", "registry.example.com/frontend:6.1"),
                        new StringParameterValue("ENV", "production"))));

        for (int width : new int[] {600, 1300}) {
            open(width);
            WebElement link = BROWSER.see("a[href*='filled-in/humanitec/build']");
            BROWSER.scrollTo(link);
            BROWSER.run("document.querySelector(\"a[href*='filled-in/humanitec/build']\").click()");
            BROWSER.see("form[name=parameters]");
            BROWSER.keepPicture("build-form-" + width);
            // The fields are views of Jenkins.
            PageCheck.check(BROWSER, ".humanitec-build-note", ".humanitec-build-note");
        }
        BROWSER.press("Build");

        BROWSER.await(d -> job.getBuildByNumber(2) != null);
        j.assertBuildStatusSuccess(j.waitForCompletion(job.getBuildByNumber(2)));
        BROWSER.goTo(urlOfJenkins() + "humanitec");
        BROWSER.see(BOARD, "filled-in #2");
        BROWSER.see(BOARD, "frontend 6.1");
    }

    @Test
    void anApplicationWithManyEnvironmentsIsAList() throws Exception {
        for (int i = 1; i < 12; i++) {
            SIMULATOR.post(
                    "/orgs/acme/apps/shop/envs",
                    new JSONObject()
                            .element("id", "development-of-team-" + i)
                            .element("name", "Team " + i)
                            .element("type", "development")
                            .element(
                                    "from_deploy_id",
                                    SIMULATOR
                                            .get("/orgs/acme/apps/shop/envs/development")
                                            .getJSONObject("last_deploy")
                                            .getString("id")));
        }
        for (int width : new int[] {1300, 600}) {
            open(width);
            BROWSER.see(BOARD, "development-of-team-11");
            BROWSER.keepPicture("board-list-" + width);
            check();
            assertThat(
                    "no cell is too narrow",
                    PageCheck.number(
                            BROWSER,
                            "Math.min(...[...document.querySelectorAll('.humanitec-board-table td')]"
                                    + ".map(cell => cell.clientWidth).filter(width => width > 0))"),
                    greaterThan(150L));
        }
    }

    @Test
    void theFocusStaysWhenTheTableIsReplaced() throws Exception {
        open(1300);
        String link = "[data-part='main/shop/production'] a[href*='history']";
        BROWSER.see(link);
        BROWSER.run("document.querySelector(\"" + link + "\").focus()");

        job("focus", Result.SUCCESS, """
                humanitecDeploy app: 'shop', env: 'production', images: [backend: 'registry.example.com/backend:3.1']
                """);
        BROWSER.see(BOARD, "3.1");

        assertThat(
                PageCheck.number(
                        BROWSER, "document.activeElement === document.querySelector(\"" + link + "\") ? 1 : 0"),
                is(1L));
    }
}
