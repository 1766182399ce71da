package io.jenkins.plugins.humanitec.record;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;

import io.jenkins.plugins.humanitec.client.AppRef;
import io.jenkins.plugins.humanitec.client.EnvRef;
import io.jenkins.plugins.humanitec.testing.Setup;
import io.jenkins.plugins.humanitec.testing.SharedJenkins;
import io.jenkins.plugins.humanitec.testing.SimulatorProcess;
import java.util.List;
import java.util.stream.IntStream;
import org.htmlunit.html.DomNode;
import org.htmlunit.html.HtmlDetails;
import org.htmlunit.html.HtmlPage;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Tests how the page of a build groups and folds changes, and the badges of the build. */
class BuildPageGroupsTest extends SharedJenkins {

    @RegisterExtension
    static final SimulatorProcess SIMULATOR = new SimulatorProcess("--settling", "PT0.4S", "--deletion", "PT0.2S");

    BuildPageGroupsTest() {
        super(SIMULATOR);
    }

    private static WorkflowRun run(String script) throws Exception {
        return j.buildAndAssertSuccess(
                Setup.job(j, "withHumanitec(app: 'shop', env: 'development') {\n" + script + "\n}"));
    }

    private static HumanitecChange change(String env, String what, String status, boolean failed) {
        HumanitecChange change = new HumanitecChange(
                "humanitecSetValue", what, "shop/" + env, "https://app.humanitec.io/shop/" + env, 1767225600000L);
        change.end(status, failed);
        return change;
    }

    private static HtmlPage pageOf(Iterable<HumanitecChange> changes) throws Exception {
        WorkflowRun run = run("humanitecListValues()");
        changes.forEach(HumanitecBuildAction.of(run)::keep);
        return j.createWebClient().getPage(run);
    }

    private static List<String> texts(DomNode parent, String css) {
        return parent.querySelectorAll(css).stream()
                .map(DomNode::asNormalizedText)
                .toList();
    }

    @Test
    void changesAreGroupedByPlaceAndWhatFailedIsFirst() throws Exception {
        HtmlPage page = pageOf(List.of(
                change("development", "value A", "created", false),
                change("production", "value B", "created", false),
                change("test", "ResourceDefinition db", "planned: change", false),
                change("production", "value C", "answered 404", true)));

        assertThat(
                texts(page, ".humanitec-group h3 a"), is(List.of("shop/production", "shop/development", "shop/test")));
        assertThat(
                texts(page, ".humanitec-group h3 .jenkins-visually-hidden"), is(List.of("Failed", "Done", "Planned")));
        assertThat(texts(page, ".humanitec-group-counts"), is(List.of("2 changes, 1 failed", "1 change", "1 change")));
        assertThat(
                texts(page.querySelector(".humanitec-group"), ".humanitec-status"),
                is(List.of("answered 404", "created")));
        assertThat(texts(page, ".humanitec-counts"), is(List.of("4 changes, 1 failed")));
    }

    @Test
    void theLastOfManyChangesAreShownAndEachThatFailed() throws Exception {
        HtmlPage page = pageOf(IntStream.range(0, 203)
                .mapToObj(i -> change("development", "value V" + i, "status " + i, i == 1))
                .toList());

        assertThat(page.querySelectorAll(".humanitec-item").size(), is(200));
        assertThat(
                page.querySelector(".humanitec-changes").asNormalizedText(),
                containsString("3 earlier changes are in the remote API only."));
        assertThat(texts(page, ".humanitec-group > ul .humanitec-status").size(), is(20));
        assertThat(texts(page, ".humanitec-group > ul .humanitec-status").get(0), is("status 1"));
        HtmlDetails more = page.querySelector(".humanitec-group > details");
        assertThat(more.isOpen(), is(false));
        assertThat(
                texts(more.getParentNode(), ".humanitec-group > details > summary"), is(List.of("180 more changes")));
    }

    @Test
    void contentOfManyLinesIsFolded() throws Exception {
        HumanitecChange plan = change("development", "ResourceDefinition db", "planned: change", false);
        plan.setTexts("name: \"db\"\nsize: 1\nold: true", "name: \"db\"\nnew: 2\nsize: 2");

        HtmlPage page = pageOf(List.of(plan));

        HtmlDetails diff = page.querySelector(".humanitec-item details");
        assertThat(diff.isOpen(), is(false));
        assertThat(texts(diff, "summary"), is(List.of("Difference of 5 lines")));
        diff.setAttribute("open", "");
        assertThat(
                diff.querySelectorAll("li").stream()
                        .map(DomNode::getTextContent)
                        .toList(),
                is(List.of("  name: \"db\"", "- size: 1", "+ size: 2", "- old: true", "+ new: 2")));
    }

    /** Unfolds each part and returns the texts of all lines of differences. */
    private static List<String> differences(DomNode change) {
        return change.querySelectorAll(".humanitec-diff li").stream()
                .map(DomNode::getTextContent)
                .toList();
    }

    @Test
    void aDeploymentUnfoldsWhatItChanges() throws Exception {
        WorkflowRun run = run("""
                humanitecDeploy images: [backend: 'registry.example.com/backend:7']
                humanitecPromote from: 'development', env: 'production'
                """);

        HtmlPage page = j.createWebClient().getPage(run);

        List<DomNode> changes = List.copyOf(page.querySelectorAll(".humanitec-item"));
        assertThat(
                differences(changes.get(0)),
                is(List.of("~ modules/backend/spec/containers/main/image:"
                        + " \"registry.example.com/backend:1.0.0\" -> \"registry.example.com/backend:7\"")));
        assertThat(differences(changes.get(1)), hasItem(containsString("\"registry.example.com/backend:7\"")));
        HumanitecBuildAction read = new HumanitecBuildAction();
        read.onLoad(run);
        assertThat("it is saved", read.getChanges().get(0).getDifferences().size(), is(1));
    }

    @Test
    void differencesAreMaskedAndBounded() throws Exception {
        Setup.addCredentials("payment-key", "hush-hush-value");
        WorkflowRun run = run("""
                withCredentials([string(credentialsId: 'payment-key', variable: 'KEY')]) {
                    humanitecDeploy images: [backend: "registry.example.com/${KEY}:7"]
                }
                """);
        HumanitecChange change =
                run.getAction(HumanitecBuildAction.class).getChanges().get(0);
        assertThat(change.getDifferences().toString(), containsString("registry.example.com/****:7"));

        change.setDifferences(IntStream.range(0, 130)
                .mapToObj(i -> "+ " + "x".repeat(i * 100))
                .toList());

        assertThat(change.getDifferences().size(), is(100));
        assertThat(change.getDifferences().get(99).length(), is(500));
        assertThat(change.getMoreDifferences(), is(30));

        change.setDifferences(List.of());

        assertThat("after a restart", change.getDifferences().size(), is(100));
    }

    private static List<String> badges(HumanitecChange... changes) throws Exception {
        WorkflowRun run = run("humanitecListValues()");
        List.of(changes).forEach(HumanitecBuildAction.of(run)::keep);
        HtmlPage page = j.createWebClient()
                .withJavaScriptEnabled(false)
                .goTo(run.getParent().getUrl() + "buildHistory/ajax");
        return page.querySelectorAll(".humanitec-badge").stream()
                .map(badge -> badge.asNormalizedText() + " | "
                        + badge.getAttributes().getNamedItem("tooltip").getNodeValue())
                .toList();
    }

    private static HumanitecChange deployment(String env, String status, boolean failed) {
        HumanitecChange change = change(env, "deployment", status, failed);
        change.setTexts(null, "backend:7");
        change.setDeployedTo(new DeployedEnvironment("main", "token", new EnvRef(new AppRef("acme", "shop"), env)));
        return change;
    }

    @Test
    void theHistoryShowsWhatWasDeployedWhere() throws Exception {
        assertThat(
                badges(
                        change("test", "value A", "created", false),
                        deployment("production", "succeeded", false),
                        deployment("test", "succeeded", false),
                        deployment("test", "answered 404", true)),
                is(List.of("shop/production | shop/production: backend:7")));
        assertThat(
                badges(
                        deployment("ea", "succeeded", false),
                        deployment("eb", "succeeded", false),
                        deployment("ec", "succeeded", false),
                        deployment("ed", "succeeded", false)),
                is(List.of(
                        "shop/ea | shop/ea: backend:7",
                        "shop/eb | shop/eb: backend:7",
                        "+2 | shop/ec: backend:7\nshop/ed: backend:7")));
    }
}
