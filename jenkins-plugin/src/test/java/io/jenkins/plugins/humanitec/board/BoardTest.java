package io.jenkins.plugins.humanitec.board;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import hudson.model.Result;
import hudson.security.AuthorizationStrategy;
import io.jenkins.plugins.humanitec.config.HumanitecConnection;
import io.jenkins.plugins.humanitec.config.HumanitecGlobalConfiguration;
import io.jenkins.plugins.humanitec.record.IndexRestart;
import io.jenkins.plugins.humanitec.session.SharedOverview;
import io.jenkins.plugins.humanitec.testing.Answers;
import io.jenkins.plugins.humanitec.testing.Setup;
import io.jenkins.plugins.humanitec.testing.SimulatorProcess;
import java.util.List;
import java.util.concurrent.TimeUnit;
import net.sf.json.JSONObject;
import org.awaitility.Awaitility;
import org.htmlunit.html.DomElement;
import org.htmlunit.html.DomNode;
import org.htmlunit.html.HtmlPage;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.junit.jupiter.api.Test;

/** Tests what the page shows. */
class BoardTest extends BoardPages {

    @Test
    void applicationsAreRowsAndEnvironmentsColumnsInTheirOrder() throws Exception {
        HtmlPage table = table("looker", "", "");

        assertThat(texts(table, "thead th"), is(List.of("Application", "development", "production")));
        assertThat(texts(table, "tbody th"), is(List.of("prototype", "shop")));
        DomNode production = cell(table, "shop", "production");
        assertThat(texts(production, ".humanitec-board-versions li"), is(List.of("backend 1.0.0", "frontend 1.0.0")));
        assertThat(production.asNormalizedText(), allOf(containsString("succeeded"), containsString("ready")));
        assertThat(texts(production, "summary").toString(), containsString("to development"));
        assertThat(texts(production, ".humanitec-diff li"), hasItem(containsString("modules/frontend/spec/replicas")));
        assertThat(cell(table, "prototype", "development").asNormalizedText(), containsString("Nothing deployed"));
        assertThat(cell(table, "prototype", "production").asNormalizedText(), is(""));
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
    void theBuildIsKnownAfterItsJobWasRenamed() throws Exception {
        WorkflowJob job = Setup.job(j, "humanitecDeploy app: 'shop', env: 'development', again: true, comment: 'New'");
        j.buildAndAssertSuccess(job);
        job.renameTo(job.getName() + "-renamed");

        DomNode cell = Awaitility.await()
                .atMost(30, TimeUnit.SECONDS)
                .until(
                        () -> cell(table("builder", "", ""), "shop", "development"),
                        found -> found.querySelector("a[href$='" + job.getUrl() + "1/']") != null);

        assertThat(cell.querySelector("a[href*='" + job.getUrl() + "humanitec/build']"), is(notNullValue()));
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
        assertThat(table("looker", "", "").asXml(), not(containsString(job.getName())));

        SIMULATOR.fault(Answers.of("DELETE", "/envs/preview-fix", 503, "{}"));
        job.delete();
        assertThat(texts(table("reader", "", ""), previews + "td"), hasItem(containsString("Its job was deleted")));
    }

    @Test
    void applicationsOfSeveralConnectionsTellTheirs() throws Exception {
        assertThat(table("reader", "", "").asNormalizedText(), not(containsString("Connection main")));
        WorkflowJob job = Setup.job(j, "humanitecDeploy app: 'shop', env: 'production', again: true");
        j.buildAndAssertSuccess(job);
        SharedOverview.get().forget();
        HumanitecConnection first =
                HumanitecGlobalConfiguration.get().getConnections().get(0);
        HumanitecGlobalConfiguration.get()
                .setConnections(List.of(first, Setup.connection("second", SIMULATOR.url(), "token")));

        HtmlPage table = table("reader", "", "");

        assertThat(
                texts(table, "tbody th"),
                contains(
                        containsString("Connection main"),
                        containsString("Connection main"),
                        containsString("Connection second"),
                        containsString("Connection second")));
        List<String> keys = table.querySelectorAll("details").stream()
                .map(fold -> ((DomElement) fold).getAttribute("data-fold"))
                .toList();
        assertThat(keys, contains("main/shop/production", "second/shop/production"));
        assertThat(
                "both have the build",
                table.querySelectorAll("a[href$='" + job.getUrl() + "1/']").size(),
                is(2));
    }

    @Test
    void whatThePageReadsIsCountedAndChecksTheToken() throws Exception {
        Setup.addCredentials("token", "revoked-token");

        HtmlPage table = table("looker", "", "");

        assertThat(texts(table, ".jenkins-alert"), contains(containsString("401")));
        j.jenkins.setAuthorizationStrategy(AuthorizationStrategy.UNSECURED);
        assertThat(j.createWebClient().goTo("manage").asNormalizedText(), containsString("the API refuses the token"));
    }
}
