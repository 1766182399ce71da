package io.jenkins.plugins.humanitec.load;

import static io.jenkins.plugins.humanitec.load.BenchTable.row;
import static io.jenkins.plugins.humanitec.load.BenchTable.text;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;

import io.jenkins.plugins.humanitec.testing.Setup;
import io.jenkins.plugins.humanitec.testing.SimulatorProcess;
import java.io.IOException;
import java.net.URISyntaxException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import net.sf.json.JSONObject;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.RealJenkinsExtension;

/** Measures the page with what is deployed where, for {@code ./bench}. Its name excludes it from the tests. */
class BoardBench {

    private static final int APPLICATIONS = 200;
    private static final int ON_A_PAGE = 20;
    private static final int LOOKS = 5;
    private static final double MOST_SECONDS = 2;
    private static final List<String> MORE_ENVIRONMENTS = List.of("test", "qa", "staging", "production");

    @RegisterExtension
    final SimulatorProcess simulator = new SimulatorProcess("--no-check-answers", "--settling", "PT0S");

    @RegisterExtension
    final RealJenkinsExtension jenkins =
            new RealJenkinsExtension().withTimeout(0).javaOptions("-Xmx2g");

    private final HttpClient http = HttpClient.newHttpClient();

    private static void connect(JenkinsRule j, String url) throws Throwable {
        Setup.connect(url);
    }

    private void addApplication(String id) throws IOException, InterruptedException {
        simulator.post("/orgs/acme/apps", new JSONObject().element("id", id).element("name", id));
        String app = "/orgs/acme/apps/" + id;
        JSONObject delta = JSONObject.fromObject("""
                {"modules": {"add": {"backend": {"profile": "humanitec/default-module",
                "spec": {"containers": {"main": {"id": "main", "image": "registry.example.com/backend:1.0.0"}}}}}}}
                """);
        String deltaId = simulator.post(app + "/deltas", delta).getString("id");
        String setId = simulator
                .post(app + "/envs/development/deploys", new JSONObject().element("delta_id", deltaId))
                .getString("set_id");
        for (String env : MORE_ENVIRONMENTS) {
            simulator.post(
                    app + "/envs",
                    new JSONObject().element("id", env).element("name", env).element("type", "development"));
            simulator.post(app + "/envs/" + env + "/deploys", new JSONObject().element("set_id", setId));
        }
    }

    private String get(String path) throws IOException, InterruptedException, URISyntaxException {
        HttpRequest request =
                HttpRequest.newBuilder(jenkins.getUrl().toURI().resolve(path)).build();
        return http.send(request, HttpResponse.BodyHandlers.ofString()).body();
    }

    private String table(int page) throws IOException, InterruptedException, URISyntaxException {
        return get("humanitec/table?filter=app-&page=" + page);
    }

    @Test
    void manyApplications() throws Throwable {
        for (int i = 0; i < APPLICATIONS; i++) {
            addApplication("app-" + i);
        }
        jenkins.startJenkins();
        jenkins.runRemotely(BoardBench::connect, simulator.url());
        int pages = APPLICATIONS / ON_A_PAGE;
        for (int page = 1; page <= pages; page++) {
            int wanted = page;
            Awaitility.await()
                    .atMost(Duration.ofMinutes(2))
                    .until(() -> table(wanted), found -> found.contains("data-pending=\"false\""));
        }
        double slowest = 0;
        for (int look = 0; look < LOOKS; look++) {
            for (int page = 1; page <= pages; page++) {
                long begun = System.nanoTime();
                get("humanitec/");
                String found = table(page);
                double seconds = (System.nanoTime() - begun) / 1e9;
                assertThat(found, containsString("data-page=\"" + page + "\""));
                assertThat(found, containsString("1.0.0"));
                slowest = look == 0 ? 0 : Math.max(slowest, seconds);
            }
        }
        row(
                "the page with " + APPLICATIONS + " applications with " + (MORE_ENVIRONMENTS.size() + 1)
                        + " environments each, from a warm cache",
                "-",
                text("%.0f s", MOST_SECONDS),
                text("%.2f s for the slowest of %d parts with %d applications", slowest, pages, ON_A_PAGE),
                slowest <= MOST_SECONDS);
    }
}
