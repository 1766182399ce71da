package io.jenkins.plugins.humanitec.record;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import hudson.model.FreeStyleProject;
import hudson.model.Result;
import hudson.model.Run;
import io.jenkins.plugins.humanitec.freestyle.HumanitecBuilder;
import io.jenkins.plugins.humanitec.steps.values.SetValueStep;
import io.jenkins.plugins.humanitec.testing.Answers;
import io.jenkins.plugins.humanitec.testing.Setup;
import io.jenkins.plugins.humanitec.testing.SharedJenkins;
import io.jenkins.plugins.humanitec.testing.SimulatorProcess;
import java.util.List;
import net.sf.json.JSONArray;
import net.sf.json.JSONObject;
import org.htmlunit.html.HtmlAnchor;
import org.htmlunit.html.HtmlPage;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Tests the record of changes on the page of a build. */
class BuildPageTest extends SharedJenkins {

    @RegisterExtension
    static final SimulatorProcess SIMULATOR = new SimulatorProcess("--settling", "PT0.4S", "--deletion", "PT0.2S");

    BuildPageTest() {
        super(SIMULATOR);
    }

    @BeforeEach
    void addPaymentKey() throws Exception {
        Setup.addCredentials("payment-key", "hush-hush-value");
    }

    private static WorkflowRun run(String script) throws Exception {
        return j.buildAndAssertSuccess(
                Setup.job(j, "withHumanitec(app: 'shop', env: 'development') {\n" + script + "\n}"));
    }

    /** Returns step, object, location, content before and after, and status of each change. */
    private static List<String> changes(Run<?, ?> run) {
        return run.getAction(HumanitecBuildAction.class).getChanges().stream()
                .map(change -> String.join(
                        " | ",
                        change.getStep(),
                        change.getWhat(),
                        change.getWhere(),
                        String.valueOf(change.getBefore()),
                        String.valueOf(change.getAfter()),
                        change.getStatus()))
                .toList();
    }

    @Test
    void eachStepIsListedWithWhatItChanged() throws Exception {
        WorkflowRun run = run("""
                humanitecSetValue key: 'LOG_LEVEL', value: 'debug'
                humanitecSetValue key: 'LOG_LEVEL', value: 'trace'
                humanitecSetValue key: 'LOG_LEVEL', value: 'trace'
                humanitecDeleteValue key: 'LOG_LEVEL'
                humanitecListValues()
                humanitecScale replicas: [backend: 3]
                humanitecDeploy images: [backend: 'registry.example.com/backend:2']
                humanitecPromote from: 'development', env: 'production'
                humanitecCreateApp app: 'blog', name: 'Blog'
                humanitecCreateEnv env: 'test', from: 'development'
                humanitecDeleteEnv env: 'test'
                humanitecDeleteEnv env: 'test'
                humanitecPause()
                humanitecResume()
                humanitecRegisterVersion name: 'registry.example.com/backend', version: '2'
                humanitecRunPipeline pipeline: 'release', wait: false
                humanitecRequest operation: 'listEnvironments'
                humanitecRequest operation: 'deleteApplicationValue', parameters: [key: 'LOG_LEVEL']
                withHumanitec(dryRun: true) { humanitecDeleteApp 'shop' }
                """);

        assertThat(
                changes(run),
                is(List.of(
                        "humanitecSetValue | value LOG_LEVEL | shop/development | null | debug | created",
                        "humanitecSetValue | value LOG_LEVEL | shop/development | debug | trace | changed",
                        "humanitecDeleteValue | value LOG_LEVEL | shop/development | null | null | deleted",
                        "humanitecScale | replicas | shop/development | backend 2 | backend 3 | ready",
                        "humanitecDeploy | deployment | shop/development | null | registry.example.com/backend:2 | succeeded",
                        "humanitecPromote | deployment | shop/production | null | what runs in development | succeeded",
                        "humanitecCreateApp | application | blog | null | Blog | created",
                        "humanitecCreateEnv | environment | shop/test | null | test | created",
                        "humanitecDeleteEnv | environment | shop/test | null | null | deleted",
                        "humanitecPause | environment | shop/development | null | null | paused",
                        "humanitecResume | environment | shop/development | null | null | resumed",
                        "humanitecRegisterVersion | version of registry.example.com/backend | acme | null | 2 | registered",
                        "humanitecRunPipeline | run of pipeline release | shop | null | null | queued",
                        "humanitecRequest | deleteApplicationValue | shop/development | null | null | done")));
    }

    @Test
    void thePageLinksToHumanitec() throws Exception {
        WorkflowRun run = run("humanitecSetValue key: 'A', value: '<b>bold</b>'");

        HtmlPage page = j.createWebClient().getPage(run);

        String text = page.querySelector(".humanitec-changes").asNormalizedText();
        assertThat(text, containsString("value A"));
        assertThat("it is escaped", text, containsString("<b>bold</b>"));
        HtmlAnchor link = page.querySelector(".humanitec-changes a");
        assertThat(link.getHrefAttribute(), is("https://app.humanitec.io/orgs/acme/apps/shop/envs/development"));
    }

    @Test
    void theRemoteApiHasTheSame() throws Exception {
        WorkflowRun run = run("humanitecSetValue key: 'A', value: 'b'");

        JSONArray actions = j.getJSON(run.getUrl() + "api/json").getJSONObject().getJSONArray("actions");

        JSONObject change = actions.stream()
                .map(JSONObject.class::cast)
                .filter(action -> action.has("changes"))
                .map(action -> action.getJSONArray("changes").getJSONObject(0))
                .findFirst()
                .orElseThrow();
        assertThat(change.getString("step"), is("humanitecSetValue"));
        assertThat(change.getString("after"), is("b"));
        assertThat(change.getBoolean("ongoing"), is(false));
        assertThat(change.getLong("duration"), greaterThanOrEqualTo(0L));
    }

    @Test
    void aBuildThatChangedNothingSaysNothing() throws Exception {
        WorkflowRun run = run("humanitecListValues()");

        assertThat(run.getAction(HumanitecBuildAction.class), nullValue());
        assertThat(j.createWebClient().getPage(run).querySelector(".humanitec-changes"), nullValue());
    }

    @Test
    void secretsAreMasked() throws Exception {
        WorkflowRun run = run("""
                humanitecSetValue key: 'KEY', valueCredentialsId: 'payment-key'
                withCredentials([string(credentialsId: 'payment-key', variable: 'BOUND')]) {
                    humanitecSetValue key: 'URL', value: "https://user:${BOUND}@example.com"
                }
                """);

        assertThat(
                changes(run),
                is(
                        List.of(
                                "humanitecSetValue | value KEY | shop/development | null | **** | created",
                                "humanitecSetValue | value URL | shop/development | null | https://user:****@example.com | created")));
        assertThat(
                j.createWebClient().getPage(run).getWebResponse().getContentAsString(),
                not(containsString("hush-hush-value")));
    }

    @Test
    void aDeploymentIsShownWhileItGoesOnAndWhenItHasFailed() throws Exception {
        SIMULATOR.fault(Answers.of("GET", "/envs/development", 503, "{}"));
        WorkflowRun run = Setup.job(
                        j,
                        "humanitecWaitForDeployment app: 'shop', env: 'production'\n"
                                + "humanitecDeploy app: 'shop', env: 'development', set: 'x', concurrency: 'wait'")
                .scheduleBuild2(0)
                .waitForStart();
        j.waitForMessage("answered 503", run);
        HumanitecChange change =
                run.getAction(HumanitecBuildAction.class).getChanges().get(0);
        assertThat(change.isOngoing(), is(true));
        assertThat(change.getStatus(), containsString("503"));
        HtmlPage page = j.createWebClient().getPage(run);
        assertThat(page.querySelector("[data-ongoing=true]"), notNullValue());
        assertThat(page.querySelector(".humanitec-ongoing").asNormalizedText(), containsString("503"));
        HtmlPage again = (HtmlPage) j.createWebClient()
                .goTo(page.querySelector(".humanitec-changes")
                        .getAttributes()
                        .getNamedItem("data-url")
                        .getNodeValue()
                        .replaceFirst("^/jenkins/", ""));
        assertThat(again.querySelector(".humanitec-ongoing").asNormalizedText(), containsString("503"));

        SIMULATOR.forgetFaults();
        j.assertBuildStatus(Result.FAILURE, j.waitForCompletion(run));

        page = j.createWebClient().getPage(run);
        assertThat(page.querySelector(".humanitec-failed").asNormalizedText(), containsString("answered 404"));
        assertThat(page.querySelector("[data-ongoing=true]"), nullValue());
    }

    @Test
    void anAbortIsSeenToo() throws Exception {
        SIMULATOR.fault(Answers.of("GET", "/envs/development", 503, "{}"));
        WorkflowRun run = Setup.job(j, "humanitecDeploy app: 'shop', env: 'development', again: true")
                .scheduleBuild2(0)
                .waitForStart();
        j.waitForMessage("answered 503", run);

        run.doStop();

        j.assertBuildStatus(Result.ABORTED, j.waitForCompletion(run));
        assertThat(
                changes(run),
                is(
                        List.of(
                                "humanitecDeploy | deployment | shop/development | null | what was there, once more | aborted")));
    }

    @Test
    void aFreestyleBuildHasItToo() throws Exception {
        FreeStyleProject job = j.createFreeStyleProject();
        SetValueStep step = new SetValueStep("A");
        step.setApp("shop");
        step.setValue("b");
        job.getBuildersList().add(new HumanitecBuilder(step));

        assertThat(
                changes(j.buildAndAssertSuccess(job)),
                is(List.of("humanitecSetValue | value A | shop | null | b | created")));
    }
}
