package io.jenkins.plugins.humanitec.security;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;

import hudson.Functions;
import hudson.model.Result;
import io.jenkins.plugins.humanitec.testing.Answers;
import io.jenkins.plugins.humanitec.testing.Setup;
import io.jenkins.plugins.humanitec.testing.SharedJenkins;
import io.jenkins.plugins.humanitec.testing.SimulatorProcess;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.Stream;
import net.sf.json.JSONObject;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests that tokens and secret values are sent to Humanitec only. */
class SecretsTest extends SharedJenkins {

    private static final String SECRET = "hush/hush+value";

    @RegisterExtension
    static final SimulatorProcess SIMULATOR = new SimulatorProcess();

    SecretsTest() {
        super(SIMULATOR);
    }

    @BeforeEach
    void addPaymentKey() throws Exception {
        Setup.addCredentials("payment-key", SECRET);
    }

    private static List<JSONObject> writesOf(String key) throws Exception {
        return SIMULATOR.requests().stream()
                .filter(request -> !request.getString("method").equals("GET"))
                .filter(request -> request.getString("body").contains(SECRET))
                .filter(request -> request.getString("path").endsWith(key)
                        || request.getString("body").contains(key))
                .toList();
    }

    /** Asserts that no file, page or support bundle contains a secret, as plain text or encoded. */
    private void assertNowhere(WorkflowRun run) throws Exception {
        Traces ofSecrets = new Traces(
                j,
                Stream.of(SimulatorProcess.TOKEN, SECRET)
                        .flatMap(secret -> Encodings.of(secret).stream())
                        .toList());
        assertThat(ofSecrets.files(), empty());
        assertThat(ofSecrets.pages(run), empty());
        assertThat(ofSecrets.supportBundle(), empty());
    }

    @Test
    void theSearchFindsWhatIsThere() throws Exception {
        WorkflowRun run = j.buildAndAssertSuccess(Setup.job(j, "echo 'to be ' + 'found'"));
        Traces ofMessage = new Traces(j, List.of("to be found"));

        assertThat(ofMessage.files(), hasItem(run.getRootDir().toPath().resolve("log")));
        assertThat(
                ofMessage.pages(run),
                hasItems(
                        endsWith("/console"),
                        endsWith("/log/"),
                        endsWith("/consoleText"),
                        endsWith("/logText/progressiveText?start=0")));
        Logger.getLogger(SecretsTest.class.getName()).warning("to be found");
        assertThat(ofMessage.supportBundle(), hasItem(containsString(".log")));
    }

    @Test
    void aValueFromCredentialsIsStoredAsASecret() throws Exception {
        WorkflowRun run = j.buildAndAssertSuccess(Setup.job(
                j,
                "humanitecSetValue app: 'shop', env: 'development', key: 'FROM_CREDENTIALS',"
                        + " valueCredentialsId: 'payment-key'"));

        assertThat(writesOf("FROM_CREDENTIALS"), hasSize(1));
        assertThat(writesOf("FROM_CREDENTIALS").get(0).getString("body"), containsString("\"is_secret\":true"));
        assertNowhere(run);
    }

    @Test
    void aSecretThatTheScriptMadeIsNotRecordedWithTheBuild() throws Exception {
        // The secret is built from two parts; otherwise, the script itself would contain it.
        WorkflowRun run = j.buildAndAssertSuccess(Setup.job(
                j,
                "humanitecSetValue app: 'shop', env: 'development', key: 'FROM_SCRIPT', secret: true,"
                        + " value: ['hush/hush', 'value'].join('+')"));

        assertThat(writesOf("FROM_SCRIPT"), hasSize(1));
        assertNowhere(run);
    }

    @Test
    void aSecretThatIsBoundToAVariableIsMasked() throws Exception {
        WorkflowRun run = j.buildAndAssertSuccess(Setup.job(j, """
                withCredentials([string(credentialsId: 'payment-key', variable: 'KEY')]) {
                    humanitecSetValue app: 'shop', env: 'development', key: 'FROM_BINDING', secret: true, value: KEY
                }
                """));

        assertThat(writesOf("FROM_BINDING"), hasSize(1));
        assertNowhere(run);
    }

    @Test
    void aFailureShowsNeitherTokenNorSecret() throws Exception {
        SIMULATOR.fault(JSONObject.fromObject("{\"kind\": \"STATUS\", \"status\": 403, \"method\": \"POST\"}"));
        WorkflowJob job = Setup.job(
                j,
                "humanitecSetValue app: 'shop', env: 'development', key: 'REFUSED',"
                        + " valueCredentialsId: 'payment-key'");

        WorkflowRun run = j.buildAndAssertStatus(Result.FAILURE, job);

        j.assertLogContains("cannot set value REFUSED", run);
        j.assertLogContains("answered 403", run);
        assertNowhere(run);
    }

    /** The secret is built from two parts; otherwise, the script itself would contain it. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "humanitecSetValue key: 'A', valueCredentialsId: 'payment-key'",
                "humanitecSetValues valueCredentialsIds: [A: 'payment-key']",
                "humanitecSetValue key: 'A', secret: 'true', value: ['hush/hush', 'value'].join('+')",
                "humanitecRequest operation: 'createEnvironmentValue',"
                        + " body: [key: 'A', description: '', is_secret: true, value: ['hush/hush', 'value'].join('+')]",
                "withCredentials([string(credentialsId: 'payment-key', variable: 'KEY')]) { humanitecSetValue key: 'A', value: KEY }",
                "withCredentials([string(credentialsId: 'payment-key', variable: 'KEY')]) { humanitecDeploy again: true, comment: KEY }"
            })
    void anErrorThatQuotesTheSecretIsMasked(String step) throws Exception {
        String quoted = new JSONObject()
                .element("error", "API-7")
                .element(
                        "message",
                        "cannot take " + SECRET + " or " + Encodings.of(SECRET).get(1))
                .toString();
        SIMULATOR.fault(Answers.of("POST", "/envs/development/", 400, quoted));
        SIMULATOR.fault(Answers.of("POST", "/pipeline-runs", 400, quoted));
        List<String> logged = new CopyOnWriteArrayList<>();
        Logger logger = Logger.getLogger("io.jenkins.plugins.humanitec");
        Handler handler = new Handler() {
            @Override
            public void publish(LogRecord record) {
                logged.add(record.getMessage() + Functions.printThrowable(record.getThrown()));
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        logger.setLevel(Level.ALL);
        logger.addHandler(handler);
        try {
            WorkflowRun run = j.buildAndAssertStatus(
                    Result.FAILURE, Setup.job(j, "withHumanitec(app: 'shop', env: 'development') {\n" + step + "\n}"));

            j.assertLogContains("answered 400 API-7: cannot take **** or ****", run);
            assertThat(logged, hasItem(containsString("answered 400 API-7: cannot take **** or ****")));
            assertThat(logged.toString(), not(containsString("hush")));
            assertNowhere(run);
        } finally {
            logger.removeHandler(handler);
            logger.setLevel(null);
        }
    }

    @Test
    void aSecretThatIsRefusedIsNotRecordedEither() throws Exception {
        WorkflowRun run = j.buildAndAssertStatus(
                Result.FAILURE,
                Setup.job(
                        j,
                        "humanitecSetValue app: 'shop', key: 'A', secret: 'maybe', value: [['hush/hush', 'value'].join('+')]"));

        j.assertLogContains(
                "must be true or false, but is 'maybe'. Parameter 'value' of humanitecSetValue must be a text", run);
        assertNowhere(run);
    }

    @Test
    void theTokenIsExportedToCommandsAndMasked() throws Exception {
        WorkflowRun run = j.buildAndAssertSuccess(Setup.job(j, """
                node {
                    withHumanitec(app: 'shop', env: 'development', exportToken: true) {
                        sh 'echo "goes to $HUMANITEC_ORG/$HUMANITEC_APP/$HUMANITEC_ENV with $HUMANITEC_TOKEN"'
                        sh 'printf %s "$HUMANITEC_TOKEN" | wc -c | tr -d " " | sed "s/^/length /"'
                        echo "in Groovy ${env.HUMANITEC_TOKEN}"
                        sleep 1
                    }
                    sh 'echo "afterwards ${HUMANITEC_TOKEN:-none}"'
                    withHumanitec(app: 'shop') { sh 'echo "not asked for ${HUMANITEC_TOKEN:-none}"' }
                }
                """));

        j.assertLogContains("goes to acme/shop/development with ****", run);
        j.assertLogContains("length " + SimulatorProcess.TOKEN.length(), run);
        j.assertLogContains("in Groovy ****", run);
        j.assertLogContains("afterwards none", run);
        j.assertLogContains("not asked for none", run);
        assertNowhere(run);
    }

    @Test
    void withoutCredentialsNoTokenIsExported() throws Exception {
        WorkflowRun run = j.buildAndAssertStatus(
                Result.FAILURE,
                Setup.job(j, "withHumanitec(credentialsId: 'none', exportToken: true) { echo 'never' }"));

        j.assertLogContains("There are no credentials 'none'", run);
        j.assertLogNotContains("never", run);
    }
}
