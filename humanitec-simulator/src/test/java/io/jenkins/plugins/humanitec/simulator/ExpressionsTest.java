package io.jenkins.plugins.humanitec.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The expressions in the definitions of pipelines. */
class ExpressionsTest {

    private static final String APP = "/orgs/acme/apps/shop";
    private static final String RUNS = APP + "/pipelines/test/runs";

    @RegisterExtension
    static final TestClient client = new TestClient(
            new SimulatorOptions(0, "token", Duration.ofMinutes(4), Duration.ofMinutes(1)), DemoData::addTo);

    /** Starts a pipeline with the jobs, and returns the path of the run after its end. */
    private static String run(String jobs, String inputs) throws Exception {
        client.yaml("POST", APP + "/pipelines", """
                id: test
                name: Test
                on: {pipeline_call: {inputs: {text: {type: string}, list: {type: json}}}}
                jobs:
                """ + jobs.indent(2));
        String path = RUNS + "/"
                + client.post(RUNS, "{\"inputs\": " + inputs + "}").get("id").asText();
        client.send("POST", "/_simulator/time", "{\"forward\": \"PT59M\"}");
        return path;
    }

    private static String status(String path) throws Exception {
        return client.get(path).get("status").asText();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "inputs.text ; word",
                "inputs.list[1] ; two",
                "inputs['text'] ; word",
                "inputs.none || inputs.text ; word",
                "inputs.none && inputs.text ; -",
                "! inputs.none ; true",
                "inputs.text == 'word' && (1 == 1.0 || false) ; true",
                "inputs.text != \"word\" ; false",
                "pipeline.app.id ; shop",
                "pipeline.org.id ; acme",
                "app.values.LOG_LEVEL ; info",
                "null ; -",
            },
            quoteCharacter = '`')
    void expressionsHaveValues(String expression, String value) throws Exception {
        String run = run(
                "a: {steps: [{uses: actions/humanitec/log@v1, with: {message: \"<${{ "
                        + expression.replace("\"", "\\\"") + " }}>\"}}]}",
                "{\"text\": \"word\", \"list\": [\"one\", \"two\"]}");

        assertThat(client.get(run + "/jobs/a/steps/0/logs").findValuesAsText("message"))
                .contains("<" + value.replace("-", "") + ">");
    }

    @ParameterizedTest
    @ValueSource(strings = {"inputs environment", "inputs.", "(1", "1 +", "", "a b", "%"})
    void anExpressionThatIsNotValidFailsTheStep(String expression) throws Exception {
        String run = run(
                "a: {steps: [{uses: actions/humanitec/log@v1, with: {message: '${{ " + expression + " }}'}}]}", "{}");

        assertThat(status(run)).isEqualTo("failed");
        assertThat(client.get(run).get("status_message").asText()).contains("expression", expression);
    }

    @Test
    void anExpressionCanBeTooLong() throws Exception {
        String run = run("a: {steps: [{uses: actions/humanitec/log@v1, if: '" + "(".repeat(100_000) + "'}]}", "{}");

        assertThat(status(run)).isEqualTo("failed");
    }
}
