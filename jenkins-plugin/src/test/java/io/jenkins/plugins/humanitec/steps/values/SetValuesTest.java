package io.jenkins.plugins.humanitec.steps.values;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import hudson.model.Result;
import io.jenkins.plugins.humanitec.record.HumanitecBuildAction;
import io.jenkins.plugins.humanitec.testing.Setup;
import io.jenkins.plugins.humanitec.testing.SharedJenkins;
import io.jenkins.plugins.humanitec.testing.SimulatorProcess;
import java.util.List;
import net.sf.json.JSONObject;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.jvnet.hudson.test.JenkinsRule;

/** Tests the step for many values. */
class SetValuesTest extends SharedJenkins {

    private static final String VALUES = "/orgs/acme/apps/shop/envs/development/values";

    @RegisterExtension
    static final SimulatorProcess SIMULATOR = new SimulatorProcess();

    SetValuesTest() {
        super(SIMULATOR);
    }

    @BeforeEach
    void addPaymentKey() throws Exception {
        Setup.addCredentials("payment-key", "hush-hush-value");
    }

    private static long count(String call) throws Exception {
        return SIMULATOR.calls().stream().filter(c -> c.startsWith(call)).count();
    }

    @Test
    void whatDiffersIsWrittenAndTold() throws Exception {
        WorkflowRun run = j.buildAndAssertSuccess(Setup.job(j, """
                withHumanitec(app: 'shop', env: 'development') {
                    def first = humanitecSetValues values: [A: 'a', B: "b${1 + 1}", C: 3], valueCredentialsIds: [KEY: 'payment-key']
                    assert first == [created: ['A', 'B', 'C', 'KEY'], changed: [], unchanged: []]
                    def second = humanitecSetValues values: [A: 'a', B: 'other', C: '3']
                    assert second == [created: [], changed: ['B'], unchanged: ['A', 'C']]
                }
                """));

        j.assertLogContains("Humanitec: value KEY of shop/development: created", run);
        j.assertLogContains("Humanitec: value B of shop/development: changed", run);
        j.assertLogContains("Humanitec: 3 values of shop/development: 0 created, 1 changed, 2 unchanged", run);
        j.assertLogNotContains("hush-hush-value", run);
        assertThat(count("GET " + VALUES), is(2L));
        assertThat(count("POST " + VALUES), is(4L));
        assertThat(count("PUT " + VALUES), is(1L));
        assertThat(run.getAction(HumanitecBuildAction.class).getChanges(), hasSize(5));
    }

    @Test
    void aRefusalFailsTheBuildWithAnAccountOfWhatWasDone() throws Exception {
        SIMULATOR.fault(JSONObject.fromObject("{\"kind\": \"STATUS\", \"status\": 403, \"method\": \"PUT\"}"));
        WorkflowRun run = j.buildAndAssertStatus(Result.FAILURE, Setup.job(j, """
                withHumanitec(app: 'shop', env: 'production') {
                    humanitecSetValues values: [NEW: 'a', OTHER: 'b', LOG_LEVEL: 'debug']
                }
                """));
        List<String> written = SIMULATOR.list("/orgs/acme/apps/shop/envs/production/values").stream()
                .map(value -> ((JSONObject) value).getString("key"))
                .filter(key -> key.equals("NEW") || key.equals("OTHER"))
                .toList();

        String log = JenkinsRule.getLog(run);
        assertThat(log, containsString("ERROR: Humanitec: cannot set 3 values. Of 3 values of shop/production, "));
        assertThat(log, containsString("not set. LOG_LEVEL: PUT "));
        assertThat(log, containsString("needs a role that permits this."));
        for (String key : written) {
            assertThat(log, containsString("Humanitec: value " + key + " of shop/production: created"));
        }
        assertThat(log, not(containsString("Exception")));
    }

    @Test
    void whatCannotBeSetIsSaidBeforeAnyRequest() throws Exception {
        for (String arguments : List.of("values: ['no key': 'a']", "values: [A: null]", "values: [:]")) {
            WorkflowRun run = j.buildAndAssertStatus(
                    Result.FAILURE, Setup.job(j, "humanitecSetValues app: 'shop', " + arguments));
            assertThat(JenkinsRule.getLog(run), not(containsString("Exception")));
            j.assertLogContains("ERROR: Humanitec: ", run);
        }
        WorkflowRun twice = j.buildAndAssertStatus(
                Result.FAILURE,
                Setup.job(
                        j,
                        "humanitecSetValues app: 'shop', values: [A: 'a'], valueCredentialsIds: [A: 'payment-key']"));

        j.assertLogContains("Value A is given in 'values' and in 'valueCredentialsIds'.", twice);
        assertThat(SIMULATOR.calls(), hasSize(0));
    }
}
