package io.jenkins.plugins.humanitec.mutation;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;

import io.jenkins.plugins.humanitec.config.HumanitecConnection;
import io.jenkins.plugins.humanitec.config.HumanitecGlobalConfiguration;
import io.jenkins.plugins.humanitec.config.HumanitecProtection;
import io.jenkins.plugins.humanitec.mutation.MutatingProxy.Exchange;
import io.jenkins.plugins.humanitec.mutation.MutatingProxy.Rule;
import io.jenkins.plugins.humanitec.session.SharedServices;
import io.jenkins.plugins.humanitec.steps.HumanitecStepDescriptor;
import io.jenkins.plugins.humanitec.testing.Setup;
import io.jenkins.plugins.humanitec.testing.SimulatorProcess;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import net.sf.json.JSONObject;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.jenkinsci.plugins.workflow.flow.FlowDurabilityHint;
import org.jenkinsci.plugins.workflow.flow.GlobalDefaultFlowDurabilityLevel;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jenkinsci.plugins.workflow.steps.StepDescriptor;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/**
 * Tests that each step either succeeds or fails with a readable sentence, whatever the API answers. First, each step
 * runs with valid responses. Then it runs again for each of its requests and each mutation of the response. Run it with
 * {@code -Dhumanitec.mutatedStep=humanitecDeploy}, for instance, for more mutations of the responses to one step.
 */
@WithJenkins
@Timeout(900)
class MutatedAnswersTest {

    private static final String ONLY_STEP = System.getProperty("humanitec.mutatedStep");
    private static final int CASES_PER_BUILD = 20;
    private static final int BUILDS_AT_ONCE = 60;
    /** Builds that run longer than this, all together, are regarded as hanging. */
    private static final Duration LONGEST = Duration.ofMinutes(5);

    private static final String SHOP = "/orgs/acme/apps/shop";
    private static final String PAUSE = SharedServices.class.getName() + ".firstPause";

    @RegisterExtension
    static final SimulatorProcess SIMULATOR = new SimulatorProcess("--settling", "PT0.01S", "--deletion", "PT0.01S");

    /** Set before Jenkins starts, which reads it once. */
    private static final String EARLIER_PAUSE = System.setProperty(PAUSE, "20");

    private static JenkinsRule j;
    private static MutatingProxy proxy;

    private final List<Case> cases = new ArrayList<>();
    /** The builds with the cases that they run. */
    private final Map<WorkflowRun, List<Case>> builds = new LinkedHashMap<>();

    private final List<String> problems = new ArrayList<>();
    /** The deployment with which the environments of the cases start. */
    private JSONObject base;

    /**
     * A call of a step with certain responses.
     *
     * @param id the name of the case in the script
     * @param call the call
     * @param rule the response to mutate; null if all responses are valid
     */
    private record Case(String id, ValidCall call, Rule rule) {

        @Override
        public String toString() {
            return call.name() + ": " + (rule == null ? "valid responses" : rule);
        }
    }

    @BeforeAll
    static void setUp(JenkinsRule rule) throws Exception {
        j = rule;
        // Otherwise, each response waits 40 ms for an acknowledgement of its headers.
        System.setProperty("sun.net.httpserver.nodelay", "true");
        proxy = new MutatingProxy(SIMULATOR.url());
        Setup.connect(SIMULATOR);
        // For builds with a workspace: as many as run at the same time.
        j.jenkins.setNumExecutors(BUILDS_AT_ONCE);
        j.jenkins
                .getDescriptorByType(GlobalDefaultFlowDurabilityLevel.DescriptorImpl.class)
                .setDurabilityHint(FlowDurabilityHint.PERFORMANCE_OPTIMIZED);
    }

    @AfterAll
    static void tearDown() throws Exception {
        proxy.close();
        j.after();
        if (EARLIER_PAUSE == null) {
            System.clearProperty(PAUSE);
        } else {
            System.setProperty(PAUSE, EARLIER_PAUSE);
        }
    }

    private void add(ValidCall call, Rule rule) {
        Case added = new Case("c" + cases.size(), call, rule);
        cases.add(added);
        if (rule != null) {
            proxy.add(added.id(), rule);
        }
    }

    /** Creates a connection for each case. */
    private void connect() {
        HumanitecGlobalConfiguration.get()
                .setConnections(
                        cases.stream().map(MutatedAnswersTest::connection).toList());
    }

    private static HumanitecConnection connection(Case one) {
        HumanitecConnection connection = Setup.connection(one.id(), proxy.url(one.id()), "token");
        if (one.call().isProtected()) {
            HumanitecProtection protection = new HumanitecProtection("*/production");
            protection.setDeployment(true);
            connection.setProtections(List.of(protection));
        }
        return connection;
    }

    /** Creates an environment with a deployment for each case that uses one. */
    private void prepare(List<Case> some) throws IOException {
        for (Case one : some) {
            if (one.call().usesEnv()) {
                JSONObject env = new JSONObject().element("id", one.id()).element("name", one.id());
                proxy.post(
                        SHOP + "/envs",
                        env.element("type", "development").element("from_deploy_id", base.getString("id")));
                proxy.post(
                        SHOP + "/envs/" + one.id() + "/deploys",
                        new JSONObject().element("set_id", base.getString("set_id")));
            }
        }
    }

    /** Starts a build for cases of the same call. */
    private void start(List<Case> some, int timeout) throws Exception {
        prepare(some);
        List<String> ids = some.stream().map(Case::id).toList();
        String script = ReadableLog.script(some.get(0).call().script(), ids, timeout);
        WorkflowRun run = Setup.trustedJob(j, script).scheduleBuild2(0).waitForStart();
        builds.put(run, some);
    }

    /** Waits for all builds. Returns what the log says about each case, and adds the problems. */
    private Map<Case, String> finish() throws Exception {
        try {
            Awaitility.await()
                    .atMost(LONGEST)
                    .until(() -> builds.keySet().stream().noneMatch(WorkflowRun::isBuilding));
        } catch (ConditionTimeoutException e) {
            // The builds that still run are reported below.
        }
        Map<Case, String> texts = new LinkedHashMap<>();
        for (Map.Entry<WorkflowRun, List<Case>> build : builds.entrySet()) {
            WorkflowRun run = build.getKey();
            boolean isHanging = run.isBuilding();
            String log = JenkinsRule.getLog(run);
            if (isHanging) {
                run.doKill();
            }
            Map<String, String> parts = ReadableLog.parts(log);
            for (Case one : build.getValue()) {
                String text = parts.getOrDefault(one.id(), "(not reached, since an earlier case hangs)");
                texts.put(one, text);
                if (!ReadableLog.isReadable(text)) {
                    problems.add(one + "\n    " + text.replace("\n", "\n    ") + (isHanging ? "\n    (hangs)" : ""));
                }
            }
        }
        builds.clear();
        return texts;
    }

    /** Returns the requests to mutate: of several same requests without a change in between, only the first. */
    private static List<Exchange> requests(Case valid) {
        List<Exchange> requests = new ArrayList<>();
        Set<String> sinceChange = new HashSet<>();
        for (Exchange exchange : proxy.seen(valid.id())) {
            if (!exchange.request().startsWith("GET ")) {
                sinceChange.clear();
            }
            if (sinceChange.add(exchange.request())) {
                requests.add(exchange);
            }
        }
        return requests;
    }

    private void runValidCalls() throws Exception {
        base = SIMULATOR.get(SHOP + "/envs/development").getJSONObject("last_deploy");
        j.buildAndAssertSuccess(Setup.job(j, """
                humanitecRequest operation: 'createPipeline', app: 'shop', body: [
                    id: 'check', name: 'Check', on: [pipeline_call: [:]], jobs: [check: [steps: [
                        [name: 'Check', uses: 'actions/humanitec/run-checks@v1', with: [env_id: 'development']]]]]]
                """));
        ValidCall.all().forEach(call -> add(call, null));
        connect();
        for (Case one : cases) {
            start(List.of(one), 60);
        }
        finish().forEach((one, text) -> assertThat(
                one.toString(),
                text,
                containsString(
                        one.call().failure() == null ? "RETURNED " : one.call().failure())));
        assertThat("problems with valid responses", problems, empty());
    }

    @Test
    void eachStepSucceedsOrSaysWhatIsWrong() throws Exception {
        runValidCalls();
        List<List<Case>> groups = new ArrayList<>();
        Set<String> covered = new HashSet<>();
        List<Case> chosen = cases.stream()
                .filter(valid ->
                        ONLY_STEP == null || ONLY_STEP.equals(valid.call().step()))
                .toList();
        for (Case valid : chosen) {
            int first = cases.size();
            for (Exchange exchange : requests(valid)) {
                String key = valid.call().step() + " " + exchange.request() + " " + exchange.occurrence();
                if (covered.add(key) || !valid.call().isVariant()) {
                    AnswerMutation.of(exchange.body(), ONLY_STEP != null)
                            .forEach(mutation -> add(valid.call(), new Rule(exchange, mutation)));
                }
            }
            for (int i = first; i < cases.size(); i += CASES_PER_BUILD) {
                groups.add(List.copyOf(cases.subList(i, Math.min(cases.size(), i + CASES_PER_BUILD))));
            }
        }
        connect();
        Map<Case, String> texts = new LinkedHashMap<>();
        for (int i = 0; i < groups.size(); i += BUILDS_AT_ONCE) {
            for (List<Case> group : groups.subList(i, Math.min(groups.size(), i + BUILDS_AT_ONCE))) {
                start(group, 1);
            }
            texts.putAll(finish());
        }

        int succeeded =
                (int) texts.values().stream().filter(ReadableLog::isSuccess).count();
        System.out.println(texts.size() + " mutated responses: with " + succeeded + " the step succeeded");
        assertThat(problems.size() + " problems:\n" + String.join("\n", problems) + "\n", problems.isEmpty());
        assertThat("steps that succeed", succeeded, greaterThan(texts.size() / 10));
        assertThat("steps that fail", texts.size() - succeeded, greaterThan(texts.size() / 10));
    }

    @Test
    void eachStepIsTested() {
        Set<String> tested = new HashSet<>();
        ValidCall.all().forEach(call -> tested.add(call.step()));

        assertThat(
                StepDescriptor.all().stream()
                        .filter(HumanitecStepDescriptor.class::isInstance)
                        .filter(step -> !step.takesImplicitBlockArgument())
                        .map(StepDescriptor::getFunctionName)
                        .collect(Collectors.toSet()),
                is(tested));
    }
}
