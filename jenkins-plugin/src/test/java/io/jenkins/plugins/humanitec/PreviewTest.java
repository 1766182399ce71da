package io.jenkins.plugins.humanitec;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import hudson.model.Result;
import io.jenkins.plugins.humanitec.preview.Previews;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import net.sf.json.JSONObject;
import org.awaitility.Awaitility;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** Environments that come with branches and change requests, and go with them. */
@WithJenkins
class PreviewTest {

    private static final String JENKINSFILE = """
            def preview = humanitecPreviewEnv app: 'shop', base: 'development'
            echo "${preview.created ? 'new' : 'known'}: ${preview.id} at ${preview.url}, ${preview.markdown}"
            """;

    @RegisterExtension
    static final SimulatorProcess SIMULATOR = new SimulatorProcess("--settling", "PT0.2S", "--deletion", "PT0.2S");

    private static JenkinsRule j;

    @BeforeAll
    static void setUp(JenkinsRule rule) {
        j = rule;
    }

    @AfterAll
    static void tearDown() throws Exception {
        j.after();
    }

    @BeforeEach
    void connect() throws Exception {
        Setup.connect(SIMULATOR);
    }

    private static Repository repository() throws Exception {
        return new Repository(j, Map.of("Jenkinsfile", JENKINSFILE));
    }

    private static List<String> environments() throws Exception {
        return SIMULATOR.list("/orgs/acme/apps/shop/envs").stream()
                .map(env -> ((JSONObject) env).getString("id"))
                .toList();
    }

    private static void awaitGone(String env) {
        Awaitility.await()
                .atMost(60, TimeUnit.SECONDS)
                .until(() -> !environments().contains(env));
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
            assertThat(environments(), hasItem("preview-master"));

            repository.deleteBranch("fix-7");
            repository.scan();

            awaitGone("preview-fix-7");
            assertThat("that of another branch stays", environments(), hasItem("preview-master"));
        }
    }

    @Test
    void theEnvironmentOfAChangeRequestGoesWithIt() throws Exception {
        try (Repository repository = repository()) {
            int number = repository.openChangeRequest();
            WorkflowRun run = built(repository, "CR-" + number);
            j.assertLogContains("new: pr-" + number + " at ", run);
            assertThat(environments(), hasItem("pr-" + number));

            repository.closeChangeRequest(number);
            repository.scan();

            awaitGone("pr-" + number);
        }
    }

    @Test
    void whatCouldNotBeDeletedIsDeletedByTheNextSweep() throws Exception {
        WorkflowJob job = Setup.job(j, "humanitecPreviewEnv app: 'shop', base: 'development', branch: 'feature/Login'");
        j.buildAndAssertSuccess(job);
        String env = environments().stream()
                .filter(id -> id.startsWith("preview-feature-login-"))
                .findFirst()
                .orElseThrow();
        SIMULATOR.fault(Answers.of("GET", "/envs/" + env, 403, "{\"error\": \"API-403\", \"message\": \"no\"}"));
        long before = asked(env);

        job.delete();
        Awaitility.await().atMost(60, TimeUnit.SECONDS).until(() -> asked(env) > before);
        assertThat("it is still there", environments(), hasItem(env));
        SIMULATOR.forgetFaults();
        Previews.get().sweep();

        awaitGone(env);
    }

    private static long asked(String env) throws Exception {
        return SIMULATOR.calls().stream()
                .filter(call -> call.endsWith("/envs/" + env))
                .count();
    }

    @Test
    void aRenamedJobKeepsItsEnvironment() throws Exception {
        WorkflowJob job = Setup.job(j, "humanitecPreviewEnv app: 'shop', base: 'development', branch: 'moving'");
        j.buildAndAssertSuccess(job);

        job.renameTo("moved");
        Previews.get().sweep();
        assertThat(environments(), hasItem("preview-moving"));

        job.delete();
        awaitGone("preview-moving");
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
        WorkflowJob job = Setup.job(j, "humanitecPreviewEnv app: 'shop', base: 'development', branch: 'taken'");

        WorkflowRun run = j.buildAndAssertStatus(Result.FAILURE, job);

        assertThat(
                JenkinsRule.getLog(run),
                containsString("its name is 'Of somebody else' and not 'Preview of taken'. Delete or rename it."));
        job.delete();
        Previews.get().sweep();
        assertThat(environments(), hasItem("preview-taken"));
        assertThat(SIMULATOR.calls(), not(hasItem("DELETE /orgs/acme/apps/shop/envs/preview-taken")));
    }

    @Test
    void aDryRunKeepsNothingInMind() throws Exception {
        WorkflowJob job = Setup.job(
                j,
                "withHumanitec(dryRun: true) { humanitecPreviewEnv app: 'shop', base: 'development', branch: 'dry' }");
        j.buildAndAssertSuccess(job);
        long before = asked("preview-dry");

        job.delete();
        Previews.get().sweep();

        assertThat(asked("preview-dry"), is(before));
    }
}
