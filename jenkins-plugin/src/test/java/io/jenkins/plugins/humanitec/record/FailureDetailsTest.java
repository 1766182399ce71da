package io.jenkins.plugins.humanitec.record;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;

import hudson.model.Result;
import io.jenkins.plugins.humanitec.testing.Setup;
import io.jenkins.plugins.humanitec.testing.SharedJenkins;
import io.jenkins.plugins.humanitec.testing.SimulatorProcess;
import java.util.List;
import net.sf.json.JSONObject;
import org.htmlunit.html.DomElement;
import org.htmlunit.html.HtmlPage;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Tests what a build shows of a failed deployment, in its log, to its script, on its page and in its remote API. */
class FailureDetailsTest extends SharedJenkins {

    private static final String BROKEN = "humanitecDeploy images: [backend: 'registry.example.com/backend:broken']\n";

    private static final String SCORE = """
            node {
              writeFile file: 'score.yaml', text: '''
            apiVersion: score.dev/v1b1
            metadata: {name: backend}
            containers: {main: {image: 'registry.example.com/backend:2'}}
            resources: {db: {type: postgres, class: broken}}
            '''
              humanitecDeploy score: 'score.yaml'
            }
            """;

    @RegisterExtension
    static final SimulatorProcess SIMULATOR =
            new SimulatorProcess("--settling", "PT0.4S", "--deletion", "PT0.2S", "--speed", "60");

    FailureDetailsTest() {
        super(SIMULATOR);
    }

    private static WorkflowRun run(Result result, String script) throws Exception {
        return j.buildAndAssertStatus(
                result, Setup.job(j, "withHumanitec(app: 'shop', env: 'development') {\n" + script + "\n}"));
    }

    @Test
    void aScriptInTheSandboxReadsWhyADeploymentFailed() throws Exception {
        WorkflowRun run = run(Result.SUCCESS, "try {\n" + SCORE + """
                } catch (e) {
                  assert e.failure.errors*.scope == ['deployment']
                  assert e.failure.errors[0].code == 'RES-102'
                  assert e.failure.errors[0].scoreFile == 'score.yaml'
                  def db = e.failure.resources[0]
                  assert db.id == 'modules.backend.externals.db' && db.type == 'postgres'
                  assert db.message == 'The driver cannot provision the resource: its quota is exceeded.'
                  echo "see ${db.url}"
                  sleep 1
                  assert e.failure.pods == [] && e.failure.unread == []
                }
                """);

        j.assertLogContains(
                "Humanitec:   RES-102 deployment modules.backend.externals.db (score.yaml): The driver cannot", run);
        j.assertLogContains("Humanitec:   resource modules.backend.externals.db (postgres, class broken)", run);
        j.assertLogContains("see https://app.humanitec.io/orgs/acme/resources/definitions/", run);
    }

    @Test
    void everyFailureOfAStepHasTheSameLists() throws Exception {
        run(Result.SUCCESS, """
                for (step in [{ humanitecDeploy() }, { humanitecDeleteApp 'NO ID' }, { humanitecScale nothing: 1 },
                              { humanitecDeploy env: 'nowhere', images: [a: 'a:1'] }]) {
                  def failure = null
                  try { step() } catch (e) { failure = e.failure }
                  assert failure.errors == [] && failure.pods == [] && failure.logs == [] && failure.resources == []
                }
                """);
    }

    private static DomElement unfolded(HtmlPage page) {
        DomElement failure = page.querySelector("details.humanitec-failure");
        failure.setAttribute("open", "");
        return failure;
    }

    @Test
    void thePageAndTheRemoteApiHaveErrorsLogsAndLinks() throws Exception {
        WorkflowRun run = run(Result.FAILURE, BROKEN);

        HtmlPage page = j.createWebClient().getPage(run);
        DomElement failure = unfolded(page);
        String text = failure.asNormalizedText();
        assertThat(text, containsString("RUNT-001 workload modules.backend: The image of workload 'backend' cannot"));
        assertThat(text, containsString("Last lines of backend"));
        assertThat(
                failure.querySelector("pre").getTextContent().strip(),
                endsWith(" error | Image registry.example.com/backend:broken cannot be pulled."));
        assertThat(
                ((DomElement) failure.querySelector("h4 a")).getAttribute("href"),
                is("https://app.humanitec.io/orgs/acme/apps/shop/envs/development/status"));

        JSONObject change = changes(run).get(0);
        JSONObject error =
                change.getJSONObject("failure").getJSONArray("errors").getJSONObject(0);
        assertThat(error.getString("code"), is("RUNT-001"));
        assertThat(error.getString("object"), is("modules.backend"));
    }

    private static List<JSONObject> changes(WorkflowRun run) throws Exception {
        return j.getJSON(run.getUrl() + "api/json").getJSONObject().getJSONArray("actions").stream()
                .map(JSONObject.class::cast)
                .filter(action -> action.has("changes"))
                .flatMap(action -> action.getJSONArray("changes").stream())
                .map(JSONObject.class::cast)
                .toList();
    }

    @Test
    void podsThatDoNotBecomeReadyAreShownAlthoughTheStepChangesNothing() throws Exception {
        WorkflowRun run = run(Result.FAILURE, """
                humanitecDeploy images: [backend: 'registry.example.com/backend:misconfigured']
                humanitecWaitForReadiness timeout: 600
                """);

        j.assertLogContains("container main: CreateContainerConfigError (secret \"credentials\" not found)", run);
        HumanitecChange change =
                run.getAction(HumanitecBuildAction.class).getChanges().get(1);
        assertThat(change.getStep(), is("humanitecWaitForReadiness"));
        assertThat(change.isFailed(), is(true));
        HtmlPage page = j.createWebClient().getPage(run);
        assertThat(
                unfolded(page).asNormalizedText(),
                containsString("of workload backend, container main: CreateContainerConfigError"));
    }

    @Test
    void theDetailsAreReadAgainAfterARestart() throws Exception {
        WorkflowRun run = run(Result.FAILURE, BROKEN);
        HumanitecBuildAction read = new HumanitecBuildAction();
        read.onLoad(run);

        assertThat(
                read.getChanges().get(0).getFailure(),
                is(run.getAction(HumanitecBuildAction.class).getChanges().get(0).getFailure()));
    }

    @Test
    void secretsAreMaskedInAllOfIt() throws Exception {
        Setup.addCredentials("payment-key", "hush-hush-value");

        WorkflowRun run = run(Result.FAILURE, """
                withCredentials([string(credentialsId: 'payment-key', variable: 'KEY')]) {
                  try {
                    humanitecDeploy images: [backend: "registry.example.com/${KEY}/backend:broken"]
                  } catch (e) {
                    assert !(e.failure.toString().contains(KEY))
                    assert e.failure.logs[0].lines[0].contains('****')
                    throw e
                  }
                }
                """);

        assertThat(j.getLog(run), not(containsString("hush-hush-value")));
        assertThat(changes(run).toString(), not(containsString("hush-hush-value")));
        assertThat(
                run.getAction(HumanitecBuildAction.class)
                        .getChanges()
                        .get(0)
                        .getFailure()
                        .toString(),
                containsString("****"));
    }

    @Test
    void aRollbackDoesNotHideWhyItFailed() throws Exception {
        WorkflowRun run = run(Result.FAILURE, BROKEN.strip() + ", rollback: true");

        assertThat(
                j.getLog(run).lines().toList(), hasItem(startsWith("Humanitec:   last lines of the log of backend")));
        assertThat(
                changes(run)
                        .get(0)
                        .getJSONObject("failure")
                        .getJSONArray("logs")
                        .size(),
                is(1));
    }
}
