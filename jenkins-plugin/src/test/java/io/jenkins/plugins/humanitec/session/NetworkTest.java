package io.jenkins.plugins.humanitec.session;

import hudson.ProxyConfiguration;
import io.jenkins.plugins.humanitec.testing.Setup;
import io.jenkins.plugins.humanitec.testing.SimulatorProcess;
import java.util.concurrent.TimeUnit;
import net.sf.json.JSONObject;
import org.awaitility.Awaitility;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** Tests steps with proxies and renewed tokens. */
@WithJenkins
class NetworkTest {

    @RegisterExtension
    static final SimulatorProcess SIMULATOR = new SimulatorProcess();

    /** With a proxy user, the HTTP client of Jenkins has an authenticator, which makes Java drop the token header. */
    @Test
    void theTokenArrivesThoughTheProxyHasAUserName(JenkinsRule j) throws Exception {
        j.jenkins.setProxy(new ProxyConfiguration("127.0.0.1", 9, "user", "password", "127.0.0.1"));
        Setup.connect(SIMULATOR);

        WorkflowRun run = j.buildAndAssertSuccess(
                Setup.job(j, "echo \"values: ${humanitecListValues(app: 'shop', env: 'development').size()}\""));

        j.assertLogContains("values: ", run);
    }

    @Test
    void credentialsAreReadAgainWhenTheTokenIsRefused(JenkinsRule j) throws Exception {
        Setup.connect(SIMULATOR);
        Setup.addCredentials("token", "expired");
        // Leaves time to renew the token before the rejection arrives.
        SIMULATOR.fault(new JSONObject()
                .element("kind", "DELAY")
                .element("method", "GET")
                .element("path", "/apps/shop/values")
                .element("times", 1)
                .element("delayMillis", 5000));
        WorkflowRun run = Setup.job(j, "humanitecSetValue app: 'shop', key: 'RENEWED', value: 'yes'")
                .scheduleBuild2(0)
                .waitForStart();
        Awaitility.await()
                .atMost(60, TimeUnit.SECONDS)
                .until(() -> SIMULATOR.calls().contains("GET /orgs/acme/apps/shop/values"));

        Setup.addCredentials("token", SimulatorProcess.TOKEN);

        j.assertBuildStatusSuccess(j.waitForCompletion(run));
        j.assertLogContains("value RENEWED of shop: created", run);
    }
}
