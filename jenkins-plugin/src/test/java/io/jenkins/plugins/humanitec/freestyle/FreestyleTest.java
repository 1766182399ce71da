package io.jenkins.plugins.humanitec.freestyle;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import hudson.model.FreeStyleBuild;
import hudson.model.FreeStyleProject;
import hudson.model.ParametersDefinitionProperty;
import hudson.model.Result;
import hudson.model.StringParameterDefinition;
import hudson.tasks.Builder;
import io.jenkins.plugins.humanitec.steps.HumanitecStep;
import io.jenkins.plugins.humanitec.steps.TargetStep;
import io.jenkins.plugins.humanitec.steps.artefacts.RegisterVersionStep;
import io.jenkins.plugins.humanitec.steps.deployments.DeployStep;
import io.jenkins.plugins.humanitec.steps.environments.DeleteEnvStep;
import io.jenkins.plugins.humanitec.steps.values.SetValueStep;
import io.jenkins.plugins.humanitec.steps.workloads.ScaleStep;
import io.jenkins.plugins.humanitec.testing.Setup;
import io.jenkins.plugins.humanitec.testing.SharedJenkins;
import io.jenkins.plugins.humanitec.testing.SimulatorProcess;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.jvnet.hudson.test.FailureBuilder;
import org.jvnet.hudson.test.JenkinsRule;

/** Tests the build step and the post-build step of Freestyle jobs. */
class FreestyleTest extends SharedJenkins {

    private static final String DEV = "/orgs/acme/apps/shop/envs/development";

    @RegisterExtension
    static final SimulatorProcess SIMULATOR = new SimulatorProcess("--settling", "PT0.4S", "--deletion", "PT0.2S");

    FreestyleTest() {
        super(SIMULATOR);
    }

    private static <S extends TargetStep> S inDevelopment(S step) {
        step.setApp("shop");
        step.setEnv("development");
        return step;
    }

    private static FreeStyleProject job(HumanitecStep... operations) throws Exception {
        FreeStyleProject job = j.createFreeStyleProject();
        job.addProperty(new ParametersDefinitionProperty(new StringParameterDefinition("VERSION", "2.0.0")));
        for (HumanitecStep operation : operations) {
            job.getBuildersList().add(new HumanitecBuilder(operation));
        }
        return job;
    }

    private static SetValueStep value(String key, String value) {
        SetValueStep step = inDevelopment(new SetValueStep(key));
        step.setValue(value);
        return step;
    }

    private static DeployStep deploy(String image) {
        DeployStep step = new DeployStep();
        step.setApp("shop");
        step.setEnv("development");
        step.setImages(Map.of("backend", image));
        return step;
    }

    @Test
    void eachOperationIsCarriedOutWithTheBuildsVariables() throws Exception {
        ScaleStep scale = new ScaleStep();
        scale.setApp("shop");
        scale.setEnv("development");
        scale.setReplicas(Map.of("frontend", 3));
        RegisterVersionStep register = new RegisterVersionStep("registry.example.com/backend");
        register.setVersion("${VERSION}");
        DeleteEnvStep delete = new DeleteEnvStep("production");
        delete.setApp("shop");

        FreeStyleBuild build = j.buildAndAssertSuccess(job(
                value("BUILD", "${BUILD_NUMBER} of ${VERSION}"),
                scale,
                register,
                deploy("registry.example.com/backend:${VERSION}"),
                delete));

        assertThat(
                SIMULATOR.requests().stream()
                        .filter(request -> request.getString("method").equals("POST")
                                && request.getString("path").endsWith("/values"))
                        .findFirst()
                        .orElseThrow()
                        .getString("body"),
                containsString("\"1 of 2.0.0\""));
        j.assertLogContains("Humanitec: value BUILD of shop/development: created", build);
        j.assertLogContains("Humanitec: all pods of frontend are ready", build);
        j.assertLogContains("Humanitec: version 2.0.0 of registry.example.com/backend: registered", build);
        j.assertLogContains(
                "Humanitec: backend: image registry.example.com/backend:1.0.0 -> registry.example.com/backend:2.0.0",
                build);
        j.assertLogContains("to shop/development: succeeded", build);
        j.assertLogContains("Humanitec: environment shop/production: deleted", build);
    }

    @Test
    void aFailureIsASentenceAndEndsTheBuild() throws Exception {
        FreeStyleBuild build = j.buildAndAssertStatus(
                Result.FAILURE, job(deploy("registry.example.com/backend:broken"), value("NEVER", "set")));

        String log = JenkinsRule.getLog(build);
        assertThat(log, containsString("ERROR: Humanitec: cannot deploy to development. Deployment "));
        assertThat(log, containsString("The image of workload 'backend' cannot be pulled."));
        assertThat(log, not(containsString("\tat ")));
        assertThat(log, not(containsString("NEVER")));
    }

    @Test
    void thePostBuildStepRunsAfterAFailureOnlyIfItIsToldTo() throws Exception {
        FreeStyleProject job = job();
        job.getBuildersList().add(new FailureBuilder());
        DeleteEnvStep delete = new DeleteEnvStep("production");
        delete.setApp("shop");
        HumanitecPublisher publisher = new HumanitecPublisher(delete);
        job.getPublishersList().add(publisher);

        FreeStyleBuild first = j.buildAndAssertStatus(Result.FAILURE, job);
        j.assertLogContains("Humanitec: skipped because the build failed", first);
        assertThat(SIMULATOR.calls().size(), is(0));

        publisher.setEvenIfFailed(true);
        FreeStyleBuild second = j.buildAndAssertStatus(Result.FAILURE, job);
        j.assertLogContains("Humanitec: environment shop/production: deleted", second);
        assertThat(SIMULATOR.calls(), hasItem("DELETE /orgs/acme/apps/shop/envs/production"));
    }

    @Test
    void aSecretValueIsNotKeptInTheJobsSettings() throws Exception {
        SetValueStep secret = value("KEY", "hush");
        secret.setSecret(true);

        FreeStyleBuild build = j.buildAndAssertStatus(Result.FAILURE, job(secret));

        j.assertLogContains("Leave the value blank and select credentials under 'Value from credentials'", build);
        j.assertLogNotContains("hush", build);
    }

    @Test
    void aSecretValueComesFromCredentials() throws Exception {
        Setup.addCredentials("payment-key", "hush-hush");
        SetValueStep secret = inDevelopment(new SetValueStep("KEY"));
        secret.setValueCredentialsId("payment-key");

        FreeStyleBuild build = j.buildAndAssertSuccess(job(secret));

        j.assertLogNotContains("hush-hush", build);
        assertThat(SIMULATOR.calls(), hasItem("POST " + DEV + "/values"));
    }

    @Test
    void theFormKeepsWhatWasEntered() throws Exception {
        ScaleStep scale = new ScaleStep();
        scale.setEnv("development");
        scale.setReplicas(Map.of("backend", 3));
        scale.setTimeout(90);
        DeployStep deploy = deploy("registry.example.com/backend:${VERSION}");
        deploy.setRollback(true);
        deploy.setConcurrency("fail");
        FreeStyleProject job = job(value("API_URL", "${URL}"), scale, deploy);
        DeleteEnvStep delete = new DeleteEnvStep("preview");
        HumanitecPublisher publisher = new HumanitecPublisher(delete);
        publisher.setEvenIfFailed(true);
        job.getPublishersList().add(publisher);

        j.configRoundtrip(job);

        SetValueStep valueAfter = operation(job, 0);
        assertThat(valueAfter.getKey(), is("API_URL"));
        assertThat(valueAfter.getValue(), is("${URL}"));
        assertThat(valueAfter.getEnv(), is("development"));
        ScaleStep scaleAfter = operation(job, 1);
        assertThat(scaleAfter.getReplicas(), is(Map.of("backend", 3)));
        assertThat(scaleAfter.getTimeout(), is(90));
        DeployStep deployAfter = operation(job, 2);
        assertThat(deployAfter.getImages(), is(Map.of("backend", "registry.example.com/backend:${VERSION}")));
        assertThat(deployAfter.isRollback(), is(true));
        assertThat(deployAfter.getConcurrency(), is("fail"));
        HumanitecPublisher publisherAfter = job.getPublishersList().get(HumanitecPublisher.class);
        assertThat(publisherAfter.isEvenIfFailed(), is(true));
        assertThat(((DeleteEnvStep) publisherAfter.getOperation()).getEnv(), is("preview"));
    }

    @SuppressWarnings("unchecked")
    private static <S extends HumanitecStep> S operation(FreeStyleProject job, int index) {
        Builder builder = job.getBuildersList().get(index);
        return (S) ((HumanitecBuilder) builder).getOperation();
    }
}
