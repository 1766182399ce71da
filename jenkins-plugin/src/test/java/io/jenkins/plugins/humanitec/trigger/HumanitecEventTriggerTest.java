package io.jenkins.plugins.humanitec.trigger;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import hudson.model.FreeStyleProject;
import hudson.model.Run;
import io.jenkins.plugins.humanitec.testing.Setup;
import java.util.List;
import java.util.stream.Stream;
import net.sf.json.JSONObject;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.CaptureEnvironmentBuilder;

/** Tests the trigger in jobs of each kind. */
class HumanitecEventTriggerTest extends EventTriggers {

    private static final String PRINT = """
            echo "kind=$env.HUMANITEC_EVENT_KIND app=$env.HUMANITEC_EVENT_APP env=$env.HUMANITEC_EVENT_ENV"
            echo "type=$env.HUMANITEC_EVENT_ENV_TYPE id=$env.HUMANITEC_EVENT_DEPLOYMENT"
            echo "status=$env.HUMANITEC_EVENT_STATUS time=$env.HUMANITEC_EVENT_TIME"
            """;

    private void assertStarts(String script) throws Exception {
        WorkflowJob job = Setup.job(j, script.replace("PRINT", PRINT).replace("CONNECTION", connection));
        job.setQuietPeriod(0);
        j.buildAndAssertSuccess(job);
        awaitPoll();
        String id = deployed("development");

        Run<?, ?> build = build(job, 2);

        assertThat(
                build.getCause(HumanitecEventCause.class).getShortDescription(),
                is("Humanitec: the deployment " + id + " to shop/development has succeeded"));
        j.assertLogContains("Humanitec: the deployment " + id + " to shop/development has succeeded", build);
        j.assertLogContains("kind=deploymentSucceeded app=shop env=development", build);
        j.assertLogContains("type=development id=" + id, build);
        j.assertLogContains("status=succeeded time=20", build);
        awaitPoll();
        assertThat(job.getNextBuildNumber(), is(3));
    }

    @Test
    void aDeclarativeJobIsStarted() throws Exception {
        assertStarts("""
                pipeline {
                  agent none
                  triggers {
                    humanitecEvent(connection: 'CONNECTION', app: 'shop', env: 'development',
                      events: ['deploymentSucceeded'], pollInterval: 1)
                  }
                  stages { stage('Print') { steps { script { PRINT } } } }
                }
                """);
    }

    @Test
    void aScriptedJobIsStarted() throws Exception {
        assertStarts("""
                properties([pipelineTriggers([humanitecEvent(connection: 'CONNECTION', app: 'shop', env: 'dev*',
                  events: ['deploymentSucceeded'], pollInterval: 1)])])
                PRINT
                """);
    }

    @Test
    void aFreestyleJobIsStartedWithEachEvent() throws Exception {
        FreeStyleProject job = j.createFreeStyleProject();
        job.setQuietPeriod(0);
        CaptureEnvironmentBuilder captured = new CaptureEnvironmentBuilder();
        job.getBuildersList().add(captured);
        HumanitecEventTrigger trigger = trigger(null);
        job.addTrigger(trigger);
        trigger.start(job, true);
        awaitPoll();

        SIMULATOR.post(
                SHOP + "/envs",
                new JSONObject()
                        .element("id", "pr-12")
                        .element("name", "Preview")
                        .element("type", "development"));
        build(job, 1);
        assertThat(captured.getEnvVars().get("HUMANITEC_EVENT_KIND"), is("environmentCreated"));
        assertThat(captured.getEnvVars().get("HUMANITEC_EVENT_ENV"), is("pr-12"));
        assertThat(captured.getEnvVars().get("HUMANITEC_EVENT_DEPLOYMENT"), is(""));
        deployed("production");
        build(job, 3);

        assertThat(
                Stream.of(2, 3)
                        .map(number -> job.getBuildByNumber(number)
                                .getCause(HumanitecEventCause.class)
                                .getKind())
                        .toList(),
                is(List.of("deploymentStarted", "deploymentSucceeded")));
    }

    @Test
    void onlySelectedEventsStartAJob() throws Exception {
        HumanitecEventTrigger ofType = trigger(null, "deploymentSucceeded");
        ofType.setType("production");
        FreeStyleProject production = freestyle(ofType);
        FreeStyleProject failures = freestyle(trigger("development", "deploymentFailed"));
        FreeStyleProject previews = freestyle(trigger("pr-*"));
        FreeStyleProject development = freestyle(trigger("development", "deploymentSucceeded"));
        awaitPoll();

        deployed("development");
        build(development, 1);
        awaitPoll();

        assertThat(development.getNextBuildNumber(), is(2));
        for (FreeStyleProject other : List.of(production, failures, previews)) {
            assertThat(other.getNextBuildNumber(), is(1));
        }
    }

    @Test
    void severalDeploymentsStartABuildEach() throws Exception {
        FreeStyleProject job = freestyle(trigger("development", "deploymentSucceeded"));
        job.setQuietPeriod(2);
        awaitPoll();

        deployed("development");
        deployed("development");
        deployed("development");

        build(job, 3);
        awaitPoll();
        assertThat(job.getNextBuildNumber(), is(4));
    }

    @Test
    void aDisabledOrDeletedJobIsNotStarted() throws Exception {
        FreeStyleProject disabled = freestyle(trigger("development", "deploymentSucceeded"));
        disabled.disable();
        FreeStyleProject deleted = freestyle(trigger("development", "deploymentSucceeded"));
        FreeStyleProject enabled = freestyle(trigger("development", "deploymentSucceeded"));
        awaitPoll();
        deleted.delete();

        deployed("development");
        build(enabled, 1);
        awaitPoll();

        assertThat(disabled.getNextBuildNumber(), is(1));
        assertThat(j.jenkins.getItem(deleted.getName()) == null, is(true));
    }
}
