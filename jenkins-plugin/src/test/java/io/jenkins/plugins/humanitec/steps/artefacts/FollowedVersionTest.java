package io.jenkins.plugins.humanitec.steps.artefacts;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.matchesPattern;

import hudson.model.Result;
import io.jenkins.plugins.humanitec.testing.Setup;
import io.jenkins.plugins.humanitec.testing.SharedJenkins;
import io.jenkins.plugins.humanitec.testing.SimulatorProcess;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Tests the registration of versions that trigger pipelines. A build takes the 30 seconds in which pipelines can start. */
class FollowedVersionTest extends SharedJenkins {

    private static final String REGISTER =
            "humanitecRegisterVersion name: 'registry.example.com/%s', version: '2.0.0', follow: true";

    @RegisterExtension
    static final SimulatorProcess SIMULATOR = new SimulatorProcess("--settling", "PT0.4S");

    FollowedVersionTest() {
        super(SIMULATOR);
    }

    private static void pipeline(String id, String image, String step) throws Exception {
        SIMULATOR.addPipeline("""
                id: %s
                name: Any
                on: {artefact: {type: container, include: ['registry.example.com/%s']}}
                jobs: {job: {steps: [%s]}}
                """.formatted(id, image, step));
    }

    private static WorkflowRun start(String script) throws Exception {
        return Setup.job(j, script).scheduleBuild2(0).waitForStart();
    }

    @Test
    void thePipelinesThatAVersionTriggersAreFollowedAndFailTheStep() throws Exception {
        String set = SIMULATOR
                .get("/orgs/acme/apps/shop/envs/development")
                .getJSONObject("last_deploy")
                .getString("set_id");
        pipeline(
                "deliver",
                "backend",
                "{uses: actions/humanitec/deploy@v1, with: {env_id: development, set_id: '" + set + "'}}");
        pipeline(
                "failing",
                "web",
                "{uses: actions/humanitec/fail@v1, with: {message: 'The scan has found something.'}}");
        pipeline("passing", "web", "{uses: actions/humanitec/log@v1, with: {message: 'All is well.'}}");

        WorkflowRun followed = start("def version = " + REGISTER.formatted("backend") + """

                assert version.id && version.version == '2.0.0'
                assert version.runs*.pipeline == ['deliver'] && version.runs*.status == ['succeeded']
                assert version.runs[0].app == 'shop' && version.runs[0].outputs.deployment_id
                """);
        WorkflowRun failed = start(REGISTER.formatted("web"));

        j.assertBuildStatusSuccess(j.waitForCompletion(followed));
        j.assertLogContains("Humanitec: version 2.0.0 of registry.example.com/backend: registered", followed);
        assertThat(
                j.getLog(followed).lines().toList(),
                hasItem(matchesPattern(
                        "Humanitec: shop/deliver: deployment [0-9a-f]+ to shop/development has started")));
        j.assertBuildStatus(Result.FAILURE, j.waitForCompletion(failed));
        String log = j.getLog(failed);
        assertThat(log, containsString("1 of the 2 pipeline runs of version 2.0.0 of registry.example.com/web"));
        assertThat(log, containsString("The scan has found something."));
        assertThat(log, containsString("shop/passing: "));
    }
}
