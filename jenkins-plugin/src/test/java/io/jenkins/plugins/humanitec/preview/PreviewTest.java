package io.jenkins.plugins.humanitec.preview;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;

import hudson.model.Result;
import io.jenkins.plugins.humanitec.testing.Answers;
import io.jenkins.plugins.humanitec.testing.Repository;
import io.jenkins.plugins.humanitec.testing.Setup;
import io.jenkins.plugins.humanitec.testing.SharedJenkins;
import io.jenkins.plugins.humanitec.testing.ShopEnvironments;
import io.jenkins.plugins.humanitec.testing.SimulatorProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import net.sf.json.JSONObject;
import org.awaitility.Awaitility;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.jvnet.hudson.test.JenkinsRule;

/** Tests that preview environments are created for branches and change requests, and deleted with them. */
class PreviewTest extends SharedJenkins {

    private static final String JENKINSFILE = """
        def preview = humanitecPreviewEnv app: 'shop', base: 'development'
        echo "${preview.created ? 'new' : 'known'}: ${preview.id} at ${preview.url}, ${preview.markdown}"
        """;

    @RegisterExtension
    static final SimulatorProcess SIMULATOR = new SimulatorProcess("--settling", "PT0.2S", "--deletion", "PT0.2S");

    private static final ShopEnvironments ENVIRONMENTS = new ShopEnvironments(SIMULATOR);

    PreviewTest() {
        super(SIMULATOR);
    }

    /** Deletes the environments with the jobs, because the next test uses the same names of environments. */
    @AfterEach
    void leaveNothing() throws Exception {
        SIMULATOR.forgetFaults();
        deleteItems();
        awaitForgotten();
    }

    private static void awaitForgotten() {
        Path kept = j.jenkins.getRootDir().toPath().resolve(Previews.class.getName() + ".xml");
        Awaitility.await().atMost(60, TimeUnit.SECONDS).until(() -> {
            Previews.get().sweep();
            return !Files.exists(kept) || !Files.readString(kept).contains("<env>");
        });
    }

    private static Repository repository() throws Exception {
        return new Repository(j, Map.of("Jenkinsfile", JENKINSFILE));
    }

    private static WorkflowJob job(String branch) throws Exception {
        return Setup.job(j, "humanitecPreviewEnv app: 'shop', base: 'development', branch: '" + branch + "'");
    }

    private static WorkflowRun built(Repository repository, String job) throws Exception {
        repository.scan();
        j.waitUntilNoActivity();
        WorkflowRun run = repository.job(job).getLastBuild();
        j.assertBuildStatusSuccess(run);
        return run;
    }

    @Test
    void theEnvironmentOfABranchIsMadeOnceAndGoesWithTheBranch() throws Exception {
        try (Repository repository = repository()) {
            repository.addBranch("fix-7");
            WorkflowRun first = built(repository, "fix-7");
            j.assertLogContains(
                    "new: preview-fix-7 at https://app.humanitec.io/orgs/acme/apps/shop/envs/preview-fix-7, "
                            + "[Preview of fix-7](https://app.humanitec.io/orgs/acme/apps/shop/envs/preview-fix-7)",
                    first);
            WorkflowRun second =
                    j.assertBuildStatusSuccess(repository.job("fix-7").scheduleBuild2(0));
            j.assertLogContains("known: preview-fix-7", second);
            assertThat(ENVIRONMENTS.ids(), hasItem("preview-master"));

            repository.deleteBranch("fix-7");
            repository.scan();

            ENVIRONMENTS.awaitGone("preview-fix-7");
            assertThat("that of another branch stays", ENVIRONMENTS.ids(), hasItem("preview-master"));
        }
    }

    @Test
    void theEnvironmentOfAChangeRequestGoesWithIt() throws Exception {
        try (Repository repository = repository()) {
            int number = repository.openChangeRequest();
            WorkflowRun run = built(repository, "CR-" + number);
            j.assertLogContains("new: pr-" + number + " at ", run);
            assertThat(ENVIRONMENTS.ids(), hasItem("pr-" + number));

            repository.closeChangeRequest(number);
            repository.scan();

            ENVIRONMENTS.awaitGone("pr-" + number);
        }
    }

    @Test
    void whatCouldNotBeDeletedIsDeletedByTheNextSweep() throws Exception {
        WorkflowJob job = job("feature/Login");
        j.buildAndAssertSuccess(job);
        String env = ENVIRONMENTS.ids().stream()
                .filter(id -> id.startsWith("preview-feature-login-"))
                .findFirst()
                .orElseThrow();
        SIMULATOR.fault(Answers.of("GET", "/envs/" + env, 403, "{\"error\": \"API-403\", \"message\": \"no\"}"));
        long before = ENVIRONMENTS.asked(env);

        job.delete();
        Awaitility.await().atMost(60, TimeUnit.SECONDS).until(() -> ENVIRONMENTS.asked(env) > before);
        assertThat("it is still there", ENVIRONMENTS.ids(), hasItem(env));
        SIMULATOR.forgetFaults();
        awaitForgotten();

        ENVIRONMENTS.awaitGone(env);
    }

    @Test
    void aRenamedJobKeepsItsEnvironment() throws Exception {
        WorkflowJob job = job("moving");
        j.buildAndAssertSuccess(job);

        job.renameTo("moved");
        Previews.get().sweep();
        assertThat(ENVIRONMENTS.ids(), hasItem("preview-moving"));
        j.buildAndAssertSuccess(job);
        assertThat(ENVIRONMENTS.nameOf("preview-moving"), startsWith("Preview of moving (moved on localhost:"));

        job.delete();
        ENVIRONMENTS.awaitGone("preview-moving");
    }

    @Test
    void anEnvironmentThatSomebodyElseMadeIsNotTaken() throws Exception {
        SIMULATOR.post(
                "/orgs/acme/apps/shop/envs",
                new JSONObject()
                        .element("id", "preview-taken")
                        .element("name", "Of somebody else")
                        .element("type", "development")
                        .element(
                                "from_deploy_id",
                                SIMULATOR
                                        .get("/orgs/acme/apps/shop/envs/development")
                                        .getJSONObject("last_deploy")
                                        .getString("id")));
        WorkflowJob job = job("taken");

        WorkflowRun run = j.buildAndAssertStatus(Result.FAILURE, job);

        assertThat(
                JenkinsRule.getLog(run),
                containsString(
                        "its name is 'Of somebody else' and not 'Preview of taken (" + job.getFullName() + " on "));
        job.delete();
        Previews.get().sweep();
        assertThat(ENVIRONMENTS.ids(), hasItem("preview-taken"));
        assertThat(SIMULATOR.calls(), not(hasItem("DELETE /orgs/acme/apps/shop/envs/preview-taken")));
    }

    /** Change requests of different repositories can have the same number. */
    @Test
    void theEnvironmentOfAChangeRequestIsNotThatOfAnotherRepositorys() throws Exception {
        try (Repository backend = repository();
                Repository frontend = repository()) {
            int number = backend.openChangeRequest();
            assertThat(frontend.openChangeRequest(), is(number));
            WorkflowRun first = built(backend, "CR-" + number);
            frontend.scan();
            j.waitUntilNoActivity();
            WorkflowRun second = frontend.job("CR-" + number).getLastBuild();

            j.assertBuildStatus(Result.FAILURE, second);
            j.assertLogContains(
                    "Humanitec: cannot provide a preview environment. The environment shop/pr-" + number
                            + " is the preview of the job '" + first.getParent().getFullName()
                            + "'. Give the previews of this job IDs of their own with 'prefix', such as prefix:"
                            + " 'backend'.",
                    second);
            assertThat(
                    ENVIRONMENTS.nameOf("pr-" + number),
                    startsWith("Preview of change request " + number + " ("
                            + first.getParent().getFullName() + " on localhost:"));

            frontend.closeChangeRequest(number);
            frontend.scan();
            Previews.get().sweep();
            ENVIRONMENTS.assertNotDeleted("pr-" + number);

            backend.closeChangeRequest(number);
            backend.scan();
            ENVIRONMENTS.awaitGone("pr-" + number);
        }
    }

    @Test
    void withAPrefixEachRepositoryHasEnvironmentsOfItsOwn() throws Exception {
        String prefixed = JENKINSFILE.replace("base:", "prefix: 'frontend', base:");
        try (Repository backend = repository();
                Repository frontend = new Repository(j, Map.of("Jenkinsfile", prefixed))) {
            int number = backend.openChangeRequest();
            frontend.openChangeRequest();
            j.assertLogContains("new: pr-" + number, built(backend, "CR-" + number));
            j.assertLogContains("new: frontend-pr-" + number, built(frontend, "CR-" + number));

            frontend.closeChangeRequest(number);
            frontend.scan();
            ENVIRONMENTS.awaitGone("frontend-pr-" + number);
            ENVIRONMENTS.assertNotDeleted("pr-" + number);
            assertThat(ENVIRONMENTS.ids(), hasItem("frontend-preview-master"));
        }
    }

    @Test
    void anotherJobGetsTheEnvironmentOnceItIsGone() throws Exception {
        WorkflowJob first = job("handed-on");
        j.buildAndAssertSuccess(first);
        WorkflowJob second = job("handed-on");
        SIMULATOR.fault(
                Answers.of("DELETE", "/envs/preview-handed-on", 403, "{\"error\": \"API-403\", \"message\": \"no\"}"));
        first.delete();
        Previews.get().sweep();

        j.assertLogContains(
                "is the preview of a job '" + first.getFullName() + "' that was deleted, and is to be deleted with it.",
                j.buildAndAssertStatus(Result.FAILURE, second));
        SIMULATOR.forgetFaults();
        awaitForgotten();
        ENVIRONMENTS.awaitGone("preview-handed-on");
        j.buildAndAssertSuccess(second);
        Previews.get().sweep();

        assertThat(ENVIRONMENTS.nameOf("preview-handed-on"), containsString("(" + second.getFullName() + " on "));
    }

    @Test
    void anEnvironmentThatSomebodyHasRenamedIsLeftAlone() throws Exception {
        WorkflowJob job = job("kept");
        j.buildAndAssertSuccess(job);
        ENVIRONMENTS.rename("preview-kept", "For the fair");

        job.delete();
        awaitForgotten();

        ENVIRONMENTS.assertNotDeleted("preview-kept");
    }

    @Test
    void aDryRunKeepsNothingInMind() throws Exception {
        WorkflowJob job = Setup.job(
                j,
                "withHumanitec(dryRun: true) { humanitecPreviewEnv app: 'shop', base: 'development', branch: 'dry' }");
        j.buildAndAssertSuccess(job);
        long before = ENVIRONMENTS.asked("preview-dry");

        job.delete();
        Previews.get().sweep();

        assertThat(ENVIRONMENTS.asked("preview-dry"), is(before));
    }
}
