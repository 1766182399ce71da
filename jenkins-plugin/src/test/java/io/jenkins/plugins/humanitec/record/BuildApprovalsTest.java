package io.jenkins.plugins.humanitec.record;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import hudson.model.Item;
import hudson.model.Result;
import hudson.security.AuthorizationStrategy;
import hudson.security.SecurityRealm;
import io.jenkins.plugins.humanitec.testing.Setup;
import io.jenkins.plugins.humanitec.testing.SharedJenkins;
import io.jenkins.plugins.humanitec.testing.SimulatorProcess;
import java.net.URI;
import java.net.URL;
import jenkins.model.Jenkins;
import org.awaitility.Awaitility;
import org.htmlunit.HttpMethod;
import org.htmlunit.WebRequest;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockAuthorizationStrategy;

class BuildApprovalsTest extends SharedJenkins {

    @RegisterExtension
    static final SimulatorProcess SIMULATOR = new SimulatorProcess();

    private WorkflowRun run;

    BuildApprovalsTest() {
        super(SIMULATOR);
    }

    @BeforeEach
    void startARunThatAsks() throws Exception {
        j.jenkins.setSecurityRealm(j.createDummySecurityRealm());
        j.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                .grant(Jenkins.READ, Item.READ)
                .everywhere()
                .to("reader", "approver")
                .grant(HumanitecPermissions.APPROVE)
                .everywhere()
                .to("approver"));
        run = Setup.job(j, "humanitecRunPipeline app: 'shop', pipeline: 'release'")
                .scheduleBuild2(0)
                .waitForStart();
        j.waitForMessage("waits for approval", run);
    }

    @AfterEach
    void end() throws Exception {
        if (run.isBuilding()) {
            run.doStop();
            j.waitForCompletion(run);
        }
        j.jenkins.setSecurityRealm(SecurityRealm.NO_AUTHENTICATION);
        j.jenkins.setAuthorizationStrategy(AuthorizationStrategy.UNSECURED);
    }

    private URL url(String path) throws Exception {
        return URI.create(j.getURL() + run.getUrl() + "humanitec/" + path).toURL();
    }

    private String page(String user) throws Exception {
        try (JenkinsRule.WebClient browser = j.createWebClient().login(user)) {
            return browser.getPage(url("refresh")).getWebResponse().getContentAsString();
        }
    }

    private int send(String user, HttpMethod method, String path) throws Exception {
        try (JenkinsRule.WebClient browser = j.createWebClient().login(user)) {
            browser.setThrowExceptionOnFailingStatusCode(false);
            WebRequest request = new WebRequest(url(path), method);
            return browser.getPage(method == HttpMethod.POST ? browser.addCrumb(request) : request)
                    .getWebResponse()
                    .getStatusCode();
        }
    }

    private String id() {
        return run.getAction(HumanitecBuildAction.class).getApprovals().get(0).getId();
    }

    @Test
    void whoMayApproveSeesTheButtonsAndIsRecorded() throws Exception {
        assertThat(
                page("reader"),
                allOf(
                        containsString("Job deploy of the pipeline release waits for approval (shop/production)."),
                        containsString("May it be released?"),
                        not(containsString("humanitec-answer"))));
        assertThat(page("approver"), containsString("humanitec/approve?id=" + id() + "\""));

        assertThat(send("approver", HttpMethod.POST, "approve?id=" + id()), is(200));

        j.assertBuildStatusSuccess(j.waitForCompletion(run));
        assertThat(
                page("reader"),
                allOf(
                        containsString("job deploy of pipeline release, by approver (approver)"),
                        containsString("approved"),
                        not(containsString("waits for approval"))));
    }

    @Test
    void theOverviewShowsWhatWaits() throws Exception {
        assertThat(
                overview("approver"),
                allOf(
                        containsString(run.getFullDisplayName() + " waits for approval"),
                        containsString("May it be released?"),
                        containsString("humanitec/approve?id=" + id())));
        assertThat(
                overview("reader"),
                allOf(
                        containsString(run.getFullDisplayName() + " waits for approval"),
                        not(containsString("humanitec-answer"))));
    }

    /** Returns the table of the overview when it is complete. */
    private String overview(String user) throws Exception {
        URL table = URI.create(j.getURL() + "humanitec/table").toURL();
        try (JenkinsRule.WebClient browser = j.createWebClient().login(user)) {
            return Awaitility.await()
                    .until(
                            () -> browser.getPage(table).getWebResponse().getContentAsString(),
                            page -> page.contains("data-pending=\"false\""));
        }
    }

    @Test
    void aDenialFailsTheRun() throws Exception {
        assertThat(send("approver", HttpMethod.POST, "deny?id=" + id()), is(200));

        j.assertBuildStatus(Result.FAILURE, j.waitForCompletion(run));
        j.assertLogContains("The approval was denied.", run);
    }

    @Test
    void nobodyElseCanAnswer() throws Exception {
        assertThat(send("reader", HttpMethod.POST, "approve?id=" + id()), is(403));
        assertThat(send("approver", HttpMethod.GET, "approve?id=" + id()), is(405));
        assertThat(send("approver", HttpMethod.POST, "approve?id=another"), is(409));
        assertThat(
                SIMULATOR.calls().stream()
                        .filter(call -> call.endsWith("/approve") || call.endsWith("/deny"))
                        .count(),
                is(0L));
    }

    @Test
    void afterItsStepNobodyIsAsked() throws Exception {
        WorkflowRun gaveUp = Setup.job(j, """
                        catchError(buildResult: 'SUCCESS') {
                            timeout(time: 3, unit: 'SECONDS') { humanitecRunPipeline app: 'shop', pipeline: 'release' }
                        }
                        input 'go on?'
                        """).scheduleBuild2(0).waitForStart();
        j.waitForMessage("waits for approval", gaveUp);
        j.waitForMessage("go on?", gaveUp);

        assertThat(gaveUp.getAction(HumanitecBuildAction.class).getApprovals(), is(empty()));
        assertThat(overview("reader"), not(containsString(gaveUp.getFullDisplayName() + " waits")));
        gaveUp.doStop();
        j.waitForCompletion(gaveUp);
    }
}
