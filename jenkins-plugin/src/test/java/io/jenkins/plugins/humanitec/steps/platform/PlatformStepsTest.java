package io.jenkins.plugins.humanitec.steps.platform;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import com.cloudbees.hudson.plugins.folder.Folder;
import hudson.model.Result;
import io.jenkins.plugins.humanitec.config.HumanitecFolderProperty;
import io.jenkins.plugins.humanitec.config.HumanitecGlobalConfiguration;
import io.jenkins.plugins.humanitec.record.HumanitecBuildAction;
import io.jenkins.plugins.humanitec.testing.Setup;
import io.jenkins.plugins.humanitec.testing.SharedJenkins;
import io.jenkins.plugins.humanitec.testing.SimulatorProcess;
import java.util.List;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests the steps that plan, apply and export manifests. */
class PlatformStepsTest extends SharedJenkins {

    private static final String FILES = """
            def manifest(kind, metadata, entity) {
                "---\\napiVersion: entity.humanitec.io/v1b1\\nkind: $kind\\nmetadata: $metadata\\nentity: $entity\\n"
            }
            def db(size) {
                manifest('Definition', '{id: my-db}', "{name: DB, type: postgres, driver_type: humanitec/echo, " +
                    "driver_inputs: {values: {size: $size}}, criteria: [{env_type: development}]}")
            }
            """;

    @RegisterExtension
    static final SimulatorProcess SIMULATOR = new SimulatorProcess();

    PlatformStepsTest() {
        super(SIMULATOR);
    }

    private static String inNode(String script) {
        return FILES + "node { dir(env.BUILD_TAG) {\n" + script + "\n} }";
    }

    private WorkflowRun run(String script) throws Exception {
        return j.buildAndAssertSuccess(Setup.job(j, inNode(script)));
    }

    private static List<String> changes(WorkflowRun run) {
        return run.getAction(HumanitecBuildAction.class).getChanges().stream()
                .map(change -> change.getStep() + " " + change.getWhat() + " " + change.getStatus())
                .toList();
    }

    @Test
    void aPlanShowsWhatAnApplyThenDoes() throws Exception {
        WorkflowRun run = run("""
                writeFile file: 'humanitec/db.yaml', text: db(1)
                writeFile file: 'humanitec/env-types/qa.yaml', text: manifest('EnvironmentType', '{id: qa}', '{description: QA}')
                def plan = humanitecPlan files: 'humanitec/**/*.yaml'
                assert plan*.action == ['create', 'create']
                assert plan*.kind == ['EnvironmentType', 'Definition'] && plan*.id == ['qa', 'my-db']
                assert plan[1].fields.find { it.field == 'driver_inputs.values.size' }.to == 1
                assert plan.markdown().contains('+ create Definition my-db')
                echo "comment: ${plan.markdown()}"
                assert humanitecApply(plan: plan)*.id == ['qa', 'my-db']
                assert humanitecPlan(files: 'humanitec/**/*.yaml') == []
                writeFile file: 'humanitec/db.yaml', text: db(2)
                def changed = humanitecApply files: ['humanitec/**/*.yaml']
                assert changed == [[action: 'change', kind: 'Definition', id: 'my-db']]
                assert humanitecRequest(operation: 'getResourceDefinition', parameters: [defId: 'my-db'])
                    .driver_inputs.values.size == 2
                """);

        j.assertLogContains("  + create Definition my-db", run);
        j.assertLogContains("      driver_inputs.values.size: 1 -> 2", run);
        j.assertLogContains("Plan: 0 to create, 1 to change, 0 to delete.", run);
        j.assertLogContains("Humanitec: ~ change Definition my-db: done", run);
        assertThat(
                changes(run),
                hasItems(
                        "humanitecPlan Definition my-db planned: create",
                        "humanitecApply EnvironmentType qa created",
                        "humanitecApply Definition my-db created",
                        "humanitecApply Definition my-db changed"));
    }

    @Test
    void aPlanIsRefusedWhenTheWorldHasMoved() throws Exception {
        WorkflowRun run =
                j.assertBuildStatus(Result.FAILURE, Setup.job(j, inNode("""
                writeFile file: 'db.yaml', text: db(1)
                humanitecApply files: 'db.yaml'
                writeFile file: 'db.yaml', text: db(2)
                def plan = humanitecPlan files: 'db.yaml'
                writeFile file: 'other.yaml', text: db(3)
                humanitecApply files: 'other.yaml'
                humanitecApply plan: plan
                """)).scheduleBuild2(0));

        j.assertLogContains("Humanitec: cannot apply the plan. The plan is out of date, and nothing was changed.", run);
        j.assertLogContains("Definition my-db: its fields are no longer those that the plan shows", run);
    }

    @Test
    void secretsComeFromCredentialsAndAreShownNowhere() throws Exception {
        Setup.addCredentials("db-password", "hush-hush-value");
        WorkflowRun run = run("""
                writeFile file: 'a.yaml', text: manifest('SharedValue', '{id: DB_PASSWORD, app_id: shop}',
                    '{is_secret: true, description: Password, value: "${credentials:db-password}"}')
                def plan = humanitecPlan files: 'a.yaml', owner: 'team'
                echo "plan: $plan"
                humanitecApply plan: plan, owner: 'team'
                assert humanitecPlan(files: 'a.yaml', owner: 'team') == []
                """);

        j.assertLogNotContains("hush-hush-value", run);
        assertThat(changes(run), hasItem("humanitecApply SharedValue shop/DB_PASSWORD created"));

        Setup.addCredentials("db-password", "an-other-value");
        WorkflowRun second = run("""
                writeFile file: 'a.yaml', text: manifest('SharedValue', '{id: DB_PASSWORD, app_id: shop}',
                    '{is_secret: true, description: Password, value: "${credentials:db-password}"}')
                assert humanitecApply(files: 'a.yaml', owner: 'team')*.action == ['change']
                """);
        j.assertLogContains("value: \"(secret)\" -> \"(another secret)\"", second);
        j.assertLogNotContains("an-other-value", second);
    }

    @Test
    void pruningDeletesWhatTheOwnerHasCreatedAndNothingElse() throws Exception {
        WorkflowRun run = run("""
                writeFile file: 'a.yaml', text: db(1)
                humanitecApply files: 'a.yaml', owner: 'one'
                writeFile file: 'b.yaml', text: manifest('EnvironmentType', '{id: qa}', '{description: QA}')
                humanitecApply files: 'b.yaml', owner: 'two'
                writeFile file: 'c.yaml', text: manifest('EnvironmentType', '{id: perf}', '{description: Load}')
                assert humanitecApply(files: 'c.yaml', owner: 'two', prune: true)*.action == ['create', 'delete']
                assert humanitecRequest(operation: 'listEnvironmentTypes')*.id.containsAll(['development', 'perf'])
                humanitecRequest operation: 'getResourceDefinition', parameters: [defId: 'my-db']
                """);

        assertThat(changes(run), hasItem("humanitecApply EnvironmentType qa deleted"));
    }

    @Test
    void variablesOfTheBuildAreReplacedOnlyIfTheStepNamesThem() throws Exception {
        run("""
                writeFile file: 'a.yaml', text: manifest('EnvironmentType', '{id: qa}', '{description: "Of ${env.TEAM}"}')
                withEnv(['TEAM=blue']) {
                    humanitecApply files: 'a.yaml', vars: 'TEAM'
                    assert humanitecRequest(operation: 'getEnvironmentType', parameters: [envTypeId: 'qa']).description == 'Of blue'
                    try {
                        humanitecPlan files: 'a.yaml'
                        assert false
                    } catch (e) {
                        assert e.message.contains("a.yaml:5: entity.description: The variable 'TEAM' is not given.")
                    }
                }
                """);
    }

    @Test
    void whatIsExportedIsPlannedWithoutAChange() throws Exception {
        WorkflowRun run = run("""
                writeFile file: 'a.yaml', text: db(1)
                humanitecApply files: 'a.yaml'
                def files = humanitecExport 'platform'
                assert files.contains('platform/Definition.yaml') && files.contains('platform/shop/SharedValue.yaml')
                assert readFile('platform/Definition.yaml').contains('id: my-db')
                assert humanitecPlan(files: 'platform/**/*.yaml') == []
                assert humanitecExport(directory: 'one', app: 'shop', kinds: 'Environment') == ['one/shop/Environment.yaml']
                """);

        j.assertLogContains("files in platform", run);
    }

    @Test
    void aFailureListsWhatWasNotDoneAndTheRestIsRecorded() throws Exception {
        WorkflowRun run =
                j.assertBuildStatus(Result.FAILURE, Setup.job(j, inNode("""
                writeFile file: 'a.yaml', text: manifest('EnvironmentType', '{id: qa}', '{description: QA}') +
                    manifest('UserRole', '{id: nobody, app_id: shop}', '{role: viewer}') +
                    manifest('SharedValue', '{id: LEVEL, app_id: shop}', '{value: info, description: Level}')
                humanitecApply files: 'a.yaml', onFailure: 'continue'
                """)).scheduleBuild2(0));

        j.assertLogContains("The plan was not applied completely: 2 done, 1 failed, 0 not done.", run);
        j.assertLogContains("+ create UserRole shop/nobody: failed:", run);
        assertThat(
                changes(run),
                hasItems("humanitecApply EnvironmentType qa created", "humanitecApply SharedValue shop/LEVEL created"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "humanitecPlan()                                          | Name the files with 'files'",
                "humanitecPlan files: 'none/*.yaml'                       | No file in the workspace matches none/*.yaml.",
                "humanitecPlan files: 'none.yaml'                         | none.yaml: There is no such file.",
                "humanitecPlan files: 'a.yaml', prune: true               | Name the owner with 'owner'",
                "humanitecPlan files: 'a.yaml', owner: '../x'             | The owner '../x' is not valid.",
                "humanitecPlan files: [1]                                 | must be a text, or a list of texts.",
                "humanitecPlan files: 'a.yaml', vars: 'NO_SUCH_VARIABLE'  | The build has no variable 'NO_SUCH_VARIABLE'",
                "humanitecApply()                                         | Give either 'files'",
                "humanitecApply plan: 'x'                                 | 'plan' is not a plan.",
                "humanitecApply plan: [[change: 'x']]                     | This is not a plan.",
                "humanitecApply files: 'a.yaml', onFailure: 'no'          | Use 'stop' or 'continue'.",
                "humanitecExport directory: '../x'                        | leads out of the workspace.",
                "humanitecExport directory: 'x', kinds: 'Thing'           | There is no kind 'Thing'."
            })
    void whatIsWrongIsTold(String call, String message) throws Exception {
        WorkflowRun run = j.assertBuildStatus(
                Result.FAILURE,
                Setup.job(j, inNode("writeFile file: 'a.yaml', text: db(1)\n" + call))
                        .scheduleBuild2(0));

        j.assertLogContains(message, run);
        j.assertLogContains("ERROR: Humanitec: ", run);
        j.assertLogNotContains("\tat ", run);
        assertThat(
                SIMULATOR.calls().stream().filter(one -> !one.startsWith("GET")).count(), is(0L));
    }

    @Test
    void allFaultsOfAllFilesAreToldAtOnce() throws Exception {
        WorkflowRun run =
                j.assertBuildStatus(Result.FAILURE, Setup.job(j, inNode("""
                writeFile file: 'a.yaml', text: manifest('EnvironmentTyp', '{id: qa}', '{}')
                writeFile file: 'b.yaml', text: manifest('SharedValue', '{id: K, app_id: shop}', '{is_secret: true, value: abc, colour: red}')
                humanitecApply files: ['a.yaml', 'b.yaml']
                """)).scheduleBuild2(0));

        j.assertLogContains("a.yaml:3: kind: There is no such kind.", run);
        j.assertLogContains("b.yaml:5: entity.colour: There is no such field.", run);
        j.assertLogContains("b.yaml:5: entity.value: This looks like a secret", run);
    }

    @Test
    void foldersAndTheConnectionRestrictWhatJobsApply() throws Exception {
        HumanitecGlobalConfiguration.get().getConnections().get(0).setProtectedKinds("Account, UserRole");
        Folder folder = j.createProject(Folder.class);
        HumanitecFolderProperty property = new HumanitecFolderProperty();
        property.setApplyKinds("SharedValue, UserRole");
        property.setApplyApps("shop");
        folder.addProperty(property);
        WorkflowJob job = folder.createProject(WorkflowJob.class, "job");
        job.setDefinition(new CpsFlowDefinition(inNode("""
                writeFile file: 'a.yaml', text: manifest('SharedValue', '{id: LEVEL, app_id: shop}', '{value: info, description: Level}')
                humanitecApply files: 'a.yaml'
                writeFile file: 'b.yaml', text: manifest('SharedValue', '{id: LEVEL, app_id: prototype}', '{value: info, description: Level}') +
                    manifest('UserRole', '{id: u-alice, app_id: shop}', '{role: viewer}') + db(1)
                humanitecApply files: 'b.yaml'
                """), true));

        WorkflowRun run = j.assertBuildStatus(Result.FAILURE, job.scheduleBuild2(0));

        j.assertLogContains("Humanitec: + create SharedValue shop/LEVEL: done", run);
        String log = org.jvnet.hudson.test.JenkinsRule.getLog(run);
        assertThat(log, containsString("SharedValue prototype/LEVEL: jobs in the folder "));
        assertThat(
                log, containsString("UserRole shop/u-alice: the kind UserRole is protected by the connection 'main'."));
        assertThat(log, containsString("may only apply the kinds SharedValue, UserRole."));
        assertThat(log, not(containsString("prototype/LEVEL: done")));
    }

    @Test
    void aDryRunChangesNothing() throws Exception {
        run("""
                writeFile file: 'a.yaml', text: db(1)
                withHumanitec(dryRun: true) {
                    assert humanitecApply(files: 'a.yaml', owner: 'team')*.id == ['my-db']
                }
                """);

        assertThat(
                SIMULATOR.calls().stream().filter(one -> !one.startsWith("GET")).count(), is(0L));
    }
}
