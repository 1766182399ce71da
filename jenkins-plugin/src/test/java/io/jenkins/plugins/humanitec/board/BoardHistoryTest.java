package io.jenkins.plugins.humanitec.board;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;

import hudson.model.Result;
import io.jenkins.plugins.humanitec.testing.Answers;
import io.jenkins.plugins.humanitec.testing.Setup;
import java.util.List;
import org.htmlunit.html.DomElement;
import org.htmlunit.html.DomNode;
import org.htmlunit.html.HtmlPage;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.junit.jupiter.api.Test;

/** Tests the page with the history of an environment. */
class BoardHistoryTest extends BoardPages {

    private static final String DEVELOPMENT = "connection=main&app=shop&env=development";

    private static HtmlPage history() throws Exception {
        return history("reader", "", DEVELOPMENT);
    }

    @Test
    void theHistoryHasTheDeploymentsOfAnEnvironment() throws Exception {
        WorkflowJob job = Setup.job(j, """
                humanitecDeploy app: 'shop', env: 'development', images: [backend: 'example.com/backend:2.0']
                humanitecDeploy app: 'shop', env: 'development', again: true
                humanitecDeploy app: 'shop', env: 'development', images: [backend: 'example.com/backend:broken']
                """);
        j.buildAndAssertStatus(Result.FAILURE, job);

        DomElement link = cell(table("reader", "", ""), "shop", "development").querySelector("a[href*='history']");
        assertThat(link.getAttribute("href"), is(j.contextPath + "/humanitec/history?" + DEVELOPMENT));
        HtmlPage history = history();

        assertThat(
                texts(history, "tbody th"),
                contains(
                        containsString("failed"),
                        containsString("succeeded"),
                        containsString("succeeded"),
                        containsString("succeeded")));
        List<String> changes = texts(history, "tbody td:nth-of-type(3)");
        assertThat(changes.get(0), allOf(containsString("backend 2.0 \u2192 broken"), containsString("1 change")));
        assertThat(changes.get(1), containsString("No change of the workloads"));
        assertThat(changes.get(2), containsString("backend 1.0.0 \u2192 2.0"));
        assertThat(changes.get(3), containsString("frontend \u2192 1.0.0"));
        assertThat(
                texts(history, ".humanitec-replaced").get(0),
                is("~ modules/backend/spec/containers/main/image: \"example.com/backend:2.0\" -> "
                        + "\"example.com/backend:broken\""));
        assertThat(texts(history, "tbody td").toString(), containsString(job.getName() + " #1"));
        assertThat(texts(history, "figcaption").toString(), containsString("1 failure, by week"));
        assertThat(history.querySelectorAll("rect.humanitec-bar-done").size(), is(3));
        assertThat(texts(history, "figure li"), contains(containsString("4 deployments, 1 failed")));
    }

    @Test
    void thePlotsBeginWithTheEarliest() throws Exception {
        SIMULATOR.fault(Answers.of("GET", "/shop/envs/development/deploys", 200, """
                [{"id": "d3", "status": "failed",
                "created_at": "2026-03-10T08:00:00Z", "status_changed_at": "2026-03-10T08:00:50Z"},
                {"id": "d2", "status": "succeeded",
                "created_at": "2026-03-03T08:00:00Z", "status_changed_at": "2026-03-03T08:01:40Z"},
                {"id": "d1", "status": "succeeded",
                "created_at": "2026-02-17T08:00:00Z", "status_changed_at": "2026-02-17T08:00:10Z"}]
                """));

        HtmlPage history = history();

        DomNode durations = history.querySelectorAll("figure").get(0);
        List<Double> heights = durations.querySelectorAll("rect").stream()
                .map(bar -> Double.valueOf(((DomElement) bar).getAttribute("height")))
                .toList();
        assertThat(heights, contains(10.4, 104.0, 52.0));
        assertThat(
                texts(history, "figure li"),
                contains(
                        "2026-02-16: 1 deployment, 0 failed",
                        "2026-02-23: no deployments, 0 failed",
                        "2026-03-02: 1 deployment, 0 failed",
                        "2026-03-09: 1 deployment, 1 failed"));
    }
}
