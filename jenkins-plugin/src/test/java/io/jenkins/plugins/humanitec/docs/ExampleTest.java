package io.jenkins.plugins.humanitec.docs;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;

import io.jenkins.plugins.humanitec.testing.Repository;
import io.jenkins.plugins.humanitec.testing.Setup;
import io.jenkins.plugins.humanitec.testing.ShopEnvironments;
import io.jenkins.plugins.humanitec.testing.SimulatorProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** Tests the example in {@code examples/}, in a multibranch job with a change request. */
@WithJenkins
class ExampleTest {

    @RegisterExtension
    static final SimulatorProcess SIMULATOR = new SimulatorProcess("--settling", "PT0.2S", "--deletion", "PT0.2S");

    private static final ShopEnvironments ENVIRONMENTS = new ShopEnvironments(SIMULATOR);

    private JenkinsRule j;

    @BeforeEach
    void setUp(JenkinsRule rule) throws Exception {
        j = rule;
        Setup.connect(SIMULATOR);
        SIMULATOR.addPipelineWithApproval("production");
    }

    private Repository repository() throws Exception {
        String jenkinsfile = Files.readString(Path.of("../examples/Jenkinsfile"));
        return new Repository(
                j,
                Map.of(
                        "Jenkinsfile",
                        jenkinsfile.replace("branch 'main'", "branch 'master'"),
                        "score.yaml",
                        Files.readString(Path.of("../examples/score.yaml")),
                        "ci/build-image.sh",
                        "echo \"pushed $1\"\n",
                        "ci/acceptance-test.sh",
                        "echo 'all is well'\n"));
    }

    private static String imageIn(String env) throws Exception {
        String set = SIMULATOR
                .get("/orgs/acme/apps/shop/envs/" + env)
                .getJSONObject("last_deploy")
                .getString("set_id");
        return SIMULATOR
                .get("/orgs/acme/apps/shop/sets/" + set)
                .getJSONObject("modules")
                .getJSONObject("backend")
                .toString();
    }

    @Test
    void itDeliversTheMainBranchAndPreviewsChangeRequests() throws Exception {
        try (Repository repository = repository()) {
            int number = repository.openChangeRequest();
            repository.scan();
            WorkflowRun main = Awaitility.await()
                    .atMost(60, TimeUnit.SECONDS)
                    .until(() -> repository.job("master").getBuildByNumber(1), run -> run != null);
            j.waitForMessage("job release waits for approval: Release it?", main);
            assertThat(imageIn("development"), containsString("registry.example.com/shop/backend:1.0.1"));
            assertThat(imageIn("production"), not(containsString("registry.example.com/shop/backend:1.0.1")));
            SIMULATOR.answerApproval("approve");

            j.assertBuildStatusSuccess(j.waitForCompletion(main));
            WorkflowRun change =
                    j.waitForCompletion(repository.job("CR-" + number).getBuildByNumber(1));
            j.assertBuildStatusSuccess(change);

            assertThat(imageIn("production"), containsString("registry.example.com/shop/backend:1.0.1"));
            j.assertLogContains("pushed registry.example.com/shop/backend:1.0.1", main);
            j.assertLogContains("Humanitec: version 1.0.1 of registry.example.com/shop/backend: registered", main);
            j.assertLogContains("  ~ modules/backend/spec/containers/main/image: ", main);
            j.assertLogContains("all is well", main);
            j.assertLogContains("release / Deploy: succeeded", main);
            ENVIRONMENTS.awaitGone("test-1");

            assertThat(ENVIRONMENTS.ids(), hasItem("pr-" + number));
            assertThat(
                    imageIn("pr-" + number), containsString("registry.example.com/shop/backend:pr-" + number + ".1"));
            j.assertLogContains("[Preview of change request " + number + "](https://app.humanitec.io/", change);

            repository.closeChangeRequest(number);
            repository.scan();
            ENVIRONMENTS.awaitGone("pr-" + number);
        }
    }
}
