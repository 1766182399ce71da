package io.jenkins.plugins.humanitec.execution;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import com.cloudbees.hudson.plugins.folder.Folder;
import hudson.model.Action;
import hudson.model.Result;
import io.jenkins.plugins.humanitec.config.HumanitecFolderProperty;
import io.jenkins.plugins.humanitec.testing.Setup;
import io.jenkins.plugins.humanitec.testing.SimulatorProcess;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.RealJenkinsExtension;

/** Tests Jenkins without the plugin, and then with the plugin again. */
class RemovedPluginTest {

    @RegisterExtension
    final SimulatorProcess simulator = new SimulatorProcess();

    @RegisterExtension
    final RealJenkinsExtension jenkins = new RealJenkinsExtension();

    private static void setUp(JenkinsRule j, String url) throws Throwable {
        Setup.connect(url);
        Folder folder = j.createProject(Folder.class, "folder");
        HumanitecFolderProperty property = new HumanitecFolderProperty();
        property.setApp("shop");
        folder.addProperty(property);
        WorkflowJob job = folder.createProject(WorkflowJob.class, "job");
        job.setDefinition(new CpsFlowDefinition("humanitecSetValue key: 'BUILD', value: env.BUILD_NUMBER", true));
        j.buildAndAssertSuccess(job);
    }

    private static WorkflowJob job(JenkinsRule j) {
        return j.jenkins.getItemByFullName("folder/job", WorkflowJob.class);
    }

    private static Action changes(WorkflowRun run) {
        return run.getAllActions().stream()
                .filter(action -> action.getClass().getSimpleName().equals("HumanitecBuildAction"))
                .findFirst()
                .orElse(null);
    }

    private static void buildWithout(JenkinsRule j) throws Throwable {
        assertThat(j.jenkins.getPluginManager().getPlugin("humanitec"), is(nullValue()));
        assertThat(changes(job(j).getBuildByNumber(1)), is(nullValue()));
        j.assertLogContains(
                "No such DSL method 'humanitecSetValue' found among steps",
                j.buildAndAssertStatus(Result.FAILURE, job(j)));
    }

    private static void buildAgain(JenkinsRule j) throws Throwable {
        WorkflowRun run = j.buildAndAssertSuccess(job(j));

        assertThat(run.getNumber(), is(3));
        assertThat(changes(run), is(notNullValue()));
        assertThat("what a build changed before", changes(job(j).getBuildByNumber(1)), is(notNullValue()));
    }

    @Test
    void settingsAndRecordsAreStillThereWhenItComesBack() throws Throwable {
        jenkins.startJenkins();
        jenkins.runRemotely(RemovedPluginTest::setUp, simulator.url());
        jenkins.stopJenkins();
        Path plugin = new File(jenkins.getHome(), "plugins/humanitec.jpl").toPath();
        Path elsewhere = Files.move(plugin, jenkins.getHome().toPath().resolve("humanitec.away"));

        jenkins.startJenkins();
        jenkins.runRemotely(RemovedPluginTest::buildWithout);
        jenkins.stopJenkins();

        Files.move(elsewhere, plugin);
        jenkins.startJenkins();
        jenkins.runRemotely(RemovedPluginTest::buildAgain);
    }
}
