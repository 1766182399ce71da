package io.jenkins.plugins.humanitec.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The page for browsers. */
class OverviewPageTest {

    private static final String APP = "/orgs/acme/apps/shop";

    @RegisterExtension
    static final TestClient client = new TestClient();

    private static String page() throws Exception {
        return client.with("").send("GET", "/", null).body();
    }

    @Test
    void itShowsWhatExistsAndWhatHappened() throws Exception {
        client.post(APP + "/envs/development/deploys", "{\"set_id\": \"0\", \"comment\": \"<b>Nothing</b> & more\"}");
        client.post(APP + "/pipelines/release/runs", "{\"inputs\": {}}");
        client.status("GET", "/orgs/acme/apps/none?archived=true", null);

        await().until(() -> page().contains("waiting"));
        assertThat(page())
                .contains("Organization acme", "Shop <code>shop</code>", "production", "backend")
                .contains("&lt;b&gt;Nothing&lt;/b&gt; &amp; more")
                .contains("shop / Release")
                .contains(">4/4<")
                .contains("/orgs/acme/apps/none?archived&#x3D;true")
                .contains("Requests (3)")
                .doesNotContain("None yet");
    }

    @Test
    void itHasNoSecrets() throws Exception {
        client.post(
                APP + "/values",
                "{\"key\": \"PASSWORD\", \"value\": \"top-secret\", \"description\": \"\", \"is_secret\": true}");

        assertThat(page())
                .contains(APP + "/values")
                .doesNotContain("top-secret")
                .doesNotContain("simulator-token");
    }

    @Test
    void itIsHtml() throws Exception {
        assertThat(client.send("GET", "/", null).headers().firstValue("Content-Type"))
                .hasValue("text/html; charset=utf-8");
    }

    @Test
    void anEmptySimulatorHasAPage() throws Exception {
        try (Simulator empty = Simulator.start(SimulatorOptions.DEFAULT)) {
            assertThat(new TestClient(empty).send("GET", "/", null).body()).contains("No organizations", "None yet");
        }
    }
}
