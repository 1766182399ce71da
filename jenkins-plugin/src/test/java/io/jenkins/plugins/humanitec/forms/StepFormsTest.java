package io.jenkins.plugins.humanitec.forms;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.matchesPattern;

import io.jenkins.plugins.humanitec.steps.HumanitecStepDescriptor;
import io.jenkins.plugins.humanitec.testing.Setup;
import io.jenkins.plugins.humanitec.testing.SharedJenkins;
import java.net.URL;
import java.util.ArrayList;
import java.util.List;
import net.sf.json.JSONObject;
import org.htmlunit.HttpMethod;
import org.htmlunit.WebRequest;
import org.htmlunit.html.HtmlPage;
import org.htmlunit.util.NameValuePair;
import org.jenkinsci.plugins.structs.describable.DescribableModel;
import org.jenkinsci.plugins.structs.describable.DescribableParameter;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.steps.StepDescriptor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.jvnet.hudson.test.JenkinsRule;

/** Tests the steps in the Snippet Generator. */
class StepFormsTest extends SharedJenkins {

    private static List<StepDescriptor> steps() {
        return StepDescriptor.all().stream()
                .filter(HumanitecStepDescriptor.class::isInstance)
                .toList();
    }

    /** Tests the snippets for the values of a form. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "SetValueStep | {key: 'A', value: 'b', env: '', app: '', description: ''} | humanitecSetValue key: 'A', value: 'b'",
                "SetValueStep | {key: 'A', value: '', valueCredentialsId: 'c', secret: true} "
                        + "| humanitecSetValue key: 'A', secret: true, valueCredentialsId: 'c'",
                "SetValuesStep | {values: 'A=b\\nC = d=e', valueCredentialsIds: 'KEY=c', env: 'dev', app: ''} "
                        + "| humanitecSetValues env: 'dev', valueCredentialsIds: [KEY: 'c'], values: [A: 'b', C: 'd=e']",
                "DeleteValueStep | {key: 'A', env: 'dev'} | humanitecDeleteValue env: 'dev', key: 'A'",
                "ListValuesStep | {env: ''} | humanitecListValues()",
                "RuntimeStep | {app: 'shop'} | humanitecRuntime app: 'shop'",
                "WaitForReadinessStep | {workloads: 'a\\nb', images: 'a=r/b:1', timeout: 600} "
                        + "| humanitecWaitForReadiness images: [a: 'r/b:1'], workloads: ['a', 'b']",
                "LogsStep | {workloads: 'a', lines: 50, sinceBuild: true, deployment: '', returnText: false, follow: false, timeout: 600} "
                        + "| humanitecLogs lines: 50, sinceBuild: true, workloads: 'a'",
                "LogsStep | {workloads: '', lines: '', sinceBuild: true, deployment: '', returnText: false, follow: false, timeout: 600} "
                        + "| humanitecLogs sinceBuild: true",
                "ResourcesStep | {type: 'dns'} | humanitecResources type: 'dns'",
                "ScaleStep | {replicas: 'backend=3\\nfrontend = 2', wait: true, timeout: 600} "
                        + "| humanitecScale(replicas: [backend: 3, frontend: 2])",
                "DeleteAppStep | {app: 'preview', wait: false, timeout: 1800} | humanitecDeleteApp app: 'preview', wait: false",
                "CreateAppStep | {app: 'blog', name: ''} | humanitecCreateApp 'blog'",
                "CreateEnvStep | {env: 'test', name: 'Test', type: '', from: 'dev', fromDeployment: '', app: ''} "
                        + "| humanitecCreateEnv env: 'test', from: 'dev', name: 'Test'",
                "DeleteEnvStep | {env: 'test', wait: true, timeout: 60} | humanitecDeleteEnv env: 'test', timeout: 60",
                "DeployStep | {images: 'backend=r/b:1', delta: '', set: '', again: false, comment: '', wait: true, timeout: 1800, "
                        + "rollback: true, concurrency: 'wait', app: '', env: 'dev'} "
                        + "| humanitecDeploy env: 'dev', images: [backend: 'r/b:1'], rollback: true",
                "DeployStep | {score: 'a.yaml\\nb.yaml', image: 'r/b:1', extensions: '', overrides: '', property: 'a.b=1', "
                        + "resourceTypeAliases: 's3=acme/s3', exact: true, images: '', wait: true, timeout: 1800, "
                        + "concurrency: 'wait', mode: 'full'} | humanitecDeploy exact: true, image: 'r/b:1', mode: 'full', "
                        + "property: 'a.b=1', resourceTypeAliases: [s3: 'acme/s3'], score: ['a.yaml', 'b.yaml']",
                "ValidateScoreStep | {score: 's.yaml', image: '', property: '', resourceTypeAliases: '', failIfInvalid: true} "
                        + "| humanitecValidateScore failIfInvalid: true, score: 's.yaml'",
                "DeployStep | {images: '', deployment: 'd1', wait: true, timeout: 1800, concurrency: 'wait'} "
                        + "| humanitecDeploy deployment: 'd1'",
                "DeployStep | {images: '', again: true, wait: true, timeout: 1800, concurrency: 'fail'} "
                        + "| humanitecDeploy again: true, concurrency: 'fail'",
                "PlanStep | {files: 'a.yaml\\nb/*.yaml', vars: 'REGION', owner: 'platform', prune: true, app: ''} "
                        + "| humanitecPlan files: ['a.yaml', 'b/*.yaml'], owner: 'platform', prune: true, vars: 'REGION'",
                "ApplyStep | {files: 'a.yaml', vars: '', owner: '', prune: false, onFailure: 'continue'} "
                        + "| humanitecApply files: 'a.yaml', onFailure: 'continue'",
                "ExportStep | {directory: 'platform', kinds: 'Definition', app: ''} "
                        + "| humanitecExport directory: 'platform', kinds: 'Definition'",
                "WaitForDeploymentStep | {deployment: '', timeout: 1800} | humanitecWaitForDeployment()",
                "PromoteStep | {from: 'dev', env: 'prod', wait: true, timeout: 1800, concurrency: 'wait'} "
                        + "| humanitecPromote env: 'prod', from: 'dev'",
                "PromoteStep | {from: 'dev', env: 'prod', wait: true, timeout: 1800, concurrency: 'wait', approve: true} "
                        + "| humanitecPromote approve: true, env: 'prod', from: 'dev'",
                "DiffStep | {to: 'prod', from: 'dev', set: ''} | humanitecDiff from: 'dev', to: 'prod'",
                "RegisterVersionStep | {name: 'r/b', version: '1', digest: '', commit: '', ref: '', score: '', image: ''} "
                        + "| humanitecRegisterVersion name: 'r/b', version: '1'",
                "RegisterVersionStep | {name: 'r/b', version: '1', follow: true, timeout: 600} "
                        + "| humanitecRegisterVersion follow: true, name: 'r/b', timeout: 600, version: '1'",
                "RunPipelineStep | {pipeline: 'release', inputs: '', wait: true, timeout: 3600, approve: true} "
                        + "| humanitecRunPipeline approve: true, pipeline: 'release'",
                "RunPipelineStep | {pipeline: 'release', inputs: 'version=1', wait: true, timeout: 3600} "
                        + "| humanitecRunPipeline inputs: [version: '1'], pipeline: 'release'",
                "PauseStep | {env: 'dev'} | humanitecPause env: 'dev'",
                "ResumeStep | {env: 'dev'} | humanitecResume env: 'dev'",
                "PreviewEnvStep | {base: 'dev', branch: '', prefix: '', type: ''} | humanitecPreviewEnv 'dev'",
                "RequestStep | {operation: 'getSet', parameters: 'setId=7', body: ''} "
                        + "| humanitecRequest operation: 'getSet', parameters: [setId: '7']",
                "RequestStep | {operation: 'createApplication', parameters: '', body: '{\\\"id\\\": \\\"blog\\\"}'} "
                        + "| humanitecRequest body: [id: 'blog'], operation: 'createApplication'",
                "WithHumanitecStep | {app: 'shop', env: 'dev', dryRun: true} "
                        + "| withHumanitec(app: 'shop', dryRun: true, env: 'dev') {\\n    // some block\\n}"
            })
    void theSnippetIsWhatOneWouldWrite(String step, String form, String snippet) throws Exception {
        assertThat(
                generate("pipeline-syntax/generateSnippet", describable(step, form)), is(snippet.replace("\\n", "\n")));
    }

    private static JSONObject describable(String step, String form) {
        String type = Setup.stepClass(step);
        return JSONObject.fromObject(form).element("stapler-class", type).element("$class", type);
    }

    private static String generate(String url, JSONObject form) throws Exception {
        JenkinsRule.WebClient client = j.createWebClient();
        WebRequest request = new WebRequest(new URL(j.getURL(), url), HttpMethod.POST);
        request.setRequestParameters(List.of(new NameValuePair("json", form.toString())));
        client.addCrumb(request);
        return client.getPage(request).getWebResponse().getContentAsString().trim();
    }

    @Test
    void theDirectiveGeneratorWritesOptionsAsOneWould() throws Exception {
        String directive = "org.jenkinsci.plugins.pipeline.modeldefinition.generator.OptionsDirective";
        JSONObject form = new JSONObject()
                .element("stapler-class", directive)
                .element("$class", directive)
                .element(
                        "options", List.of(describable("WithHumanitecStep", "{app: 'shop', env: '', connection: ''}")));

        assertThat(
                generate("directive-generator/generateDirective", form),
                is("options {\n  withHumanitec(app: 'shop')\n}"));
    }

    @Test
    void theSnippetGeneratorHasAFormForEachStep() throws Exception {
        WorkflowJob job = j.createProject(WorkflowJob.class);

        HtmlPage page = j.createWebClient().withJavaScriptEnabled(false).getPage(job, "pipeline-syntax/");

        String html = page.getWebResponse().getContentAsString();
        assertThat(steps(), hasSize(28));
        for (StepDescriptor step : steps()) {
            assertThat(html, containsString(step.getFunctionName() + ": Humanitec"));
        }
    }

    private static String text(JenkinsRule.WebClient client, String path) throws Exception {
        return client.goTo(path, null).getWebResponse().getContentAsString();
    }

    @Test
    void eachStepAndEachOfItsParametersHasHelpWithAnExample() throws Exception {
        JenkinsRule.WebClient client = j.createWebClient().withThrowExceptionOnFailingStatusCode(false);
        List<String> without = new ArrayList<>();
        for (StepDescriptor step : steps()) {
            String help = "descriptorByName/" + step.getId() + "/help";
            assertThat(text(client, help), matchesPattern("(?s).*<pre>[^<]*" + step.getFunctionName() + "\\b.*"));
            for (DescribableParameter parameter : new DescribableModel<>(step.clazz).getParameters()) {
                if (!text(client, help + "/" + parameter.getName()).contains("<code>")) {
                    without.add(step.getFunctionName() + "." + parameter.getName());
                }
            }
        }
        assertThat(without, is(List.of()));
    }
}
