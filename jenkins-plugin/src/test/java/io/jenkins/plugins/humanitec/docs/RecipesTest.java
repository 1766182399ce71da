package io.jenkins.plugins.humanitec.docs;

import hudson.EnvVars;
import hudson.slaves.EnvironmentVariablesNodeProperty;
import io.jenkins.plugins.humanitec.testing.Setup;
import io.jenkins.plugins.humanitec.testing.SharedJenkins;
import io.jenkins.plugins.humanitec.testing.SimulatorProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jenkinsci.plugins.workflow.support.steps.input.InputAction;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
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

    @BeforeAll
    static void setVariables() {
        // The variables of a job for a change request.
        EnvVars variables = new EnvVars("CHANGE_ID", "12", "BRANCH_NAME", "PR-12");
        EnvironmentVariablesNodeProperty property = new EnvironmentVariablesNodeProperty();
        property.getEnvVars().putAll(variables);
        j.jenkins.getGlobalNodeProperties().add(property);
    }

    @BeforeEach
    void addPaymentKey() throws Exception {
        Setup.addCredentials("payment-key", "hush");
        Setup.addCredentials("humanitec-key", "webhook-key");
    }

    static Stream<String> scripts() throws IOException {
        return Stream.concat(
                blocks("../docs/recipes.md"), blocks("../README.md").filter(block -> block.startsWith("pipeline")));
    }

    private static Stream<String> blocks(String file) throws IOException {
        return BLOCK.matcher(Files.readString(Path.of(file))).results().map(result -> result.group(1));
    }

    @ParameterizedTest
    @MethodSource("scripts")
    void itRuns(String script) throws Exception {
        WorkflowRun run = Setup.job(j, script).scheduleBuild2(0).waitForStart();
        if (script.contains("input ")) {
            j.waitForMessage("Release or Abort", run);
            run.getAction(InputAction.class).getExecutions().get(0).proceed(null);
        }

        j.assertBuildStatusSuccess(j.waitForCompletion(run));
    }
}
