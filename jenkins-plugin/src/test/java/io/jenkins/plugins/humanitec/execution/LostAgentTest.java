package io.jenkins.plugins.humanitec.execution;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasItem;

import hudson.Launcher;
import hudson.model.AbstractBuild;
import hudson.model.BuildListener;
import hudson.model.FreeStyleBuild;
import hudson.model.FreeStyleProject;
import hudson.model.Label;
import hudson.model.Result;
import hudson.slaves.DumbSlave;
import hudson.slaves.OfflineCause;
import io.jenkins.plugins.humanitec.freestyle.HumanitecPublisher;
import io.jenkins.plugins.humanitec.steps.HumanitecStepDescriptor;
import io.jenkins.plugins.humanitec.steps.environments.DeleteEnvStep;
import io.jenkins.plugins.humanitec.testing.Setup;
import io.jenkins.plugins.humanitec.testing.SharedJenkins;
import io.jenkins.plugins.humanitec.testing.SimulatorProcess;
import java.util.List;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jenkinsci.plugins.workflow.steps.StepDescriptor;
import org.jenkinsci.plugins.workflow.support.steps.input.InputAction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.jvnet.hudson.test.TestBuilder;

/** Tests builds whose agent is lost. Only steps that read or write files of the workspace need it. */
class LostAgentTest extends SharedJenkins {

    private static final String DELETED = "DELETE /orgs/acme/apps/shop/envs/production";

    private static final String STEPS = """
        node('doomed') {
            withHumanitec(app: 'shop', env: 'development', exportToken: true) {
                humanitecListValues()
                writeFile file: 'platform.yaml', text: '''
                    apiVersion: entity.humanitec.io/v1b1
                    kind: EnvironmentType
                    metadata: {id: qa}
                    entity: {description: Tests}
                    '''
                def plan = humanitecPlan files: 'platform.yaml'
                try {
                    input 'Is the agent gone?'
                    writeFile file: 'notes.txt', text: 'nothing'
                } catch (e) {
                    echo "lost: ${e.message}"
                }
                humanitecSetValue key: 'A', value: 'a'
                humanitecSetValues values: [B: 'b']
                humanitecListValues()
                humanitecDeleteValue key: 'A'
                humanitecRegisterVersion name: 'registry.example.com/backend', version: '1'
                humanitecDeploy again: true
                humanitecWaitForDeployment()
                humanitecDiff to: 'production'
                humanitecPromote from: 'development', env: 'production'
                humanitecRuntime()
                humanitecScale replicas: [backend: 3]
                humanitecWaitForReadiness()
                humanitecLogs()
                humanitecResources()
                humanitecPause()
                humanitecResume()
                humanitecRunPipeline pipeline: 'release', wait: false
                humanitecRequest operation: 'listEnvironments'
                humanitecPreviewEnv base: 'development', branch: "lost-${env.BUILD_TAG}"
                humanitecCreateEnv env: 'staging', from: 'development'
                humanitecDeleteEnv env: 'production'
                humanitecCreateApp app: 'blog'
                humanitecDeleteApp app: 'blog'
                try {
                    humanitecRegisterVersion name: 'backend', version: '1', score: 'score.yaml'
                } catch (e) {
                    echo "score: ${e.message}"
                }
                try {
                    humanitecValidateScore score: 'score.yaml'
                } catch (e) {
                    echo "validate: ${e.message}"
                }
                try {
                    humanitecDeploy score: 'score.yaml'
                } catch (e) {
                    echo "deploy: ${e.message}"
                }
                try {
                    humanitecPlan files: 'platform.yaml'
                } catch (e) {
                    echo "plan: ${e.message}"
                }
                try {
                    humanitecApply files: 'platform.yaml'
                } catch (e) {
                    echo "apply: ${e.message}"
                }
                try {
                    humanitecExport 'platform'
                } catch (e) {
                    echo "export: ${e.message}"
                }
                humanitecApply plan: plan
            }
        }
        """;

    private static final String DECLARATIVE = """
        pipeline {
            agent none
            stages {
                stage('Acceptance') {
                    agent { label 'doomed' }
                    steps {
                        input 'Is the agent gone?'
                        writeFile file: 'notes.txt', text: 'nothing'
                    }
                    post {
                        always { humanitecDeleteEnv app: 'shop', env: 'production' }
                    }
                }
            }
        }
        """;

    @RegisterExtension
    static final SimulatorProcess SIMULATOR = new SimulatorProcess("--settling", "PT0.2S", "--deletion", "PT0.2S");

    LostAgentTest() {
        super(SIMULATOR);
    }

    private static WorkflowRun endedAfterLoss(String script, boolean isRemoved) throws Exception {
        DumbSlave agent = j.createOnlineSlave(Label.get("doomed"));
        WorkflowRun run = Setup.job(j, script).scheduleBuild2(0).waitForStart();
        j.waitForMessage("Proceed or Abort", run);
        j.disconnectSlave(agent);
        if (isRemoved) {
            j.jenkins.removeNode(agent);
        }
        run.getAction(InputAction.class).getExecutions().get(0).proceed(null);
        j.waitForCompletion(run);
        if (!isRemoved) {
            j.jenkins.removeNode(agent);
        }
        return run;
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void allStepsGoOnButThoseThatNeedFiles(boolean isRemoved) throws Exception {
        for (StepDescriptor step : StepDescriptor.all()) {
            if (step instanceof HumanitecStepDescriptor) {
                assertThat(STEPS, containsString(step.getFunctionName()));
            }
        }

        WorkflowRun run = endedAfterLoss(STEPS, isRemoved);

        j.assertBuildStatusSuccess(run);
        j.assertLogContains("lost: Unable to create live FilePath for ", run);
        j.assertLogContains("score: Unable to create live FilePath for ", run);
        j.assertLogContains("validate: Unable to create live FilePath for ", run);
        j.assertLogContains("deploy: Unable to create live FilePath for ", run);
        for (String step : List.of("plan", "apply", "export")) {
            j.assertLogContains(step + ": Unable to create live FilePath for ", run);
        }
        j.assertLogContains("Humanitec: + create EnvironmentType qa: done", run);
    }

    @Test
    void aPostSectionCleansUp() throws Exception {
        WorkflowRun run = endedAfterLoss(DECLARATIVE, false);

        j.assertBuildStatus(Result.FAILURE, run);
        assertThat(SIMULATOR.calls(), hasItem(DELETED));
        j.assertLogContains("Humanitec: environment shop/production: deleted", run);
    }

    @Test
    void aPostBuildActionCleansUp() throws Exception {
        DeleteEnvStep delete = new DeleteEnvStep("production");
        delete.setApp("shop");
        HumanitecPublisher publisher = new HumanitecPublisher(delete);
        publisher.setEvenIfFailed(true);
        DumbSlave agent = j.createOnlineSlave(Label.get("doomed"));
        FreeStyleProject job = j.createFreeStyleProject();
        job.setAssignedNode(agent);
        job.getBuildersList().add(new TestBuilder() {
            @Override
            public boolean perform(AbstractBuild<?, ?> build, Launcher launcher, BuildListener listener)
                    throws InterruptedException {
                agent.toComputer().disconnect(new OfflineCause.ByCLI("gone"));
                agent.toComputer().waitUntilOffline();
                return true;
            }
        });
        job.getPublishersList().add(publisher);

        FreeStyleBuild build = job.scheduleBuild2(0).get();

        j.assertLogContains("Humanitec: environment shop/production: deleted", build);
        assertThat(SIMULATOR.calls(), hasItem(DELETED));
    }
}
