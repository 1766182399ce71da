package io.jenkins.plugins.humanitec.steps;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;

import hudson.model.Result;
import io.jenkins.plugins.humanitec.testing.Setup;
import io.jenkins.plugins.humanitec.testing.SharedJenkins;
import io.jenkins.plugins.humanitec.testing.SimulatorProcess;
import net.sf.json.JSONObject;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.jvnet.hudson.test.JenkinsRule;

/** Tests the conversion of arguments of scripts to parameters of steps. */
class ScriptValuesTest extends SharedJenkins {

    @RegisterExtension
    static final SimulatorProcess SIMULATOR = new SimulatorProcess("--settling", "PT0.2S");

    ScriptValuesTest() {
        super(SIMULATOR);
    }

    private static String failure(String script) throws Exception {
        WorkflowRun run = j.buildAndAssertStatus(
                Result.FAILURE,
                Setup.trustedJob(j, "withHumanitec(app: 'shop', env: 'development') {\n" + script + "\n}"));
        String log = JenkinsRule.getLog(run);
        assertThat(log, not(containsString("\tat ")));
        assertThat(log, not(containsString("Exception")));
        return log;
    }

    private static String values(String key) throws Exception {
        return SIMULATOR.list("/orgs/acme/apps/shop/envs/development/values").stream()
                .map(JSONObject.class::cast)
                .filter(value -> value.getString("key").equals(key))
                .map(value -> value.getString("value"))
                .findFirst()
                .orElseThrow();
    }

    private static JSONObject sent(String path) throws Exception {
        return SIMULATOR.requests().stream()
                .filter(request -> request.getString("method").equals("POST")
                        && request.getString("path").endsWith(path))
                .reduce((first, last) -> last)
                .map(request -> JSONObject.fromObject(request.getString("body")))
                .orElseThrow();
    }

    @Test
    void numbersAndBooleansAreStoredAsText() throws Exception {
        j.buildAndAssertSuccess(Setup.job(j, """
                withHumanitec(app: 'shop', env: 'development', dryRun: 'false') {
                    humanitecSetValue key: 'NUMBER', value: 5
                    humanitecSetValue key: 'DECIMAL', value: 1.10
                    humanitecSetValue key: 'LARGE', value: 1.0e10
                    humanitecSetValue key: 'BOOLEAN', value: false, secret: 'false'
                    humanitecSetValues values: [N_2: 2.50, "T${1}": "t${2}"]
                    humanitecScale replicas: [backend: '2'], timeout: "${60}", wait: 'false'
                    humanitecRegisterVersion name: 'registry.example.com/backend', version: 1.10
                }
                """));

        assertThat(values("NUMBER"), is("5"));
        assertThat(values("DECIMAL"), is("1.10"));
        assertThat(values("LARGE"), is("10000000000"));
        assertThat(values("BOOLEAN"), is("false"));
        assertThat(values("N_2"), is("2.50"));
        assertThat(values("T1"), is("t2"));
        assertThat(sent("/artefact-versions").getString("version"), is("1.10"));
    }

    @Test
    void soTheyAreInADeclarativePipeline() throws Exception {
        j.buildAndAssertSuccess(Setup.job(j, """
                pipeline {
                    agent none
                    parameters { string(name: 'TIMEOUT', defaultValue: '60') }
                    options { withHumanitec(app: 'shop', env: 'development', dryRun: 'false') }
                    stages {
                        stage('Deliver') {
                            steps {
                                humanitecSetValue key: 'NUMBER', value: 5
                                humanitecSetValue key: 'BOOLEAN', value: true
                                humanitecScale replicas: [backend: '2'], timeout: params.TIMEOUT, wait: 'false'
                                humanitecRegisterVersion name: 'registry.example.com/backend', version: 1.10
                            }
                        }
                    }
                }
                """));

        assertThat(values("NUMBER"), is("5"));
        assertThat(values("BOOLEAN"), is("true"));
        assertThat(sent("/artefact-versions").getString("version"), is("1.10"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "timeout: 'abc' | Expecting \"int\" for parameter \"timeout\" but got \"abc\"",
                "timeout: \"${params.TIMEOUT}\" | Humanitec: Parameter 'timeout' of humanitecScale must be a whole number of seconds, but is 'null'.",
                "wait: \"maybe ${1}\" | Humanitec: Parameter 'wait' of humanitecScale must be true or false, but is 'maybe 1'.",
                "waits: false | Invalid parameter \"waits\", did you mean \"wait\"?"
            })
    void whatDoesNotFitIsASentenceInADeclarativePipelineToo(String argument, String sentence) throws Exception {
        WorkflowRun run = j.buildAndAssertStatus(Result.FAILURE, Setup.job(j, """
                pipeline {
                    agent none
                    options { withHumanitec(app: 'shop', env: 'development') }
                    stages { stage('Scale') { steps { humanitecScale replicas: [backend: 2], %s } } }
                }
                """.formatted(argument)));

        j.assertLogContains(sentence, run);
        assertThat(JenkinsRule.getLog(run), not(containsString("ClassCastException")));
        assertThat(SIMULATOR.calls(), empty());
    }

    @Test
    void whatLibrariesMakeOfJsonAndYamlIsSentAsItWasRead() throws Exception {
        WorkflowRun run = j.buildAndAssertSuccess(Setup.trustedJob(j, """
                withHumanitec(app: 'shop') {
                    humanitecRequest operation: 'createPipeline', body: [
                        id: 'any', name: 'Any', jobs: [a: [steps: []]], on: [pipeline_call: [inputs: [
                            lazy: [:], json: [:], parts: [:], numbers: [:], moment: [:], nested: [:], large: [:]]]]]
                    def json = net.sf.json.JSONObject.fromObject('{"none": null, "list": [null, {"none": null}]}')
                    humanitecRunPipeline pipeline: 'any', wait: false, inputs: [
                        lazy: new groovy.json.JsonSlurper().parseText('{"a": {"b": [1.10, null]}}'),
                        json: json,
                        parts: 'a,b'.split(','),
                        numbers: [1, 2] as int[],
                        moment: new Date(0),
                        nested: [[(8080): "port ${8080}"]] as Set,
                        large: 12345678901234567890
                    ]
                    humanitecRequest operation: 'createPipeline',
                        body: [name: 'From YAML', (true): [pipeline_call: [:]], jobs: [a: [steps: []]]]
                }
                """));

        JSONObject inputs = sent("/runs").getJSONObject("inputs");
        assertThat(inputs, is(JSONObject.fromObject("""
                        {
                            "lazy": {"a": {"b": [1.10, null]}},
                            "json": {"none": null, "list": [null, {"none": null}]},
                            "parts": ["a", "b"],
                            "numbers": [1, 2],
                            "moment": "1970-01-01T00:00:00Z",
                            "nested": [{"8080": "port 8080"}],
                            "large": 12345678901234567890
                        }
                        """)));
        assertThat(
                sent("/pipelines"),
                is(
                        JSONObject.fromObject(
                                "{\"name\": \"From YAML\", \"on\": {\"pipeline_call\": {}}, \"jobs\": {\"a\": {\"steps\": []}}}")));
        j.assertLogNotContains("warning", run);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "humanitecDeploy images: [backend: \"registry.example.com/x:${env.NOPE}\"] | Parameter 'images.backend' of humanitecDeploy is 'registry.example.com/x:null'. A variable in it is probably not set.",
                "humanitecDeploy images: [backend: 'registry.example.com/x:'] | 'registry.example.com/x:' is not a valid image for backend",
                "humanitecDeploy images: [backend: 'x:${TAG}'] | 'x:${TAG}'. The variable in it was not replaced by its value",
                "humanitecRegisterVersion name: 'x', version: \"${env.NOPE}\" | Parameter 'version' of humanitecRegisterVersion is 'null'.",
                "humanitecRegisterVersion name: 'x', version: '1', ref: \"refs/heads/${env.NOPE}\" | Parameter 'ref' of humanitecRegisterVersion is 'refs/heads/null'.",
                "humanitecPreviewEnv base: 'development', branch: \"${env.NOPE}\" | Parameter 'branch' of humanitecPreviewEnv is 'null'.",
                "humanitecCreateEnv env: \"${env.NOPE}\" | Parameter 'env' of humanitecCreateEnv is 'null'.",
                "humanitecSetValue key: \"${env.NOPE}\", value: 'a' | Parameter 'key' of humanitecSetValue is 'null'.",
                "humanitecRequest operation: 'getSet', parameters: [setId: \"${env.NOPE}\"] | Parameter 'parameters.setId' of humanitecRequest is 'null'.",
                "humanitecSetValue key: 'A', value: [1] | must be a text, but is a list. To convert it to JSON text, use writeJSON(returnText: true, json: …)",
                "humanitecSetValues values: [A: net.sf.json.JSONNull.instance] | Parameter 'values.A' of humanitecSetValues must be a text, but is not set",
                "humanitecScale replicas: [backend: 2], timout: 5 | humanitecScale has no parameter 'timout'. Its parameters: app, "
            })
    void whatIsProbablyAMistakeIsRefused(String step, String sentence) throws Exception {
        assertThat(failure(step), containsString(sentence));
        assertThat(SIMULATOR.calls(), everyItem(startsWith("GET ")));
    }

    @Test
    void whatMayBeMeantIsWarnedAbout() throws Exception {
        WorkflowRun run = j.buildAndAssertSuccess(Setup.job(j, """
                humanitecSetValue app: 'shop', key: 'A', value: "${env.NOPE}"
                humanitecDeleteEnv app: 'shop', env: "pr-${env.NOPE}"
                """));

        j.assertLogContains(
                "Humanitec: warning: Parameter 'value' of humanitecSetValue is the text 'null'. A variable in it", run);
        j.assertLogContains("Humanitec: warning: Parameter 'env' of humanitecDeleteEnv is 'pr-null'.", run);
    }
}
