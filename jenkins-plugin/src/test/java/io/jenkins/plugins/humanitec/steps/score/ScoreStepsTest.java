package io.jenkins.plugins.humanitec.steps.score;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import hudson.model.Result;
import io.jenkins.plugins.humanitec.testing.Setup;
import io.jenkins.plugins.humanitec.testing.SharedJenkins;
import io.jenkins.plugins.humanitec.testing.SimulatorProcess;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests the steps that read Score files. */
class ScoreStepsTest extends SharedJenkins {

    private static final String FILES = """
            def score(name, image = '.') {
                "apiVersion: score.dev/v1b1\\nmetadata:\\n  name: $name\\ncontainers:\\n  main:\\n    image: $image\\n"
            }
            """;

    @RegisterExtension
    static final SimulatorProcess SIMULATOR = new SimulatorProcess("--settling", "PT0.4S", "--deletion", "PT0.4S");

    ScoreStepsTest() {
        super(SIMULATOR);
    }

    private static String inNode(String script) {
        return FILES + "node { dir(env.BUILD_TAG) { withHumanitec(app: 'shop', env: 'development') {\n" + script
                + "\n} } }";
    }

    private WorkflowRun run(String script) throws Exception {
        return j.buildAndAssertSuccess(Setup.job(j, inNode(script)));
    }

    private long count(String call) throws Exception {
        return SIMULATOR.calls().stream().filter(each -> each.equals(call)).count();
    }

    @Test
    void aScoreFileIsDeployedWithItsExtensionsAndTheOtherWorkloadsStay() throws Exception {
        WorkflowRun run = run("""
                writeFile file: 'score.yaml', text: score('backend')
                writeFile file: 'humanitec.score.yaml', text: "{apiVersion: humanitec.org/v1b1, spec: {replicas: 4}}"
                def done = humanitecDeploy score: 'score.yaml', image: 'registry.example.com/backend:2.0.0',
                    property: ['containers.main.variables.LEVEL': 'debug', 'containers.main.variables.PORT': 8080],
                    mode: 'incremental'
                assert done.status == 'succeeded' && done.workloads == ['backend']
                def set = humanitecRequest operation: 'getSet', parameters: [setId: done.set]
                assert set.modules.keySet().containsAll(['backend', 'frontend'])
                def main = set.modules.backend.spec.containers.main
                assert main.image == 'registry.example.com/backend:2.0.0'
                assert main.variables == [LEVEL: 'debug', PORT: 8080]
                assert humanitecRuntime().backend.replicas == 4
                """);

        j.assertLogContains("Humanitec: Score file score.yaml with humanitec.score.yaml", run);
        j.assertLogContains(
                "~ modules/backend/spec/containers/main/image: \"registry.example.com/backend:1.0.0\"", run);
    }

    @Test
    void declarativePipelinesTakeTheSameParameters() throws Exception {
        j.buildAndAssertSuccess(Setup.job(j, """
                pipeline {
                    agent any
                    stages {
                        stage('Deploy') {
                            steps {
                                writeFile file: 'score.yaml', text: '{apiVersion: score.dev/v1b1, metadata: {name: web}, containers: {main: {image: .}}}'
                                humanitecValidateScore score: ['score.yaml'], image: 'r.example.com/web:1'
                                humanitecDeploy app: 'shop', env: 'development', score: 'score.yaml',
                                    image: 'r.example.com/web:1', property: ['containers.main.variables.LEVEL': 'debug']
                                humanitecDeploy app: 'shop', env: 'development', score: ['score.yaml'],
                                    image: 'r.example.com/web:1', property: 'containers.main.variables.LEVEL=info'
                            }
                        }
                    }
                }
                """));

        assertThat(count("POST /orgs/acme/apps/shop/pipeline-runs"), is(2L));
    }

    @Test
    void severalFilesAreDeployedTogether() throws Exception {
        run("""
                writeFile file: 'services/a/score.yaml', text: score('aa', 'r.example.com/a:1')
                writeFile file: 'services/b/score.yaml', text: score('bb', 'r.example.com/b:1')
                writeFile file: 'c.yaml', text: score('cc', 'r.example.com/c:1')
                def done = humanitecDeploy score: ['services/*/score.yaml', 'c.yaml'], exact: true
                assert done.workloads == ['aa', 'bb', 'cc']
                assert humanitecRuntime().keySet() == ['aa', 'bb', 'cc'] as Set
                """);

        assertThat(count("POST /orgs/acme/apps/shop/pipeline-runs"), is(1L));
    }

    @Test
    void extensionsWithTheUsualNameAreFoundOrAWarningTellsThatTheyAreNotUsed() throws Exception {
        WorkflowRun run = run("""
                writeFile file: 'a/backend.yaml', text: score('backend', 'r.example.com/a:1')
                writeFile file: 'a/humanitec.score.yaml', text: "{apiVersion: humanitec.org/v1b1, profile: acme/web}"
                def done = humanitecDeploy score: 'a/*.yaml'
                def set = humanitecRequest operation: 'getSet', parameters: [setId: done.set]
                assert set.modules.backend.profile == 'acme/web'
                writeFile file: 'a/web.yaml', text: score('web', 'r.example.com/a:1')
                assert humanitecValidateScore(score: 'a/*.yaml') == []
                """);

        j.assertLogContains("Humanitec: Score file a/backend.yaml with a/humanitec.score.yaml", run);
        j.assertLogContains(
                "Humanitec: a/humanitec.score.yaml is not used for a/web.yaml, since several Score files", run);
    }

    @Test
    void givenExtensionsAreNoScoreFileThatAPatternStandsFor() throws Exception {
        run("""
                writeFile file: 'a/backend.yaml', text: score('backend', 'r.example.com/a:1')
                writeFile file: 'a/ext.yaml', text: "{apiVersion: humanitec.org/v1b1, profile: acme/web}"
                writeFile file: 'a/prod.yaml', text: '{}'
                def done = humanitecDeploy score: 'a/*.yaml', extensions: './a/ext.yaml', overrides: 'a/prod.yaml'
                assert done.workloads == ['backend']
                def set = humanitecRequest operation: 'getSet', parameters: [setId: done.set]
                assert set.modules.backend.profile == 'acme/web'
                """);
    }

    /** A workspace with a backslash in its path is taken for one of Windows. */
    @Test
    void pathsOfWindowsAreRead() throws Exception {
        run("""
                ws(pwd() + '\\\\on-windows') {
                    writeFile file: 'a/backend.yaml', text: score('backend', 'r.example.com/a:1')
                    writeFile file: 'humanitec.score.yaml', text: "{apiVersion: humanitec.org/v1b1, profile: acme/root}"
                    writeFile file: 'a/humanitec.score.yaml', text: "{apiVersion: humanitec.org/v1b1, profile: acme/a}"
                    writeFile file: 'a/ext.yaml', text: "{apiVersion: humanitec.org/v1b1, profile: acme/ext}"
                    def done = humanitecDeploy score: 'a\\\\backend.yaml'
                    def set = humanitecRequest operation: 'getSet', parameters: [setId: done.set]
                    assert set.modules.backend.profile == 'acme/a'
                    def faults = humanitecValidateScore score: 'a\\\\backend.yaml', extensions: 'a\\\\ext.yaml',
                        overrides: 'a\\\\none.yaml'
                    assert faults*.file == ['a/none.yaml']
                }
                """);
    }

    @Test
    void validationReturnsAllFaultsAndChangesNothing() throws Exception {
        WorkflowRun run = run("""
                writeFile file: 'good.yaml', text: score('good', 'r.example.com/a:1')
                writeFile file: 'bad.yaml', text: score('bad', '[1]') + '    variables:\\n      URL: "https://${resources.dns.host}"\\n'
                writeFile file: 'broken.yaml', text: 'a: [1'
                assert humanitecValidateScore(score: 'good.yaml') == []
                def faults = humanitecValidateScore score: ['good.yaml', 'bad.yaml', 'broken.yaml', 'missing.yaml']
                assert faults*.file == ['bad.yaml', 'bad.yaml', 'bad.yaml', 'broken.yaml', 'missing.yaml']
                assert faults*.line == [6, 6, 8, 1, null]
                assert faults[0].message.startsWith('/containers/main/image: ')
                assert faults[1].message == 'This must be a text, but is a list.'
                assert faults[4].message == 'There is no file missing.yaml. Correct the path, or create the file.'
                """);

        j.assertLogContains("Humanitec: faults in good.yaml: none", run);
        j.assertLogContains(
                "Humanitec: missing.yaml: There is no file missing.yaml. Correct the path, or create the file.", run);
        assertThat(count("POST /orgs/acme/apps/shop/deltas"), is(0L));
    }

    @Test
    void aVersionIsRegisteredWithExtensionsAndProperties() throws Exception {
        run("""
                writeFile file: 'score.yaml', text: score('backend') + 'resources: {files: {type: s3, id: files}}'
                writeFile file: 'ext.yaml', text: '{apiVersion: humanitec.org/v1b1, profile: acme/web}'
                def version = humanitecRegisterVersion name: 'backend', version: '1', score: 'score.yaml',
                    image: 'r.example.com/a:1', extensions: 'ext.yaml', resourceTypeAliases: [s3: 'acme/s3'],
                    property: ['containers.main.variables.LEVEL': 'debug']
                def set = humanitecRequest operation: 'getWorkloadDeploymentSet',
                    parameters: [artefactVersionId: version.id]
                assert set.modules.backend.profile == 'acme/web'
                assert set.modules.backend.spec.containers.main.variables == [LEVEL: 'debug']
                assert set.shared.files.type == 'acme/s3'
                """);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "humanitecDeploy score: 'none/*.yaml' | No file in the workspace matches none/*.yaml.",
                "humanitecDeploy score: 'none.yaml' | none.yaml: There is no file none.yaml. Correct the path",
                "humanitecDeploy score: 'score.yaml' | score.yaml:6: The container 'main' has no image. Write it here, or give",
                "humanitecDeploy score: 'score.yaml', images: [a: 'b:1'] | Give one of 'score', 'images', 'delta', 'set', 'deployment' and 'again'",
                "humanitecDeploy score: [a: 'b'] | Parameter 'score' of humanitecDeploy must be a path, or a list of paths",
                "humanitecDeploy score: 'score.yaml', image: 'r/a:null' | Parameter 'image' of humanitecDeploy is 'r/a:null'.",
                "humanitecDeploy score: \"${env.NONE}/score.yaml\" | A variable in it is probably not set.",
                "humanitecDeploy images: [a: 'b:1'], extensions: 'e.yaml' | are for Score files. Name the file with 'score'.",
                "humanitecDeploy again: true, exact: true | 'exact' is for Score files. Name the file with 'score'.",
                "humanitecDeploy again: true, mode: 'half' | 'half' is not valid as mode. Use 'full' or 'incremental'.",
                "humanitecDeploy score: ['a', 'b'], extensions: 'e.yaml' | are for a single Score file.",
                "humanitecDeploy score: 'link.yaml' | The file link.yaml is a link that leads out of the workspace.",
                "humanitecDeploy score: '../x.yaml' | The file ../x.yaml is outside of the directory that is read.",
                "humanitecDeploy score: 'score.yaml', property: 5 | Parameter 'property' of humanitecDeploy must be a map",
                "humanitecValidateScore image: 'a:1' | Name the file with 'score', for instance score: 'score.yaml'.",
                "humanitecValidateScore score: 'broken.yaml', failIfInvalid: true | broken.yaml:1: This is not valid YAML",
                "humanitecRegisterVersion name: 'a', score: ['score.yaml', 'broken.yaml'] | A version is that of one workload",
            })
    void whatIsWrongIsSaid(String step, String message) throws Exception {
        WorkflowRun run = j.buildAndAssertStatus(Result.FAILURE, Setup.job(j, inNode("""
                writeFile file: 'score.yaml', text: score('backend')
                writeFile file: 'broken.yaml', text: 'a: [1'
                sh 'ln -s /etc/hostname link.yaml'
                """ + step)));

        j.assertLogContains(message, run);
        j.assertLogNotContains("\tat ", run);
        assertThat(count("POST /orgs/acme/apps/shop/deltas"), is(0L));
    }

    @Test
    void aFailedDeploymentIsTheFailureOfTheStep() throws Exception {
        WorkflowRun run = j.buildAndAssertStatus(Result.FAILURE, Setup.job(j, inNode("""
                writeFile file: 'score.yaml', text: score('backend')
                humanitecDeploy score: 'score.yaml', image: 'registry.example.com/backend:broken', rollback: true
                """)));

        j.assertLogContains("The image of workload 'backend' cannot be pulled.", run);
        j.assertLogContains("has restored the previous deployment.", run);
    }

    @Test
    void aScoreFileNeedsAWorkspace() throws Exception {
        WorkflowRun run = j.buildAndAssertStatus(
                Result.FAILURE, Setup.job(j, "humanitecDeploy app: 'shop', env: 'development', score: 'score.yaml'"));

        j.assertLogContains("There is no workspace to read score.yaml from. Run the step within 'node'.", run);
    }
}
