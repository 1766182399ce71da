package io.jenkins.plugins.humanitec.scm;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.is;

import hudson.model.FreeStyleBuild;
import hudson.model.FreeStyleProject;
import hudson.model.Result;
import hudson.model.Run;
import hudson.scm.SCMDescriptor;
import io.jenkins.plugins.humanitec.freestyle.HumanitecBuilder;
import io.jenkins.plugins.humanitec.steps.artefacts.RegisterVersionStep;
import io.jenkins.plugins.humanitec.testing.Repository;
import io.jenkins.plugins.humanitec.testing.Setup;
import io.jenkins.plugins.humanitec.testing.SharedJenkins;
import io.jenkins.plugins.humanitec.testing.SimulatorProcess;
import java.util.Map;
import net.sf.json.JSONObject;
import org.jenkinsci.plugins.workflow.cps.CpsScmFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.TestExtension;

/** Tests that the registered commit and ref are those of the build and exist in the repository. */
class BuildSourcesTest extends SharedJenkins {

    private static final String COMMIT = "a1b2c3d4e5f60718293a4b5c6d7e8f9012345678";
    private static final String REGISTER = """
        def version = humanitecRegisterVersion name: 'registry.example.com/backend', version: '1.0'
        echo "registered ${version.commit} of ${version.ref}"
        """;

    @TestExtension
    public static class SayingScmDescriptor extends SCMDescriptor<SayingScm> {

        public SayingScmDescriptor() {
            super(SayingScm.class, null);
        }
    }

    @RegisterExtension
    static final SimulatorProcess SIMULATOR = new SimulatorProcess("--settling", "PT0.2S");

    BuildSourcesTest() {
        super(SIMULATOR);
    }

    private static WorkflowJob job(String said, boolean isMerging, String jenkinsfile) throws Exception {
        WorkflowJob job = j.createProject(WorkflowJob.class);
        job.setDefinition(new CpsScmFlowDefinition(new SayingScm("shop", said, jenkinsfile, isMerging), "Jenkinsfile"));
        return job;
    }

    private static void assertRegistered(Run<?, ?> run, String commit, String ref) throws Exception {
        JSONObject registered = SIMULATOR.requests().stream()
                .filter(request -> request.getString("path").endsWith("/artefact-versions"))
                .map(request -> JSONObject.fromObject(request.getString("body")))
                .findFirst()
                .orElseThrow();
        assertThat(JenkinsRule.getLog(run), registered.opt("commit"), is(commit));
        assertThat(JenkinsRule.getLog(run), registered.opt("ref"), is(ref));
    }

    /** Tests {@code checkout scm} in a job without branch source, where no variables are set. */
    @ParameterizedTest
    @CsvSource({
        "GIT_BRANCH=origin/main, refs/heads/main",
        "GIT_BRANCH=upstream/feature/login, refs/heads/feature/login",
        "GIT_BRANCH=detached,",
        "GIT_BRANCH=refs/tags/1.0, refs/tags/1.0"
    })
    void theFirstCheckoutTells(String said, String ref) throws Exception {
        WorkflowRun run = j.buildAndAssertSuccess(
                job("GIT_COMMIT=" + COMMIT + " " + said, false, "node { checkout scm }\n" + REGISTER));

        assertRegistered(run, COMMIT, ref);
        j.assertLogContains("registered " + COMMIT + " of " + ref, run);
        if (ref == null) {
            j.assertLogContains(
                    "Humanitec: The ref is left out: GIT_BRANCH is 'detached', so a commit was checked out and not a"
                            + " branch or tag. Give it with 'ref'.",
                    run);
        }
    }

    @Test
    void theJenkinsfileOfAnotherRepositoryTellsNothing() throws Exception {
        WorkflowRun run = j.buildAndAssertSuccess(job("GIT_COMMIT=" + COMMIT, false, REGISTER));

        assertRegistered(run, null, null);
        j.assertLogContains("Humanitec: The commit is left out: the build does not provide it.", run);
    }

    @Test
    void anotherRepositoryDoesNotTakeThePlaceOfTheFirst() throws Exception {
        WorkflowRun run =
                j.buildAndAssertSuccess(job("GIT_COMMIT=" + COMMIT + " GIT_BRANCH=origin/main", false, """
                    node {
                        checkout scm
                        checkout([$class: 'SayingScm', repository: 'tools', said: 'GIT_COMMIT=0123456', jenkinsfile: '', merging: false])
                    }
                    """ + REGISTER));

        assertRegistered(run, COMMIT, "refs/heads/main");
        j.assertLogContains("Humanitec: The build checked out several repositories.", run);
    }

    @Test
    void theMergeCommitOfABuildIsNotRegistered() throws Exception {
        WorkflowRun run = j.buildAndAssertSuccess(
                job("GIT_COMMIT=" + COMMIT + " GIT_BRANCH=origin/main", true, "node { checkout scm }\n" + REGISTER));

        assertRegistered(run, null, null);
        j.assertLogContains("Humanitec: The commit is left out: the build merged what it checked out", run);
    }

    @Test
    void aFreestyleJobTellsTheSame() throws Exception {
        FreeStyleProject job = j.createFreeStyleProject();
        job.setScm(new SayingScm("shop", "GIT_COMMIT=" + COMMIT + " GIT_BRANCH=fork/main", "", false));
        RegisterVersionStep step = new RegisterVersionStep("registry.example.com/backend");
        step.setVersion("1.0");
        job.getBuildersList().add(new HumanitecBuilder(step));

        FreeStyleBuild build = j.buildAndAssertSuccess(job);

        assertRegistered(build, COMMIT, "refs/heads/main");
    }

    @Test
    void aRevisionOfSubversionIsLeftOut() throws Exception {
        WorkflowRun run = j.buildAndAssertSuccess(Setup.job(j, "withEnv(['SVN_REVISION=1234']) {" + REGISTER + "}"));

        assertRegistered(run, null, null);
        j.assertLogContains(
                "Humanitec: The commit is left out: SVN_REVISION '1234' is a number and not a commit hash."
                        + " Give it with 'commit'.",
                run);
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            value = {
                "ref: 'main', 'main' is not the full name of a ref. Give one that begins with refs/",
                "commit: '1234', '1234' is not a commit hash. Give 5 to 40 hexadecimal digits."
            })
    void whatCannotBeIsRefusedBeforeItIsSent(String parameter, String sentence) throws Exception {
        WorkflowRun run = j.buildAndAssertStatus(
                Result.FAILURE,
                Setup.job(j, "humanitecRegisterVersion name: 'r.example.com/b', version: '1.0', " + parameter));

        assertThat(
                JenkinsRule.getLog(run), containsString("Humanitec: cannot register a version of r.example.com/b. "));
        j.assertLogContains(sentence, run);
        assertThat(SIMULATOR.calls().size(), is(0));
    }

    @Test
    void aBranchSourceTellsOfBranchesTagsAndChangeRequests() throws Exception {
        String deploy = "\nhumanitecDeploy app: 'shop', env: 'development', again: true";
        try (Repository repository = new Repository(j, Map.of("Jenkinsfile", REGISTER + deploy))) {
            int number = repository.openForkedChangeRequest();
            repository.addTag("1.0");
            repository.scan();
            j.waitUntilNoActivity();
            WorkflowRun tag = j.buildAndAssertSuccess(repository.job("1.0"));
            WorkflowRun change = repository.job("CR-" + number).getLastBuild();
            WorkflowRun branch = repository.job("master").getLastBuild();

            String commit = repository.revision("master");
            j.assertLogContains("registered " + commit + " of refs/heads/master", branch);
            j.assertLogContains("registered " + commit + " of refs/tags/1.0", tag);
            j.assertLogContains(
                    "registered " + repository.revision("change-request/" + number) + " of refs/changes/" + number,
                    change);
            assertThat(
                    SIMULATOR.list("/orgs/acme/apps/shop/envs/development/deploys").stream()
                            .map(deployment -> ((JSONObject) deployment).getString("comment"))
                            .filter(comment -> comment.contains(" (" + commit.substring(0, 7) + ") "))
                            .count(),
                    is(3L));
        }
    }

    /** The result does not depend on the variables for branches. */
    @Test
    void aChangeRequestOfAForkIsNoBranch() throws Exception {
        WorkflowRun run = j.buildAndAssertSuccess(Setup.job(
                j,
                "withEnv(['CHANGE_ID=7', 'CHANGE_FORK=x', 'CHANGE_BRANCH=main',"
                        + " 'CHANGE_URL=https://github.com/a/b/pull/7',"
                        + " 'GIT_COMMIT=" + COMMIT + "', 'GIT_BRANCH=origin/main']) {" + REGISTER + "}"));

        assertRegistered(run, null, "refs/pull/7/head");
        assertThat(
                JenkinsRule.getLog(run)
                        .lines()
                        .filter(line -> line.contains("left out"))
                        .toList()
                        .get(0),
                endsWith("no repository contains the merge commit. Give it with 'commit'."));
    }
}
