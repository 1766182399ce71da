package io.jenkins.plugins.humanitec.load;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.anEmptyMap;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;

import io.jenkins.plugins.humanitec.testing.Setup;
import io.jenkins.plugins.humanitec.testing.SimulatorProcess;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** Tests the requests to Humanitec while many builds wait and many users look at the page of the environments. */
@WithJenkins
class ManyLookersTest {

    private static final int BUILDS = 500;
    private static final int LOOKERS = 50;
    private static final Duration LOOKED = Duration.ofSeconds(25);
    private static final int SECONDS_BETWEEN_READS = 10;

    /** The builds poll it too. */
    private static final String WAITED_FOR = "GET /orgs/acme/apps/shop/envs/development";

    @RegisterExtension
    static final SimulatorProcess SIMULATOR = new SimulatorProcess("--settling", "PT1H");

    @Test
    @Timeout(300)
    void eachEnvironmentIsReadOnceInTenSecondsHoweverManyLook(JenkinsRule j) throws Exception {
        Setup.connect(SIMULATOR);
        SIMULATOR.deployAgain("development");
        List<WorkflowRun> runs = new ArrayList<>();
        for (int i = 0; i < BUILDS; i++) {
            runs.add(Setup.job(j, "humanitecWaitForDeployment app: 'shop', env: 'development'")
                    .scheduleBuild2(0)
                    .waitForStart());
        }
        for (WorkflowRun run : runs) {
            j.waitForMessage("to shop/development: pending", run);
        }
        int before = SIMULATOR.calls().size();

        long pages = look(j);

        List<String> all = SIMULATOR.calls();
        List<String> calls = all.subList(before, all.size());
        int most = (int) LOOKED.toSeconds() / SECONDS_BETWEEN_READS + 2;
        Map<String, Long> tooOften = calls.stream()
                .filter(call -> !call.equals(WAITED_FOR))
                .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
        assertThat("the page was read", tooOften.size(), greaterThan(1));
        tooOften.values().removeIf(count -> count <= most);
        assertThat(tooOften, is(anEmptyMap()));
        assertThat(pages, greaterThan((long) LOOKERS));
        for (WorkflowRun run : runs) {
            run.doStop();
        }
        for (WorkflowRun run : runs) {
            j.waitForCompletion(run);
        }
    }

    /** Returns the number of pages that all users have seen. */
    private static long look(JenkinsRule j) throws Exception {
        HttpRequest table = HttpRequest.newBuilder(URI.create(j.getURL() + "humanitec/table"))
                .build();
        HttpClient http = HttpClient.newHttpClient();
        Instant end = Instant.now().plus(LOOKED);
        Callable<Long> looker = () -> {
            long seen = 0;
            while (Instant.now().isBefore(end)) {
                HttpResponse<String> page = http.send(table, HttpResponse.BodyHandlers.ofString());
                assertThat(page.body(), page.statusCode(), is(200));
                seen++;
            }
            return seen;
        };
        ExecutorService users = Executors.newFixedThreadPool(LOOKERS);
        try {
            long seen = 0;
            for (Future<Long> one : users.invokeAll(Collections.nCopies(LOOKERS, looker))) {
                seen += one.get();
            }
            return seen;
        } finally {
            users.shutdownNow();
        }
    }
}
