package io.jenkins.plugins.humanitec;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.sf.json.JSONObject;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** Many builds at once, and an API that takes 50 requests a second. The system property {@code humanitec.builds} says how many. */
@WithJenkins
class ManySettersTest {

    private static final int BUILDS = Integer.getInteger("humanitec.builds", 60);

    @RegisterExtension
    static final SimulatorProcess SIMULATOR = new SimulatorProcess("--requests-per-second", "50");

    @Test
    void allSucceedAndHoldOffTogether(JenkinsRule j) throws Exception {
        Setup.connect(SIMULATOR);
        String branches = IntStream.range(0, 2)
                .mapToObj(i -> "b" + i + ": { humanitecSetValue app: 'shop', key: \"K_${env.JOB_NAME}_" + i
                        + "\".toUpperCase(), value: 'v' }")
                .collect(Collectors.joining(", ", "parallel(", ")"));
        List<WorkflowRun> runs = new ArrayList<>();
        for (int i = 0; i < BUILDS; i++) {
            runs.add(Setup.job(j, branches).scheduleBuild2(0).waitForStart());
        }
        for (WorkflowRun run : runs) {
            j.assertBuildStatusSuccess(j.waitForCompletion(run));
        }

        List<JSONObject> requests = SIMULATOR.requests();
        long refused = requests.stream()
                .filter(request -> request.getInt("status") == 429)
                .count();
        long written = requests.stream()
                .filter(request -> request.getString("method").equals("POST"))
                .filter(request -> request.getInt("status") == 201)
                .count();
        System.out.println(BUILDS + " builds: " + requests.size() + " requests, " + refused + " of them refused");
        assertThat(written, is(2L * BUILDS));
        assertThat("the limit is reached", refused, greaterThan(0L));
        assertThat(refused, lessThan(requests.size() / 2L));
    }
}
