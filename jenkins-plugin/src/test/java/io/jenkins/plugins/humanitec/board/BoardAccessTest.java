package io.jenkins.plugins.humanitec.board;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import com.cloudbees.hudson.plugins.folder.Folder;
import hudson.model.Item;
import io.jenkins.plugins.humanitec.config.HumanitecFolderProperty;
import io.jenkins.plugins.humanitec.config.HumanitecGlobalConfiguration;
import io.jenkins.plugins.humanitec.testing.Setup;
import java.util.List;
import org.htmlunit.html.DomElement;
import org.htmlunit.html.DomNode;
import org.htmlunit.html.HtmlPage;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.junit.jupiter.api.Test;

/** Tests to whom the page shows what. */
class BoardAccessTest extends BoardPages {

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
        assertThat(seen.querySelector("a[href*='humanitec/build']"), is(nullValue()));
        DomNode hidden = cell(table("looker", "", ""), "shop", "development");
        assertThat(hidden.asXml(), not(containsString(job.getName())));
    }

    @Test
    void theJobThatDeploysHereIsLinkedForThoseWhoMayBuildIt() throws Exception {
        WorkflowJob job = Setup.job(j, "humanitecDeploy app: 'shop', env: 'production', again: true");
        j.buildAndAssertSuccess(job);

        HtmlPage table = table("builder", "", "");

        DomElement link = cell(table, "shop", "production").querySelector("a[href*='humanitec/build']");
        assertThat(
                link.getAttribute("href"),
                is(j.contextPath + "/" + job.getUrl() + "humanitec/build?connection=main&app=shop&env=production"));
        assertThat(cell(table, "shop", "development").querySelector("a[href*='humanitec/build']"), is(nullValue()));
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

    @Test
    void anApplicationOfAFolderIsHiddenAtTheTopFromThoseWhoMayNotReadTheFolder() throws Exception {
        Folder hidden = folder(property -> property.setApplyApps("shop"));
        assertThat(texts(table("looker", "", ""), "tbody th"), contains("prototype"));
        assertThat(
                texts(history("looker", "", "connection=main&app=shop&env=development"), ".jenkins-alert"),
                contains(containsString("There is no such environment here")));
        assertThat(SIMULATOR.calls().toString(), not(containsString("/shop")));
        assertThat(texts(table("reader", "", ""), "tbody th"), contains("prototype", "shop"));

        folder(property -> property.setApp("shop"));
        permit(strategy -> strategy.grant(Item.READ).onItems(hidden).to("looker"));
        FolderApps.get().forget();

        assertThat("one folder is enough", texts(table("looker", "", ""), "tbody th"), contains("prototype", "shop"));
    }

    @Test
    void aFolderWithoutAListDoesNotShowWhatOtherFoldersHave() throws Exception {
        Folder hidden = folder(property -> property.setApplyApps("shop"));
        Folder open = folder(property -> property.setConnection("main"));
        permit(strategy -> strategy.grant(Item.READ).onItems(open).to("looker"));

        assertThat(texts(table("looker", open.getUrl(), ""), "tbody th"), contains("prototype"));
        assertThat(texts(table("reader", open.getUrl(), ""), "tbody th"), contains("prototype", "shop"));
        assertThat(texts(table("reader", hidden.getUrl(), ""), "tbody th"), contains("shop"));
    }

    @Test
    void aFolderWhoseConnectionDoesNotExistStillHidesItsApplications() throws Exception {
        folder(property -> {
            property.setConnection("renamed");
            property.setApplyApps("shop");
        });

        assertThat(texts(table("looker", "", ""), "tbody th"), contains("prototype"));
    }

    @Test
    void whoMayOnlyDiscoverAJobSeesThePageWithoutIt() throws Exception {
        WorkflowJob job = Setup.job(j, """
                humanitecDeploy app: 'shop', env: 'development', again: true
                humanitecPreviewEnv app: 'shop', base: 'development', branch: 'discovered'
                """);
        j.buildAndAssertSuccess(job);
        permit(strategy -> strategy.grant(Item.DISCOVER).everywhere().to("looker"));

        HtmlPage table = table("looker", "", "");

        assertThat(cell(table, "shop", "development").asNormalizedText(), containsString("succeeded"));
        assertThat(table.asXml(), containsString("preview-discovered"));
        assertThat(table.asXml(), not(containsString(job.getName())));
    }

    @Test
    void aJobThatWasCreatedAgainHasNotDeployedWhatTheFormerOneHas() throws Exception {
        String script = "humanitecDeploy app: 'shop', env: 'development', again: true, comment: 'by the former job'";
        WorkflowJob former = Setup.job(j, script);
        j.buildAndAssertSuccess(former);
        assertThat(
                cell(table("reader", "", ""), "shop", "development").querySelector("a[href$='/1/']"),
                is(notNullValue()));
        String name = former.getName();
        former.delete();
        WorkflowJob again = j.createProject(WorkflowJob.class, name);
        again.setDefinition(new CpsFlowDefinition("echo 'nothing deployed'", true));
        j.buildAndAssertSuccess(again);

        DomNode cell = cell(table("builder", "", ""), "shop", "development");

        assertThat(cell.querySelector("a[href$='/1/']"), is(nullValue()));
        assertThat(cell.querySelector("a[href*='humanitec/build']"), is(nullValue()));
    }
}
