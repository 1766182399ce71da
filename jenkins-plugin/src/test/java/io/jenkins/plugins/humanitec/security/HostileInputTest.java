package io.jenkins.plugins.humanitec.security;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;

import hudson.model.Result;
import io.jenkins.plugins.humanitec.testing.Answers;
import io.jenkins.plugins.humanitec.testing.Setup;
import io.jenkins.plugins.humanitec.testing.SimulatorProcess;
import java.util.List;
import java.util.stream.Collectors;
import net.sf.json.JSONObject;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/**
 * Tests that text from a Jenkinsfile or the API cannot change request paths, forge log lines or add markup to a page.
 */
@WithJenkins
class HostileInputTest {

    private static final String NASTY = "no\r\nFinished: SUCCESS\u001b[2J\u0007<script>alert(1)</script>";

    @RegisterExtension
    static final SimulatorProcess SIMULATOR = new SimulatorProcess();

    private JenkinsRule j;

    @BeforeEach
    void setUp(JenkinsRule rule) throws Exception {
        j = rule;
        Setup.connect(SIMULATOR);
    }

    /** Runs a step with each ID, and counts how often it fails with an error message of the plugin. */
    private WorkflowRun refusals(String step, List<String> ids) throws Exception {
        String list = ids.stream().map(id -> '"' + id + '"').collect(Collectors.joining(", ", "[", "]"));
        WorkflowRun run = j.buildAndAssertSuccess(Setup.job(j, """
                int refused = 0
                %s.each { id ->
                    try {
                        %s
                    } catch (e) {
                        if (e.message.startsWith('Humanitec: ')) { refused++ } else { echo "${id}: ${e.message}" }
                    }
                }
                echo "${refused} refused"
                """.formatted(list, step)));
        j.assertLogContains(ids.size() + " refused", run);
        return run;
    }

    @Test
    void whatIsNoIdIsNotSent() throws Exception {
        List<String> ids = List.of(
                "..",
                ".",
                "../other",
                "a/b",
                "a%2fb",
                "%2e%2e",
                "a\\r\\nX-Evil: 1",
                "a b",
                "a?b=c",
                "a#b",
                "<b>",
                "shop;x=1");
        for (String step : List.of(
                "humanitecDeleteApp app: id",
                "humanitecListValues app: 'shop', env: id",
                "humanitecDeleteValue app: 'shop', key: id",
                "humanitecCreateEnv app: 'shop', env: id")) {
            refusals(step, ids);
        }
        assertThat(SIMULATOR.calls(), empty());
    }

    /** The ID of a pipeline has no known pattern, so these IDs are sent. */
    @Test
    void whatMayBeAnIdStaysWithinItsPartOfThePath() throws Exception {
        refusals(
                "humanitecRunPipeline app: 'shop', pipeline: id",
                List.of("..", "../../../other", "a%2fb", "%2e%2e", "a\\r\\nX-Evil: 1", "a?b=c", "a#b"));

        assertThat(SIMULATOR.calls(), not(empty()));
        for (JSONObject request : SIMULATOR.requests()) {
            assertThat(
                    request.getString("path"),
                    matchesPattern("/orgs/acme/apps/shop/pipelines/(?!\\.{1,2}/)[^/?#\\s]+/runs"));
            assertThat(request.getString("headers"), not(containsString("Evil")));
        }
    }

    @Test
    void theApisWordsAreOnlyWords() throws Exception {
        SIMULATOR.fault(Answers.of(
                "GET",
                "/values",
                403,
                new JSONObject()
                        .element("error", NASTY)
                        .element("message", NASTY)
                        .toString()));

        WorkflowRun run = j.buildAndAssertStatus(Result.FAILURE, Setup.job(j, "humanitecListValues app: 'shop'"));

        j.assertLogContains("answered 403", run);
        assertHarmless(run);
    }

    @Test
    void whatTheJenkinsfileNamesForgesNoLine() throws Exception {
        WorkflowRun run = j.buildAndAssertStatus(
                Result.FAILURE,
                Setup.job(
                        j,
                        "humanitecDeleteEnv app: 'shop', env: 'no\\r\\nFinished: SUCCESS\\u001b[2J<script>alert(1)</script>'"));

        assertHarmless(run);
    }

    @Test
    void aValueIsNoMarkup() throws Exception {
        WorkflowRun run = j.buildAndAssertSuccess(
                Setup.job(
                        j,
                        "humanitecSetValue app: 'shop', key: 'NASTY', value: 'no\\r\\nFinished: FAILURE\\u001b[2J<script>alert(1)</script>'"));

        assertHarmless(run);
    }

    private void assertHarmless(WorkflowRun run) throws Exception {
        String log = JenkinsRule.getLog(run);
        assertThat(log, not(containsString("\u001b")));
        assertThat(log, not(containsString("\u0007")));
        String end = "Finished: " + run.getResult();
        assertThat(log.lines().filter(line -> line.startsWith("Finished: ")).toList(), is(List.of(end)));
        JenkinsRule.WebClient client = j.createWebClient();
        client.getOptions().setJavaScriptEnabled(false);
        for (String page : List.of("", "console")) {
            String content = client.getPage(run, page).getWebResponse().getContentAsString();
            assertThat(page, content, not(containsString("<script>alert")));
        }
        assertThat("the page shows something", log.lines().toList(), hasItem(end));
    }
}
