package io.jenkins.plugins.humanitec;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;

import hudson.model.Result;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import net.sf.json.JSONObject;
import org.jenkinsci.plugins.workflow.actions.LogAction;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.graphanalysis.DepthFirstScanner;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** Tokens and secret values reach Humanitec and nothing else. */
@WithJenkins
class SecretsTest {

    private static final String SECRET = "hush/hush+value";

    @RegisterExtension
    static final SimulatorProcess SIMULATOR = new SimulatorProcess();

    private JenkinsRule j;

    @BeforeEach
    void setUp(JenkinsRule rule) throws Exception {
        j = rule;
        Setup.connect(SIMULATOR);
        Setup.addCredentials("payment-key", SECRET);
    }

    /** The files in which one of some texts stands. Temporary files may come and go meanwhile. */
    private List<Path> filesWith(List<String> texts) throws IOException {
        List<Path> found = new ArrayList<>();
        Files.walkFileTree(j.jenkins.getRootDir().toPath(), new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                if (file.toString().matches(".*[.](jar|[hj]p[il])")) {
                    // Programs, which no build writes.
                    return FileVisitResult.CONTINUE;
                }
                try {
                    String content = Files.readString(file, StandardCharsets.ISO_8859_1);
                    if (texts.stream().anyMatch(content::contains)) {
                        found.add(file);
                    }
                } catch (NoSuchFileException e) {
                    return FileVisitResult.CONTINUE;
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException e) {
                return FileVisitResult.CONTINUE;
            }
        });
        return found;
    }

    private static List<JSONObject> writesOf(String key) throws Exception {
        return SIMULATOR.requests().stream()
                .filter(request -> !request.getString("method").equals("GET"))
                .filter(request -> request.getString("body").contains(SECRET))
                .filter(request -> request.getString("path").endsWith(key)
                        || request.getString("body").contains(key))
                .toList();
    }

    /** Neither in a file nor on a page, as it is or in one of its encodings. */
    private void assertNowhere(WorkflowRun run) throws Exception {
        List<String> texts = Stream.of(SimulatorProcess.TOKEN, SECRET)
                .flatMap(secret -> Encodings.of(secret).stream())
                .toList();
        assertThat(filesWith(texts), empty());
        assertThat(
                "the search finds what is there",
                filesWith(List.of("flow-build")),
                hasItem(run.getRootDir().toPath().resolve("build.xml")));
        JenkinsRule.WebClient client = client();
        for (String page : pagesOf(run)) {
            String content = client.goTo(page, null).getWebResponse().getContentAsString();
            for (String text : texts) {
                assertThat(page, content, not(containsString(text)));
            }
        }
    }

    private JenkinsRule.WebClient client() {
        JenkinsRule.WebClient client = j.createWebClient();
        client.getOptions().setJavaScriptEnabled(false);
        client.getOptions().setCssEnabled(false);
        return client;
    }

    private static List<String> pagesOf(WorkflowRun run) {
        List<String> pages = new ArrayList<>();
        String job = run.getParent().getUrl();
        for (String page : List.of("", "config.xml", "configure", "api/json?depth=4", "api/xml?depth=4")) {
            pages.add(job + page);
        }
        String url = run.getUrl();
        for (String page : List.of("", "console", "consoleText", "flowGraphTable", "api/json?depth=4", "replay")) {
            pages.add(url + page);
        }
        for (FlowNode node : new DepthFirstScanner().allNodes(run.getExecution())) {
            pages.add(url + "execution/node/" + node.getId() + "/");
            if (node.getAction(LogAction.class) != null) {
                pages.add(url + "execution/node/" + node.getId() + "/log/");
            }
        }
        pages.add("manage/configure");
        pages.add("manage/log/all");
        return pages;
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
        // In one piece it would stand in the script itself.
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
