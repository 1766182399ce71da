package io.jenkins.plugins.humanitec.board;

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

    private static long number(String script) {
        return ((Number) BROWSER.run("return " + script)).longValue();
    }

    private static void check() throws Exception {
        assertThat(
                "the page does not scroll sideways",
                number("document.documentElement.scrollWidth - document.documentElement.clientWidth"),
                lessThanOrEqualTo(0L));
        assertThat(
                "no style and no script within the page",
                number("[...document.querySelectorAll('" + BOARD + " *')].filter(part => part.matches('script, style, "
                        + "[style]') || part.getAttributeNames().some(name => name.startsWith('on'))).length"),
                is(0L));
        assertThat(Axe.findings(BROWSER, BOARD, ".humanitec-board-counts"), is(empty()));
        assertThat(BROWSER.messages("Content Security Policy"), is(empty()));
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
        assertThat(
                (String) BROWSER.runAsync("const done = arguments[arguments.length - 1];"
                        + "fetch(location.href).then(page => done(page.headers.get('Content-Security-Policy')))"),
                containsString("script-src"));
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
        assertThat(number("window.isTheSamePage ? 1 : 0"), is(1L));
        assertThat(number("document.activeElement.matches('.humanitec-board summary') ? 1 : 0"), is(1L));
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
}
