package io.jenkins.plugins.humanitec.board;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import com.cloudbees.hudson.plugins.folder.Folder;
import hudson.model.Item;
import hudson.model.Result;
import hudson.security.AuthorizationStrategy;
import io.jenkins.plugins.humanitec.config.HumanitecConnection;
import io.jenkins.plugins.humanitec.config.HumanitecFolderProperty;
import io.jenkins.plugins.humanitec.config.HumanitecGlobalConfiguration;
import io.jenkins.plugins.humanitec.record.IndexRestart;
import io.jenkins.plugins.humanitec.testing.Answers;
import io.jenkins.plugins.humanitec.testing.Setup;
import io.jenkins.plugins.humanitec.testing.SharedJenkins;
import io.jenkins.plugins.humanitec.testing.SimulatorProcess;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import jenkins.model.Jenkins;
import net.sf.json.JSONObject;
import org.awaitility.Awaitility;
import org.htmlunit.html.DomElement;
import org.htmlunit.html.DomNode;
import org.htmlunit.html.HtmlPage;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockAuthorizationStrategy;

/** Tests what the page shows, and to whom. */
class BoardTest extends SharedJenkins {

    @RegisterExtension
    static final SimulatorProcess SIMULATOR = new SimulatorProcess("--settling", "PT0.3S");

    BoardTest() {
        super(SIMULATOR);
    }

    @BeforeEach
    void begin() {
        SharedOverview.get().forget();
        j.jenkins.setSecurityRealm(j.createDummySecurityRealm());
        permit(strategy -> {});
    }

    @AfterEach
    void end() throws Exception {
        SIMULATOR.forgetFaults();
        j.jenkins.setAuthorizationStrategy(AuthorizationStrategy.UNSECURED);
    }

    private static void permit(Consumer<MockAuthorizationStrategy> more) {
        MockAuthorizationStrategy strategy = new MockAuthorizationStrategy()
                .grant(Jenkins.READ)
                .everywhere()
                .to("looker", "reader", "builder")
                .grant(Item.READ)
                .everywhere()
                .to("reader", "builder")
                .grant(Item.BUILD)
                .everywhere()
                .to("builder");
        more.accept(strategy);
        j.jenkins.setAuthorizationStrategy(strategy);
    }

    private static JenkinsRule.WebClient client(String user) throws Exception {
        return j.createWebClient()
                .withThrowExceptionOnFailingStatusCode(false)
                .withJavaScriptEnabled(false)
                .login(user);
    }

    /** Waits until the table has what it shows, as its script does. */
    private static HtmlPage table(String user, String place, String query) throws Exception {
        JenkinsRule.WebClient client = client(user);
        return Awaitility.await()
                .atMost(30, TimeUnit.SECONDS)
                .until(
                        () -> client.goTo(place + "humanitec/table" + query),
                        page -> page.querySelector("[data-pending='false']") != null);
    }

    private static List<String> texts(DomNode page, String css) {
        return page.querySelectorAll(css).stream()
                .map(DomNode::asNormalizedText)
                .toList();
    }

    /** Returns the cell of an environment. */
    private static DomNode cell(HtmlPage page, String app, String env) {
        int column = texts(page, "thead th").indexOf(env);
        return page.querySelectorAll("tbody tr").stream()
                .filter(row -> row.querySelector("th").asNormalizedText().startsWith(app))
                .map(row -> row.querySelectorAll("td").get(column - 1))
                .findFirst()
                .orElseThrow();
    }

    private static Folder folder(Consumer<HumanitecFolderProperty> settings) throws Exception {
        Folder folder = j.createProject(Folder.class, "folder" + System.nanoTime());
        HumanitecFolderProperty property = new HumanitecFolderProperty();
        settings.accept(property);
        folder.addProperty(property);
        return folder;
    }

    @Test
    void applicationsAreRowsAndEnvironmentsColumnsInTheirOrder() throws Exception {
        HtmlPage table = table("looker", "", "");

        assertThat(texts(table, "thead th"), is(List.of("Application", "development", "production")));
        assertThat(texts(table, "tbody th"), is(List.of("prototype", "shop")));
        DomNode production = cell(table, "shop", "production");
        assertThat(texts(production, ".humanitec-board-versions li"), is(List.of("backend 1.0.0", "frontend 1.0.0")));
        assertThat(production.asNormalizedText(), containsString("succeeded"));
        assertThat(texts(production, "summary").toString(), containsString("to development"));
        assertThat(texts(production, ".humanitec-diff li"), hasItem(containsString("modules/frontend/spec/replicas")));
        assertThat(cell(table, "prototype", "development").asNormalizedText(), containsString("Nothing deployed"));
        assertThat(cell(table, "prototype", "production").asNormalizedText(), is(""));
    }

    @Test
    void thereIsALinkIfThereIsAConnection() throws Exception {
        HtmlPage top = client("reader").goTo("");
        assertThat(top.querySelector("#tasks a[href$='/humanitec']"), is(notNullValue()));

        HumanitecGlobalConfiguration.get().setConnections(List.of());
        assertThat(client("reader").goTo("").querySelector("#tasks a[href$='/humanitec']"), is(nullValue()));
    }

    @Test
    void aFolderHasALinkIfItIsSetUp() throws Exception {
        Folder plain = j.createProject(Folder.class, "plain");
        String link = "#tasks a[href$='/humanitec']:not([href='" + j.contextPath + "/humanitec'])";
        assertThat(client("reader").goTo(plain.getUrl()).querySelector(link), is(nullValue()));

        Folder inner = folder(any -> {}).createProject(Folder.class, "inner");
        HtmlPage page = client("reader").goTo(inner.getUrl());
        assertThat(page.querySelector(link), is(notNullValue()));
    }

    @Test
    void aFolderShowsOnlyItsApplication() throws Exception {
        Folder folder = folder(property -> property.setApp("shop"));
        HtmlPage table = table("reader", folder.getUrl(), "");
        assertThat(texts(table, "tbody th"), contains("shop"));
        assertThat(table.asXml(), not(containsString("prototype")));

        Folder inner = folder.createProject(Folder.class, "inner");
        assertThat(texts(table("reader", inner.getUrl(), ""), "tbody th"), contains("shop"));
    }

    @Test
    void theRestrictionsOfAllFoldersApply() throws Exception {
        Folder outer = folder(property -> property.setApplyApps("shop, other"));
        Folder inner = outer.createProject(Folder.class, "inner");
        HumanitecFolderProperty property = new HumanitecFolderProperty();
        property.setApplyApps("prototype shop");
        inner.addProperty(property);

        HtmlPage table = table("reader", inner.getUrl(), "");

        assertThat(texts(table, "tbody th"), contains("shop"));
        assertThat(table.asXml(), not(containsString("prototype")));
    }

    @Test
    void whoMayNotReadAFolderSeesNothing() throws Exception {
        Folder folder = folder(property -> property.setApp("shop"));

        HtmlPage page = client("looker").goTo(folder.getUrl() + "humanitec/table");

        assertThat(page.getWebResponse().getStatusCode(), is(404));
        assertThat(page.asXml(), not(containsString("shop")));
        assertThat(SIMULATOR.calls(), is(empty()));
    }

    @Test
    void theBuildIsLinkedForThoseWhoMaySeeIt() throws Exception {
        WorkflowJob job = Setup.job(j, "humanitecDeploy app: 'shop', env: 'development', again: true");
        j.buildAndAssertSuccess(job);

        DomNode seen = cell(table("reader", "", ""), "shop", "development");
        assertThat(seen.querySelector("a[href$='" + job.getUrl() + "1/']"), is(notNullValue()));
        assertThat(seen.querySelector("a[href*='build?delay']"), is(nullValue()));
        DomNode hidden = cell(table("looker", "", ""), "shop", "development");
        assertThat(hidden.asXml(), not(containsString(job.getName())));
    }

    @Test
    void theBuildIsKnownAfterARestart() throws Exception {
        WorkflowJob job =
                Setup.job(j, "humanitecDeploy app: 'shop', env: 'development', again: true, comment: 'Release <1>'");
        j.buildAndAssertSuccess(job);
        IndexRestart.restart();

        DomNode cell = Awaitility.await()
                .atMost(30, TimeUnit.SECONDS)
                .until(
                        () -> cell(table("reader", "", ""), "shop", "development"),
                        found -> found.querySelector("a[href$='" + job.getUrl() + "1/']") != null);

        assertThat(cell.asXml(), not(containsString("Release")));
        assertThat(
                cell(table("looker", "", ""), "shop", "development").asNormalizedText(), containsString("Release <1>"));
    }

    @Test
    void aCommentAloneDoesNotLinkABuild() throws Exception {
        WorkflowJob job = Setup.job(j, "echo 'no deployment'");
        j.buildAndAssertSuccess(job);
        String path = "/orgs/acme/apps/shop/envs/development";
        String set = SIMULATOR.get(path).getJSONObject("last_deploy").getString("set_id");
        SIMULATOR.post(
                path + "/deploys", new JSONObject().element("set_id", set).element("comment", job.getName() + " #1"));

        DomNode cell = cell(table("reader", "", ""), "shop", "development");

        assertThat(cell.asNormalizedText(), containsString(job.getName() + " #1"));
        assertThat(cell.querySelector("a[href*='" + job.getUrl() + "']"), is(nullValue()));
    }

    @Test
    void theJobThatDeploysHereIsLinkedForThoseWhoMayBuildIt() throws Exception {
        WorkflowJob job = Setup.job(j, "humanitecDeploy app: 'shop', env: 'production', again: true");
        j.buildAndAssertSuccess(job);

        HtmlPage table = table("builder", "", "");

        DomElement link = cell(table, "shop", "production").querySelector("a[href*='build?delay']");
        assertThat(link.getAttribute("href"), is(j.contextPath + "/" + job.getUrl() + "build?delay=0sec"));
        assertThat(cell(table, "shop", "development").querySelector("a[href*='build?delay']"), is(nullValue()));
    }

    @Test
    void afterAFailureThePageShowsWhatRuns() throws Exception {
        WorkflowJob job = Setup.job(
                j, "humanitecDeploy app: 'shop', env: 'development', images: [backend: 'example.com/backend:broken']");
        j.buildAndAssertStatus(Result.FAILURE, job);

        DomNode cell = cell(table("reader", "", ""), "shop", "development");

        assertThat(cell.asNormalizedText(), containsString("failed"));
        assertThat(texts(cell, ".humanitec-board-versions li"), hasItem("backend 1.0.0"));
        assertThat(cell.querySelector("a[href$='" + job.getUrl() + "1/']"), is(notNullValue()));
    }

    @Test
    void theErrorOfAConnectionDoesNotHideTheOthersAndHasNoToken() throws Exception {
        HumanitecConnection first =
                HumanitecGlobalConfiguration.get().getConnections().get(0);
        HumanitecGlobalConfiguration.get()
                .setConnections(List.of(
                        Setup.connection("other", SIMULATOR.url(), "missing-credentials"),
                        Setup.connection("closed", "http://localhost:1", "token"),
                        first));
        SIMULATOR.fault(Answers.of("GET", "/apps/prototype/envs", 403, "{\"message\": \"No access\"}"));

        HtmlPage table = table("looker", "", "");

        assertThat(
                texts(table, ".jenkins-alert"),
                contains(containsString("There are no credentials 'missing-credentials'"), containsString("closed")));
        assertThat(texts(table, "tbody th"), contains(containsString("403"), is("shop")));
        assertThat(table.asXml(), not(containsString(SimulatorProcess.TOKEN)));
    }

    @Test
    void manyApplicationsAreOnSeveralPagesAndCanBeFiltered() throws Exception {
        for (int i = 10; i < 40; i++) {
            SIMULATOR.post(
                    "/orgs/acme/apps",
                    new JSONObject().element("id", "app-" + i).element("name", "App"));
        }

        HtmlPage first = table("looker", "", "");
        assertThat(texts(first, "tbody th").size(), is(BoardTable.ROWS));
        assertThat(texts(first, "nav span"), contains("Page 1 of 2"));
        assertThat(
                ((DomElement) first.querySelector("[data-counts]")).getAttribute("data-counts"), is("32 applications"));
        assertThat(texts(table("looker", "", "?page=2"), "tbody th"), hasItem("shop"));
        assertThat(texts(table("looker", "", "?page=99"), "nav span"), contains("Page 2 of 2"));
        HtmlPage filtered = table("looker", "", "?filter=PP-1&page=2");
        assertThat(texts(filtered, "tbody th").size(), is(10));
    }

    @Test
    void previewsHaveTheirOwnTable() throws Exception {
        WorkflowJob job = Setup.job(j, "humanitecPreviewEnv app: 'shop', base: 'development', branch: 'fix'");
        j.buildAndAssertSuccess(job);

        HtmlPage table = table("reader", "", "");

        assertThat(texts(table, "thead th"), not(hasItem("preview-fix")));
        String previews = ".humanitec-board-previews ";
        assertThat(texts(table, previews + "tbody th").toString(), containsString("shop/preview-fix"));
        assertThat(table.querySelector(previews + "a[href$='" + job.getUrl() + "']"), is(notNullValue()));
        assertThat(
                texts(table("looker", "", ""), previews + "td").toString(),
                allOf(containsString("Not of a job that you can see"), not(containsString("deleted"))));

        SIMULATOR.fault(Answers.of("DELETE", "/envs/preview-fix", 503, "{}"));
        job.delete();
        assertThat(texts(table("reader", "", ""), previews + "td"), hasItem(containsString("Its job was deleted")));
    }

    private static HtmlPage history(String user, String place, String query) throws Exception {
        JenkinsRule.WebClient client = client(user);
        return Awaitility.await()
                .atMost(30, TimeUnit.SECONDS)
                .until(
                        () -> client.goTo(place + "humanitec/deployments?" + query),
                        page -> page.querySelector("[data-pending='false']") != null);
    }

    @Test
    void theHistoryHasTheDeploymentsOfAnEnvironment() throws Exception {
        WorkflowJob job = Setup.job(
                j, "humanitecDeploy app: 'shop', env: 'development', images: [backend: 'example.com/backend:broken']");
        j.buildAndAssertStatus(Result.FAILURE, job);

        String link = ((DomElement)
                        cell(table("reader", "", ""), "shop", "development").querySelector("a[href*='history']"))
                .getAttribute("href");
        assertThat(link, is(j.contextPath + "/humanitec/history?connection=main&app=shop&env=development"));
        HtmlPage history = history("reader", "", "connection=main&app=shop&env=development");

        assertThat(texts(history, "tbody th"), contains(containsString("failed"), containsString("succeeded")));
        assertThat(texts(history, "tbody td").toString(), containsString(job.getName() + " #1"));
        assertThat(texts(history, "figcaption").toString(), containsString("1 failure, by week"));
        assertThat(history.querySelectorAll("rect.humanitec-bar-done").size(), is(1));
        assertThat(texts(history, "figure li"), contains(containsString("2 deployments, 1 failed")));
    }

    @Test
    void theHistoryIsOnlyOfWhatThePlaceShows() throws Exception {
        Folder folder = folder(property -> property.setApp("prototype"));

        for (String query : List.of(
                "connection=main&app=shop&env=development",
                "connection=other&app=prototype&env=development",
                "connection=main&app=prototype&env=missing",
                "")) {
            HtmlPage page = history("reader", folder.getUrl(), query);
            assertThat(texts(page, ".jenkins-alert"), contains(containsString("There is no such environment here")));
        }
        assertThat(SIMULATOR.calls().toString(), not(containsString("shop")));
        assertThat(SIMULATOR.calls().toString(), not(containsString("missing")));
    }
}
