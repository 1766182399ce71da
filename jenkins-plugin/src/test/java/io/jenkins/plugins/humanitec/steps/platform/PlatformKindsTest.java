package io.jenkins.plugins.humanitec.steps.platform;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.hasItem;

import com.cloudbees.hudson.plugins.folder.Folder;
import hudson.model.Result;
import io.jenkins.plugins.humanitec.client.manifests.Kind;
import io.jenkins.plugins.humanitec.config.HumanitecFolderProperty;
import io.jenkins.plugins.humanitec.testing.Setup;
import io.jenkins.plugins.humanitec.testing.SharedJenkins;
import io.jenkins.plugins.humanitec.testing.SimulatorProcess;
import java.util.List;
import java.util.stream.Collectors;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Applies objects of each kind with Pipelines, scripted and declarative. */
class PlatformKindsTest extends SharedJenkins {

    /**
     * An object of a kind; in its fields, {@code NAME} is replaced by one text and then by another one.
     *
     * @param kind the kind
     * @param metadata the metadata
     * @param entity the fields
     */
    private record Example(String kind, String metadata, String entity) {

        String yaml(String name) {
            return "---\napiVersion: entity.humanitec.io/v1b1\nkind: " + kind + "\nmetadata: " + metadata + "\nentity: "
                    + entity.replace("NAME", name) + "\n";
        }
    }

    private static final List<Example> EXAMPLES = List.of(
            new Example("EnvironmentType", "{id: qa}", "{description: NAME}"),
            new Example("ResourceType", "{id: acme/queue}", "{name: NAME, use: direct}"),
            new Example("ResourceClass", "{id: large, resource_type: postgres}", "{description: NAME}"),
            new Example(
                    "ResourceDriver",
                    "{id: my-driver}",
                    "{type: s3, account_types: [], target: 'https://NAME.example.com', inputs_schema: {}}"),
            new Example("SecretStore", "{id: my-vault}", "{primary: false, vault: {url: 'https://NAME.example.com'}}"),
            new Example(
                    "ResourceAccount",
                    "{id: my-aws}",
                    "{name: NAME, type: aws-role, credentials: {aws_role: my-role}}"),
            new Example("Registry", "{id: my-registry}", "{registry: NAME.example.com, type: public}"),
            new Example(
                    "WorkloadProfile",
                    "{id: my-profile}",
                    "{description: NAME, spec_definition: {properties: {}}, workload_profile_chart: {id: c, version: 1.0.0}}"),
            new Example(
                    "Definition",
                    "{id: my-db}",
                    "{name: NAME, type: postgres, driver_type: humanitec/echo, criteria: [{env_type: qa, class: large}]}"),
            new Example("Application", "{id: blog}", "{name: NAME, skip_environment_creation: true}"),
            new Example("Environment", "{id: staging, app_id: blog}", "{name: NAME, type: qa}"),
            new Example("UserGroup", "{id: developers}", "{idp_id: my-idp, role: ROLE}"),
            new Example("UserRole", "{id: u-alice, app_id: blog}", "{role: OTHER_ROLE}"),
            new Example(
                    "Pipeline",
                    "{id: release, app_id: blog}",
                    "{name: NAME, on: {deployment_request: {}}, jobs: {a: {steps: []}}}"),
            new Example(
                    "PipelineCriteria",
                    "{id: of-qa, app_id: blog, pipeline_id: release}",
                    "{trigger: deployment_request, env_type: qa}"),
            new Example(
                    "SharedValue", "{id: LEVEL, app_id: blog, env_id: staging}", "{value: NAME, description: Level}"),
            new Example(
                    "AutomationRule",
                    "{id: main, app_id: blog, env_id: staging}",
                    "{type: update, match_ref: refs/heads/NAME}"),
            new Example("Webhook", "{id: notify, app_id: blog}", "{url: 'https://NAME.example.com', triggers: []}"));

    @RegisterExtension
    static final SimulatorProcess SIMULATOR = new SimulatorProcess("--deletion", "PT0.1S");

    PlatformKindsTest() {
        super(SIMULATOR);
    }

    @BeforeEach
    void haveAllKinds() {
        List<String> missing = Kind.names().stream()
                .filter(kind -> EXAMPLES.stream().noneMatch(one -> one.kind().equals(kind)))
                .toList();
        if (!missing.isEmpty()) {
            throw new AssertionError("no example of " + missing);
        }
    }

    private static String yaml(String name, String role, String otherRole) {
        return EXAMPLES.stream()
                .map(one -> one.yaml(name).replace("OTHER_ROLE", otherRole).replace("ROLE", role))
                .collect(Collectors.joining());
    }

    @Test
    void eachKindIsCreatedFoundChangedAndDeleted() throws Exception {
        String kinds = EXAMPLES.stream().map(one -> "'" + one.kind() + "'").collect(Collectors.joining(", ", "[", "]"));
        j.buildAndAssertSuccess(Setup.job(j, """
                def kinds = KINDS
                node { dir(env.BUILD_TAG) {
                    writeFile file: 'all.yaml', text: '''FIRST'''
                    assert humanitecPlan(files: 'all.yaml', owner: 'team')*.kind as Set == kinds as Set
                    assert humanitecApply(files: 'all.yaml', owner: 'team')*.action.every { it == 'create' }
                    assert humanitecPlan(files: 'all.yaml', owner: 'team') == []
                    writeFile file: 'all.yaml', text: '''SECOND'''
                    def changed = humanitecApply files: 'all.yaml', owner: 'team'
                    assert changed*.action.every { it == 'change' }
                    assert changed*.kind as Set == (kinds - 'PipelineCriteria') as Set
                    assert humanitecPlan(files: 'all.yaml', owner: 'team') == []
                    writeFile file: 'all.yaml', text: '''REST'''
                    def deleted = humanitecApply files: 'all.yaml', owner: 'team', prune: true
                    assert deleted*.action.every { it == 'delete' }
                    assert deleted*.kind as Set == (kinds - 'EnvironmentType') as Set
                    assert humanitecPlan(files: 'all.yaml', owner: 'team', prune: true) == []
                } }
                """.replace("KINDS", kinds)
                .replace("FIRST", yaml("first", "member", "viewer"))
                .replace("SECOND", yaml("second", "manager", "developer"))
                .replace("REST", EXAMPLES.get(0).yaml("second"))));
    }

    @Test
    void eachKindRefusesAFieldThatItDoesNotHave() throws Exception {
        String wrong = EXAMPLES.stream()
                .filter(one -> !one.kind().equals("Pipeline"))
                .map(one -> one.yaml("first").replaceFirst("entity: \\{", "entity: {no_such_field: 1, "))
                .collect(Collectors.joining());
        j.buildAndAssertSuccess(Setup.job(
                j, """
                node { dir(env.BUILD_TAG) {
                    writeFile file: 'all.yaml', text: '''WRONG'''
                    try {
                        humanitecApply files: 'all.yaml'
                        error 'not refused'
                    } catch (e) {
                        assert e.message.count('entity.no_such_field: There is no such field.') == COUNT
                    }
                } }
                """.replace("WRONG", wrong).replace("COUNT", String.valueOf(EXAMPLES.size() - 1))));
    }

    @Test
    void aPipelineThatTheApiRefusesFailsTheStep() throws Exception {
        j.buildAndAssertSuccess(Setup.job(j, """
                node { dir(env.BUILD_TAG) {
                    writeFile file: 'pipeline.yaml', text: '''PIPELINE'''
                    try {
                        humanitecApply files: 'pipeline.yaml'
                        error 'not refused'
                    } catch (e) {
                        assert e.message.contains("Job 'a' has no list of steps.")
                        assert e.message.contains('release')
                        assert e.message.contains('400')
                    }
                } }
                """.replace(
                        "PIPELINE",
                        new Example(
                                        "Pipeline",
                                        "{id: release, app_id: shop}",
                                        "{name: A, on: {pipeline_call: {}}, jobs: {a: {steps: none}}}")
                                .yaml("first"))));
    }

    @Test
    void aLargeExportCanBeReadBack() throws Exception {
        j.buildAndAssertSuccess(Setup.job(j, """
                node { dir(env.BUILD_TAG) {
                    writeFile file: 'all.yaml', text: (1..4).collect { number -> '''DEFINITION'''
                        .replace('my-db', 'my-db-' + number).replace('CONTENT', 'x' * 200000) }.join('')
                    humanitecApply files: 'all.yaml'
                    def files = humanitecExport directory: 'out', kinds: 'Definition'
                    assert files.take(2) == ['out/Definition.yaml', 'out/Definition-2.yaml']
                    assert humanitecPlan(files: files) == []
                } }
                """.replace(
                        "DEFINITION",
                        new Example(
                                        "Definition",
                                        "{id: my-db}",
                                        "{name: DB, type: postgres, driver_type: humanitec/echo,"
                                                + " driver_inputs: {values: {a: CONTENT}}}")
                                .yaml("first"))));
    }

    @Test
    void aListWithoutNamesPermitsNothing() throws Exception {
        Folder folder = j.createProject(Folder.class);
        HumanitecFolderProperty property = new HumanitecFolderProperty();
        property.setApplyApps(",");
        folder.addProperty(property);
        WorkflowJob job = folder.createProject(WorkflowJob.class, "job");
        job.setDefinition(new CpsFlowDefinition(
                "node {\nwriteFile file: 'a.yaml', text: '''"
                        + new Example("Application", "{id: blog}", "{name: Blog}").yaml("")
                        + "'''\nhumanitecApply files: 'a.yaml'\n}",
                true));

        WorkflowRun run = j.buildAndAssertStatus(Result.FAILURE, job);

        j.assertLogContains("may only apply what belongs to the applications ,.", run);
    }

    @Test
    void declarativePipelinesPlanAndApply() throws Exception {
        j.buildAndAssertSuccess(Setup.job(j, """
                pipeline {
                    agent any
                    stages {
                        stage('Apply') {
                            steps {
                                writeFile file: 'a.yaml', text: 'apiVersion: entity.humanitec.io/v1b1\\nkind: EnvironmentType\\nmetadata: {id: qa}\\nentity: {description: QA}'
                                humanitecPlan files: 'a.yaml'
                                humanitecApply files: ['a.yaml'], owner: 'platform', prune: true, onFailure: 'continue'
                            }
                        }
                    }
                }
                """));

        assertThat(SIMULATOR.calls(), hasItem("POST /orgs/acme/env-types"));
    }
}
