package io.jenkins.plugins.humanitec.board;

import com.cloudbees.hudson.plugins.folder.Folder;
import hudson.model.Item;
import hudson.security.AuthorizationStrategy;
import io.jenkins.plugins.humanitec.config.HumanitecFolderProperty;
import io.jenkins.plugins.humanitec.session.SharedOverview;
import io.jenkins.plugins.humanitec.testing.SharedJenkins;
import io.jenkins.plugins.humanitec.testing.SimulatorProcess;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import jenkins.model.Jenkins;
import org.awaitility.Awaitility;
import org.htmlunit.html.DomNode;
import org.htmlunit.html.HtmlPage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockAuthorizationStrategy;

/** What the tests of the page share: users, and the parts of the page when it is complete. */
abstract class BoardPages extends SharedJenkins {

    @RegisterExtension
    static final SimulatorProcess SIMULATOR = new SimulatorProcess("--settling", "PT0.3S");

    BoardPages() {
        super(SIMULATOR);
    }

    @BeforeEach
    void begin() {
        SharedOverview.get().forget();
        FolderApps.get().forget();
        j.jenkins.setSecurityRealm(j.createDummySecurityRealm());
        permit(strategy -> {});
    }

    @AfterEach
    void end() throws Exception {
        SIMULATOR.forgetFaults();
        j.jenkins.setAuthorizationStrategy(AuthorizationStrategy.UNSECURED);
    }

    static void permit(Consumer<MockAuthorizationStrategy> more) {
        MockAuthorizationStrategy strategy = new MockAuthorizationStrategy()
                .grant(Jenkins.READ)
                .everywhere()
                .to("looker", "reader", "builder")
                .grant(Item.READ)
                .everywhere()
                .to("reader", "builder")
                .grant(Item.BUILD)
                .everywhere()
                .to("builder");
        more.accept(strategy);
        j.jenkins.setAuthorizationStrategy(strategy);
    }

    static JenkinsRule.WebClient client(String user) throws Exception {
        return j.createWebClient()
                .withThrowExceptionOnFailingStatusCode(false)
                .withJavaScriptEnabled(false)
                .login(user);
    }

    /** Waits until the table has what it shows, as its script does. */
    static HtmlPage table(String user, String place, String query) throws Exception {
        JenkinsRule.WebClient client = client(user);
        return Awaitility.await()
                .atMost(30, TimeUnit.SECONDS)
                .until(
                        () -> client.goTo(place + "humanitec/table" + query),
                        page -> page.querySelector("[data-pending='false']") != null);
    }

    static List<String> texts(DomNode page, String css) {
        return page.querySelectorAll(css).stream()
                .map(DomNode::asNormalizedText)
                .toList();
    }

    /** Returns the cell of an environment. */
    static DomNode cell(HtmlPage page, String app, String env) {
        int column = texts(page, "thead th").indexOf(env);
        return page.querySelectorAll("tbody tr").stream()
                .filter(row -> row.querySelector("th").asNormalizedText().startsWith(app))
                .map(row -> row.querySelectorAll("td").get(column - 1))
                .findFirst()
                .orElseThrow();
    }

    static Folder folder(Consumer<HumanitecFolderProperty> settings) throws Exception {
        Folder folder = j.createProject(Folder.class, "folder" + System.nanoTime());
        HumanitecFolderProperty property = new HumanitecFolderProperty();
        settings.accept(property);
        folder.addProperty(property);
        return folder;
    }

    static HtmlPage history(String user, String place, String query) throws Exception {
        JenkinsRule.WebClient client = client(user);
        return Awaitility.await()
                .atMost(30, TimeUnit.SECONDS)
                .until(
                        () -> client.goTo(place + "humanitec/deployments?" + query),
                        page -> page.querySelector("[data-pending='false']") != null);
    }
}
