package io.jenkins.plugins.humanitec.steps;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.matchesPattern;

import io.jenkins.plugins.humanitec.testing.Setup;
import io.jenkins.plugins.humanitec.testing.SharedJenkins;
import io.jenkins.plugins.humanitec.testing.SimulatorProcess;
import java.util.List;
import net.sf.json.JSONObject;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Tests the requests and results of successful delivery steps. */
class DeliveryTest extends SharedJenkins {

    @RegisterExtension
    static final SimulatorProcess SIMULATOR = new SimulatorProcess("--settling", "PT0.4S", "--deletion", "PT0.4S");

    DeliveryTest() {
        super(SIMULATOR);
    }

    private WorkflowRun run(String script) throws Exception {
        return j.buildAndAssertSuccess(
                Setup.job(j, "withHumanitec(app: 'shop', env: 'development') {\n" + script + "\n}"));
    }

    private List<JSONObject> sent(String method, String endOfPath) throws Exception {
        return SIMULATOR.requests().stream()
                .filter(request -> request.getString("method").equals(method)
                        && request.getString("path").endsWith(endOfPath))
                .toList();
    }

    private JSONObject body(JSONObject request) {
        return JSONObject.fromObject(request.getString("body"));
    }

    @Test
    void applicationsAndEnvironmentsAreCreatedIfMissing() throws Exception {
        WorkflowRun run = run("""
                def app = humanitecCreateApp app: 'blog', name: 'Blog'
                assert app.id == 'blog' && app.name == 'Blog' && app.created && app.changed
                assert app.url == 'https://app.humanitec.io/orgs/acme/apps/blog'
                assert !humanitecCreateApp(app: 'blog').created

                def staging = humanitecCreateEnv env: 'staging', name: 'Staging', type: 'development', from: 'production'
                assert staging.id == 'staging' && staging.created && staging.type == 'development'
                assert staging.url == 'https://app.humanitec.io/orgs/acme/apps/shop/envs/staging'
                def again = humanitecCreateEnv env: 'staging', name: 'Staging', from: 'production'
                assert !again.created && !again.changed
                assert humanitecCreateEnv(env: 'staging', name: 'Stage').changed
                assert humanitecDeleteEnv(env: 'staging')
                assert !humanitecDeleteEnv(env: 'staging')
                """);

        j.assertLogContains("Humanitec: application blog: created", run);
        j.assertLogContains("Humanitec: application blog: unchanged", run);
        j.assertLogContains("Humanitec: environment shop/staging: created", run);
        j.assertLogContains("Humanitec: environment shop/staging: changed", run);
        j.assertLogContains("Humanitec: environment shop/staging: deleted", run);
        j.assertLogContains("Humanitec: environment shop/staging: did not exist", run);
    }

    @Test
    void imagesAreDeployedWithACommentThatSaysWhichBuildDidIt() throws Exception {
        WorkflowJob job = Setup.job(j, """
                node {
                    withEnv(['GIT_COMMIT=a1b2c3d4e5f60718293a4b5c6d7e8f9012345678']) {
                        def version = '2.0.0'
                        def done = humanitecDeploy app: 'shop', env: 'development', images: [
                            backend: "registry.example.com/backend:${version}",
                            'frontend.main': 'registry.example.com/frontend:2.0.0']
                        assert done.status == 'succeeded' && done.errors == []
                        echo "deployed ${done.id} as ${done.comment} with ${done.set}, see ${done.url}"
                    }
                }
                """);

        WorkflowRun run = j.buildAndAssertSuccess(job);

        JSONObject deployment = body(sent("POST", "/pipeline-runs").get(0));
        assertThat(
                deployment.getString("comment"),
                matchesPattern(job.getFullName() + " #1 \\(a1b2c3d\\) \\[[0-9a-f]{12}]"));
        j.assertLogContains(
                "backend: image registry.example.com/backend:1.0.0 -> registry.example.com/backend:2.0.0", run);
        j.assertLogContains("frontend: image registry.example.com/frontend:1.0.0 -> ", run);
        j.assertLogContains("see https://app.humanitec.io/orgs/acme/apps/shop/envs/development", run);
        assertThat(sent("POST", "/deltas").size(), is(1));
    }

    @Test
    void aDeltaASetAndTheLastDeploymentAreDeployed() throws Exception {
        run("""
                def delta = humanitecRequest operation: 'createDelta', body: [
                    metadata: [env_id: 'development', name: 'by hand'],
                    modules: [update: [backend: [[op: 'replace', path: '/spec/replicas', value: 5]]]]]
                def first = humanitecDeploy delta: delta.id, comment: 'More of it'
                assert first.comment.startsWith('More of it [')
                assert humanitecRuntime().backend.replicas == 5
                def again = humanitecDeploy again: true
                assert again.set == first.set && again.id != first.id
                def before = humanitecRequest(operation: 'listDeployments').last()
                humanitecDeploy set: before.set_id
                assert humanitecRuntime().backend.replicas == 2
                assert humanitecDeploy(deployment: again.id).set == again.set
                """);

        List<JSONObject> deployments = sent("POST", "/pipeline-runs");
        assertThat(deployments.size(), is(4));
        assertThat(body(deployments.get(3)).has("deployment_id"), is(true));
        assertThat(body(deployments.get(0)).has("delta_id"), is(true));
        assertThat(body(deployments.get(1)).has("set_id"), is(true));
    }

    @Test
    void whatSomebodyElseDeploysIsWaitedFor() throws Exception {
        WorkflowRun run = run("""
                def begun = humanitecDeploy again: true, wait: false
                assert begun.id && begun.run && begun.status != 'failed'
                def last = humanitecWaitForDeployment()
                assert last.id == begun.id && last.status == 'succeeded'
                assert humanitecWaitForDeployment(deployment: begun.id, timeout: 60).status == 'succeeded'
                """);

        j.assertLogContains(": succeeded", run);
    }

    @Test
    void whatRunsInOneEnvironmentIsComparedAndPromoted() throws Exception {
        WorkflowRun run = run("""
                humanitecDeploy images: [backend: 'registry.example.com/backend:3.0.0']
                def changes = humanitecDiff from: 'production', to: 'development'
                def image = changes.find { it.path.endsWith('/image') }
                assert image.op == 'replace' && image.before.contains(':1.0.0') && image.after.contains(':3.0.0')
                def done = humanitecPromote from: 'development', env: 'production'
                assert done.status == 'succeeded'
                assert humanitecDiff(from: 'production', to: 'development') == []
                assert humanitecDiff(set: done.set, to: 'development') == []
                """);

        j.assertLogContains(
                "  ~ modules/backend/spec/containers/main/image: \"registry.example.com/backend:1.0.0\""
                        + " -> \"registry.example.com/backend:3.0.0\"",
                run);
        j.assertLogContains("  no difference", run);
        assertThat(SIMULATOR.calls(), hasItem("POST /orgs/acme/apps/shop/pipeline-runs"));
    }

    @Test
    void environmentsArePausedAndResumed() throws Exception {
        WorkflowRun run = run("""
                assert humanitecPause()
                assert humanitecRequest(operation: 'listRuntimes', parameters: [id: ['development']]).find { it.id == 'development' }.paused
                assert !humanitecPause()
                assert humanitecResume()
                assert !humanitecResume()
                """);

        j.assertLogContains("Humanitec: environment shop/development: paused", run);
        j.assertLogContains("Humanitec: environment shop/development: was paused already", run);
        j.assertLogContains("Humanitec: environment shop/development: resumed", run);
        j.assertLogContains("Humanitec: environment shop/development: was not paused", run);
    }

    @Test
    void versionsOfImagesAndWorkloadsAreRegistered() throws Exception {
        WorkflowRun run = j.buildAndAssertSuccess(Setup.job(j, """
                node {
                    writeFile file: 'deploy/score.yaml', text: '''
                        apiVersion: score.dev/v1b1
                        metadata: {name: backend}
                        containers: {main: {image: .}}
                        '''
                    withEnv(['GIT_COMMIT=a1b2c3d', 'GIT_BRANCH=origin/main']) {
                        def image = humanitecRegisterVersion name: 'registry.example.com/backend', version: '2.0.0',
                            digest: 'sha256:' + 'a' * 64
                        assert image.id && image.commit == 'a1b2c3d' && image.ref == 'refs/heads/main'
                        def workload = humanitecRegisterVersion name: 'backend', version: '2.0.0',
                            score: 'deploy/score.yaml', image: 'registry.example.com/backend:2.0.0', ref: 'refs/tags/2.0.0'
                        assert workload.id && workload.ref == 'refs/tags/2.0.0'
                    }
                }
                """));

        j.assertLogContains("Humanitec: version 2.0.0 of registry.example.com/backend: registered", run);
        List<JSONObject> registered = sent("POST", "/artefact-versions");
        assertThat(registered.size(), is(2));
        assertThat(body(registered.get(0)).getString("commit"), is("a1b2c3d"));
        assertThat(registered.get(1).getString("body"), containsString("score.dev/v1b1"));
    }

    @Test
    void anyOperationOfTheApiIsARequest() throws Exception {
        WorkflowRun run = run("""
                def envs = humanitecRequest operation: 'listEnvironments'
                assert envs*.id.sort() == ['development', 'production']
                def value = humanitecRequest operation: 'createEnvironmentValue', parameters: [envId: 'production'],
                    body: [key: 'FLAG', value: 'on', description: '', is_secret: false]
                assert value.key == 'FLAG'
                """);

        j.assertLogContains(": done", run);
        assertThat(SIMULATOR.calls(), hasItem("POST /orgs/acme/apps/shop/envs/production/values"));
    }

    @Test
    void manifestsArePlannedAppliedAndExported() throws Exception {
        WorkflowRun run = run("""
                node {
                    writeFile file: 'values.yaml', text: '''
                        apiVersion: entity.humanitec.io/v1b1
                        kind: SharedValue
                        metadata: {id: TRACE_LEVEL}
                        entity: {value: info, description: How much is logged}
                        '''
                    def plan = humanitecPlan files: 'values.yaml'
                    assert plan.size() == 1 && plan[0].action == 'create' && plan[0].app_id == 'shop'
                    def done = humanitecApply plan: plan
                    assert done == [[action: 'create', kind: 'SharedValue', id: 'TRACE_LEVEL', app_id: 'shop']]
                    assert humanitecExport(directory: 'out', kinds: 'SharedValue').contains('out/shop/SharedValue.yaml')
                    assert readFile('out/shop/SharedValue.yaml').contains('id: TRACE_LEVEL')
                }
                """);

        j.assertLogContains("Humanitec: + create SharedValue shop/TRACE_LEVEL: done", run);
        List<JSONObject> created = sent("POST", "/apps/shop/values");
        assertThat(created.size(), is(1));
        assertThat(body(created.get(0)).getString("value"), is("info"));
    }

    /** Tests the steps that are not in the example, which is also a Declarative Pipeline. */
    @Test
    void aDeclarativePipelineHasTheSteps() throws Exception {
        WorkflowRun run = j.buildAndAssertSuccess(Setup.job(j, """
                pipeline {
                    agent none
                    options { withHumanitec(app: 'shop', env: 'development') }
                    stages {
                        stage('Deliver') {
                            steps {
                                humanitecCreateApp 'bakery'
                                humanitecDeploy again: true, wait: false
                                humanitecWaitForDeployment()
                                humanitecDiff to: 'production'
                                humanitecPause()
                                humanitecResume()
                                humanitecRunPipeline pipeline: 'release', wait: false
                                humanitecRequest operation: 'listEnvironments'
                                humanitecPreviewEnv base: 'development', branch: 'declarative'
                            }
                        }
                    }
                    post {
                        always { humanitecDeleteApp app: 'bakery', wait: false }
                    }
                }
                """));

        j.assertLogContains("Humanitec: environment shop/development: resumed", run);
        j.assertLogContains("Humanitec: preview environment shop/preview-declarative: created", run);
        j.assertLogContains("Humanitec: application bakery: deleted", run);
    }
}
