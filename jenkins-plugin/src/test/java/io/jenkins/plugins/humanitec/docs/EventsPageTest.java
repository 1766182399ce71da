package io.jenkins.plugins.humanitec.docs;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;

import hudson.EnvVars;
import hudson.model.EnvironmentContributingAction;
import io.jenkins.plugins.humanitec.client.events.EventKind;
import io.jenkins.plugins.humanitec.testing.Setup;
import io.jenkins.plugins.humanitec.testing.SharedJenkins;
import io.jenkins.plugins.humanitec.testing.SimulatorProcess;
import io.jenkins.plugins.humanitec.trigger.EventWatches;
import io.jenkins.plugins.humanitec.trigger.HumanitecEventAction;
import io.jenkins.plugins.humanitec.trigger.HumanitecEventTrigger;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.jenkinsci.plugins.structs.describable.DescribableModel;
import org.jenkinsci.plugins.structs.describable.DescribableParameter;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Tests that {@code docs/events.md} says what the trigger does, and that its first example promotes a deployment. */
class EventsPageTest extends SharedJenkins {

    private static final String PERIOD = EventWatches.class.getName() + ".period";
    private static final String ENVS = "/orgs/acme/apps/shop/envs";

    @RegisterExtension
    static final SimulatorProcess SIMULATOR = new SimulatorProcess("--settling", "PT0.2S");

    static {
        System.setProperty(PERIOD, "200");
    }

    EventsPageTest() {
        super(SIMULATOR);
    }

    @AfterAll
    static void clear() {
        System.clearProperty(PERIOD);
    }

    private static String page() throws IOException {
        return Files.readString(Path.of("../docs/events.md"));
    }

    private static Set<String> found(String pattern) throws IOException {
        return Pattern.compile(pattern)
                .matcher(page())
                .results()
                .map(result -> result.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void theTablesAreComplete() throws Exception {
        assertThat(found("(?m)^\\| `(deployment\\w+|environment\\w+)`"), is(new TreeSet<>(EventKind.ids())));
        Set<String> settings = new TreeSet<>();
        for (DescribableParameter parameter :
                DescribableModel.of(HumanitecEventTrigger.class).getParameters()) {
            settings.add(parameter.getName());
            assertThat(page(), containsString("`" + parameter.getName() + "`"));
        }
        assertThat(settings, is(Set.of("app", "connection", "credentialsId", "env", "events", "pollInterval", "type")));
    }

    @Test
    void theFirstExamplePromotesADeployment() throws Exception {
        MatchResult example = Pattern.compile("```groovy\n(.*?)```", Pattern.DOTALL)
                .matcher(page())
                .results()
                .findFirst()
                .orElseThrow();
        WorkflowJob job = Setup.job(
                j, example.group(1).replace("'deploymentSucceeded']", "'deploymentSucceeded'], pollInterval: 15"));
        job.setQuietPeriod(0);
        j.buildAndAssertSuccess(job);
        Awaitility.await()
                .atMost(60, TimeUnit.SECONDS)
                .until(() -> SIMULATOR.calls().contains("GET " + ENVS));

        SIMULATOR.deployAgain("development");

        Awaitility.await().atMost(90, TimeUnit.SECONDS).until(() -> job.getBuildByNumber(2) != null);
        WorkflowRun run = j.assertBuildStatusSuccess(j.waitForCompletion(job.getBuildByNumber(2)));
        String id = SIMULATOR
                .get(ENVS + "/development")
                .getJSONObject("last_deploy")
                .getString("id");
        j.assertLogContains("Deployment " + id + " has succeeded at 20", run);
        EnvVars variables = new EnvVars();
        for (EnvironmentContributingAction action : List.of(run.getAction(HumanitecEventAction.class))) {
            action.buildEnvironment(run, variables);
        }
        assertThat(found("(?m)^\\| `(HUMANITEC_EVENT_\\w+)`"), is(new TreeSet<>(variables.keySet())));
    }
}
