package io.jenkins.plugins.humanitec.docs;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import hudson.EnvVars;
import hudson.slaves.EnvironmentVariablesNodeProperty;
import io.jenkins.plugins.humanitec.testing.Repository;
import io.jenkins.plugins.humanitec.testing.Setup;
import io.jenkins.plugins.humanitec.testing.SharedJenkins;
import io.jenkins.plugins.humanitec.testing.SimulatorProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jenkinsci.plugins.workflow.support.steps.input.InputAction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Tests the Jenkinsfiles in the documentation. */
class RecipesTest extends SharedJenkins {

    private static final Pattern BLOCK = Pattern.compile("```groovy\n(.*?)```", Pattern.DOTALL);

    @RegisterExtension
    static final SimulatorProcess SIMULATOR = new SimulatorProcess("--settling", "PT0.2S", "--deletion", "PT0.2S");

    RecipesTest() {
        super(SIMULATOR);
    }

    @BeforeEach
    void addSecrets() throws Exception {
        Setup.addCredentials("payment-key", "hush");
        Setup.addCredentials("humanitec-key", "webhook-key");
        Setup.addCredentials("postgres-password", "hush");
    }

    @AfterEach
    void removeVariables() {
        j.jenkins.getGlobalNodeProperties().clear();
    }

    static Stream<String> scripts() throws IOException {
        return Stream.of(
                        blocks("../docs/recipes.md")
                                .filter(block -> !needsRepository(block) && !needsDeployments(block)),
                        blocks("../docs/events.md"),
                        blocks("../README.md").filter(block -> block.startsWith("pipeline")))
                .flatMap(all -> all);
    }

    private static boolean needsRepository(String block) {
        return block.contains("files: 'humanitec/");
    }

    private static boolean needsDeployments(String block) {
        return block.contains("listDeployments");
    }

    private static Stream<String> blocks(String file) throws IOException {
        return BLOCK.matcher(Files.readString(Path.of(file))).results().map(result -> result.group(1));
    }

    @ParameterizedTest
    @MethodSource("scripts")
    void itRuns(String script) throws Exception {
        // The variables of a job for a change request.
        EnvironmentVariablesNodeProperty property = new EnvironmentVariablesNodeProperty();
        property.getEnvVars().putAll(new EnvVars("CHANGE_ID", "12", "BRANCH_NAME", "PR-12"));
        j.jenkins.getGlobalNodeProperties().add(property);

        WorkflowRun run = Setup.job(j, script).scheduleBuild2(0).waitForStart();
        if (script.contains("input ")) {
            j.waitForMessage("Release or Abort", run);
            run.getAction(InputAction.class).getExecutions().get(0).proceed(null);
        }

        j.assertBuildStatusSuccess(j.waitForCompletion(run));
    }

    @Test
    void theDeploymentBeforeTheCurrentOneIsDeployedAgain() throws Exception {
        String recipe = blocks("../docs/recipes.md")
                .filter(RecipesTest::needsDeployments)
                .findFirst()
                .orElseThrow();
        j.buildAndAssertSuccess(Setup.job(j, """
                withHumanitec(app: 'shop', env: 'production') {
                    humanitecDeploy images: [backend: 'registry.example.com/backend:2.0.0']
                }
                """ + recipe + """
                withHumanitec(app: 'shop', env: 'production') {
                    def sets = humanitecRequest(operation: 'listDeployments')*.set_id
                    assert sets.size() == 3 && sets[0] == sets[2] && sets[0] != sets[1]
                }
                """));
    }

    @Test
    void thePlatformIsPlannedForChangeRequestsAndAppliedOnTheMainBranch() throws Exception {
        Map<String, String> files = new HashMap<>();
        List<String> jenkinsfiles = blocks("../docs/recipes.md")
                .filter(RecipesTest::needsRepository)
                .toList();
        assertThat(jenkinsfiles.size(), is(1));
        files.put("Jenkinsfile", jenkinsfiles.get(0).replace("branch 'main'", "branch 'master'"));
        for (String name : List.of("environment-types", "database", "shop")) {
            files.put("humanitec/" + name + ".yaml", Files.readString(Path.of("../examples/platform", name + ".yaml")));
        }
        try (Repository repository = new Repository(j, files)) {
            int number = repository.openChangeRequest();
            repository.scan();
            WorkflowRun main = Awaitility.await()
                    .atMost(60, TimeUnit.SECONDS)
                    .until(() -> repository.job("master").getBuildByNumber(1), run -> run != null);
            j.waitForMessage("Apply or Abort", main);
            WorkflowRun change =
                    j.waitForCompletion(repository.job("CR-" + number).getBuildByNumber(1));
            j.assertBuildStatusSuccess(change);
            assertThat(changes(), is(List.of()));
            String plan = Files.readString(change.getArtifactsDir().toPath().resolve("plan.md"));
            assertThat(plan, containsString("**Humanitec plan:** 4 to create, 0 to change, 0 to delete."));
            assertThat(plan, containsString("+ create Definition shared-postgres"));
            assertThat(plan, not(containsString("hush")));

            main.getAction(InputAction.class).getExecutions().get(0).proceed(null);

            j.assertBuildStatusSuccess(j.waitForCompletion(main));
            assertThat(changes(), hasItem("POST /orgs/acme/resources/defs"));
            assertThat(changes(), hasSize(4));
            j.assertLogContains("Humanitec: applied: 4 done", main);

            WorkflowRun again =
                    j.assertBuildStatusSuccess(repository.job("master").scheduleBuild2(0));
            j.assertLogContains("Plan: nothing to change.", again);
            assertThat(changes(), hasSize(4));
        }
    }

    private static List<String> changes() throws Exception {
        return SIMULATOR.calls().stream()
                .filter(call -> !call.startsWith("GET "))
                .toList();
    }
}
