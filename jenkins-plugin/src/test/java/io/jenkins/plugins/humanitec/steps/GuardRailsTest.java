package io.jenkins.plugins.humanitec.steps;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;

import hudson.model.Result;
import io.jenkins.plugins.humanitec.config.HumanitecConnection;
import io.jenkins.plugins.humanitec.config.HumanitecGlobalConfiguration;
import io.jenkins.plugins.humanitec.config.HumanitecProtection;
import io.jenkins.plugins.humanitec.testing.Setup;
import io.jenkins.plugins.humanitec.testing.SharedJenkins;
import io.jenkins.plugins.humanitec.testing.SimulatorProcess;
import java.util.ArrayList;
import java.util.List;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.jvnet.hudson.test.JenkinsRule;

/** Tests dry runs, protection rules and concurrent deployments. */
class GuardRailsTest extends SharedJenkins {

    @RegisterExtension
    static final SimulatorProcess SIMULATOR = new SimulatorProcess("--settling", "PT1S", "--deletion", "PT0.4S");

    GuardRailsTest() {
        super(SIMULATOR);
    }

    private static String inShop(String options, String script) {
        return "withHumanitec(app: 'shop', env: 'development'" + options + ") {\n" + script + "\n}";
    }

    private long deploys() throws Exception {
        return SIMULATOR.calls().stream()
                .filter(call -> call.startsWith("POST") && call.endsWith("/pipeline-runs"))
                .count();
    }

    @Test
    void aDryRunTellsWhatItWouldDoAndReturnsWhatItWouldReturn() throws Exception {
        WorkflowRun run = j.buildAndAssertSuccess(Setup.job(j, inShop(", dryRun: true", """
                assert humanitecSetValue(key: 'LOG_LEVEL', value: 'debug').changed
                assert humanitecSetValue(key: 'PAYMENT_KEY', secret: true, value: 'not-to-be-shown').changed
                assert humanitecScale(replicas: [backend: 7]).backend.before == 2
                assert humanitecDeploy(images: [backend: 'registry.example.com/backend:9']).status == 'dry run'
                assert humanitecPromote(from: 'development', env: 'production').status == 'dry run'
                assert humanitecCreateApp(app: 'blog').created
                assert humanitecCreateEnv(env: 'staging', from: 'development').created
                assert humanitecDeleteEnv(env: 'production')
                assert humanitecDeleteApp(app: 'prototype')
                humanitecRegisterVersion name: 'registry.example.com/backend', version: '9'
                assert humanitecPause()
                assert humanitecPreviewEnv(base: 'development', branch: 'fix').created
                humanitecRunPipeline pipeline: 'release', inputs: [version: 2]
                humanitecRequest operation: 'deleteApplication'
                // An inner block cannot override it.
                withHumanitec(dryRun: false) { humanitecDeleteValue key: 'LOG_LEVEL', env: '' }
                """)));

        assertThat(
                SIMULATOR.requests().stream()
                        .filter(request -> !request.getString("query").equals("dry_run=true"))
                        .map(request -> request.getString("method"))
                        .toList(),
                everyItem(is("GET")));
        j.assertLogContains("Humanitec (dry run): value LOG_LEVEL of shop/development: created (debug)", run);
        j.assertLogContains("Humanitec (dry run): replicas of backend in shop/development: 2 -> 7", run);
        j.assertLogContains("backend: image registry.example.com/backend:1.0.0 -> registry.example.com/backend:9", run);
        j.assertLogContains("Humanitec (dry run): would send DELETE /orgs/acme/apps/shop", run);
        j.assertLogContains("Humanitec (dry run): would run pipeline release with {version=2}", run);
        j.assertLogContains("Humanitec (dry run): would deploy these changes to shop/production", run);
        j.assertLogNotContains("not-to-be-shown", run);
        j.assertLogNotContains("Humanitec: ", run);
    }

    private void protect(String pattern, boolean deletion, boolean deployment, boolean scaling) {
        HumanitecConnection connection = Setup.connection("main", SIMULATOR.url(), "token");
        HumanitecProtection protection = new HumanitecProtection(pattern);
        protection.setDeletion(deletion);
        protection.setDeployment(deployment);
        protection.setScaling(scaling);
        protection.setContentDeletion(deletion && deployment && scaling);
        connection.setProtections(List.of(protection));
        HumanitecGlobalConfiguration.get().setConnections(List.of(connection));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "humanitecDeleteApp app: 'shop' | The deletion of application shop",
                "humanitecDeleteEnv env: 'production' | The deletion of environment shop/production",
                "humanitecDeploy env: 'production', again: true | The deployment of environment shop/production",
                "humanitecPromote from: 'development', env: 'production' | The deployment of environment shop/production",
                "humanitecScale env: 'production', replicas: [backend: 1] | The scaling of environment shop/production",
                "humanitecPause env: 'production' | The scaling of environment shop/production",
                "humanitecRequest operation: 'deleteEnvironment', parameters: [envId: 'production'] | The deletion of environment shop/production",
                "humanitecDeleteValue env: 'production', key: 'LOG_LEVEL' | The deletion of values or resources of environment shop/production",
                "humanitecRequest operation: 'createAutomationRule', parameters: [envId: 'production'], body: [type: 'update'] | The deployment of environment shop/production",
                "humanitecRequest operation: 'createPipelineRunByCriteria', body: [trigger: 'deployment_request', env_id: 'production'] | The deployment of environment shop/production",
                "humanitecRequest operation: 'createPipeline', body: 'jobs: {main: {steps: [{uses: actions/humanitec/deploy@v1, with: {env_id: production}}]}}' | The deployment of environment shop/production"
            })
    void whatIsProtectedIsRefusedByTheNameOfTheRule(String step, String refusal) throws Exception {
        protect("*/prod*", true, true, true);

        WorkflowRun run = j.buildAndAssertStatus(Result.FAILURE, Setup.job(j, inShop("", step)));

        String log = JenkinsRule.getLog(run);
        assertThat(log, containsString(refusal + " is forbidden by the protection rule '*/prod*' of the connection."));
        assertThat(log, not(containsString("\tat ")));
        assertThat(SIMULATOR.calls(), everyItem(startsWith("GET ")));
    }

    @Test
    void whatIsNotProtectedGoesOn() throws Exception {
        protect("*/prod*", true, false, false);

        j.buildAndAssertSuccess(Setup.job(j, inShop("", """
                humanitecDeploy env: 'production', again: true
                humanitecScale env: 'production', replicas: [backend: 1]
                humanitecDeleteEnv env: 'development'
                """)));
    }

    @Test
    void deploymentsOfSeveralBuildsWaitForEachOther() throws Exception {
        List<WorkflowRun> runs = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            runs.add(Setup.job(j, inShop("", "humanitecDeploy again: true"))
                    .scheduleBuild2(0)
                    .waitForStart());
        }

        for (WorkflowRun run : runs) {
            j.assertBuildStatusSuccess(j.waitForCompletion(run));
        }

        assertThat("none was refused", deploys(), is(3L));
        List<WorkflowRun> queued = new ArrayList<>();
        for (WorkflowRun run : runs) {
            if (JenkinsRule.getLog(run).contains("waiting for earlier deployments to shop/development in the queue")) {
                queued.add(run);
            }
        }
        assertThat(queued, hasSize(2));
    }

    @Test
    void aDeploymentUnderWayIsAReasonToFailIfAskedFor() throws Exception {
        WorkflowJob job = Setup.job(j, inShop("", """
                humanitecDeploy again: true, wait: false
                humanitecDeploy again: true, concurrency: 'fail'
                """));

        WorkflowRun run = j.buildAndAssertStatus(Result.FAILURE, job);

        j.assertLogContains("cannot deploy. Another deployment to shop/development is in progress: deployment ", run);
        assertThat(deploys(), is(1L));
    }

    @Test
    void aDeploymentUnderWayCanBeIgnoredAndThenThePipelineDecides() throws Exception {
        WorkflowJob job = Setup.job(j, inShop("", """
                humanitecDeploy again: true, wait: false
                humanitecDeploy again: true, concurrency: 'allow'
                """));

        WorkflowRun run = j.buildAndAssertSuccess(job);

        j.assertLogContains(" of pipeline default: queued", run);
        assertThat(deploys(), is(2L));
    }
}
