package io.jenkins.plugins.humanitec.record;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import io.jenkins.plugins.humanitec.testing.Setup;
import io.jenkins.plugins.humanitec.testing.SimulatorProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.JenkinsSessionExtension;

/** Tests that the records of changes survive a restart. */
class KeptChangesTest {

    private static final String FILE = "humanitec-changes.jsonl";
    private static final String KEPT_WITH_THE_BUILD = """
            <io.jenkins.plugins.humanitec.record.HumanitecBuildAction>
              <changes>
                <io.jenkins.plugins.humanitec.record.HumanitecChange>
                  <id>0b8ffb52-2b4b-4a39-8e5d-4a1d5a1d3c11</id>
                  <step>humanitecDeploy</step>
                  <what>deployment</what>
                  <where>shop/development</where>
                  <url>https://app.humanitec.io/orgs/acme/apps/shop/envs/development</url>
                  <begun>1767225600000</begun>
                  <after>backend:1</after>
                  <status>succeeded</status>
                  <failed>false</failed>
                  <duration>1200</duration>
                  <deployedTo>
                    <connection>main</connection>
                    <credentialsId>token</credentialsId>
                    <app>shop</app>
                    <env>development</env>
                  </deployedTo>
                </io.jenkins.plugins.humanitec.record.HumanitecChange>
              </changes>
            </io.jenkins.plugins.humanitec.record.HumanitecBuildAction>""";

    @RegisterExtension
    static final SimulatorProcess SIMULATOR = new SimulatorProcess();

    @RegisterExtension
    final JenkinsSessionExtension sessions = new JenkinsSessionExtension();

    private static WorkflowRun build(JenkinsRule j, String script) throws Exception {
        Setup.connect(SIMULATOR);
        WorkflowJob job = j.createProject(WorkflowJob.class, "deliver");
        job.setDefinition(
                new CpsFlowDefinition("withHumanitec(app: 'shop', env: 'development') {\n" + script + "\n}", true));
        return j.buildAndAssertSuccess(job);
    }

    private static WorkflowRun run(JenkinsRule j) {
        return j.jenkins.getItemByFullName("deliver", WorkflowJob.class).getLastBuild();
    }

    private static List<String> changes(WorkflowRun run) {
        return run.getAction(HumanitecBuildAction.class).getChanges().stream()
                .map(change -> change.getWhat() + ": " + change.getBefore() + ", " + change.getAfter() + ", "
                        + change.getStatus() + ", " + (change.getDuration() >= 0))
                .toList();
    }

    private static String file(WorkflowRun run, String name) throws IOException {
        return Files.readString(run.getRootDir().toPath().resolve(name));
    }

    @Test
    void theyAreThereAfterARestart() throws Throwable {
        String script = """
                humanitecSetValue key: 'LOG_LEVEL', value: 'debug'
                humanitecSetValue key: 'LOG_LEVEL', value: 'trace'
                humanitecDeleteEnv env: 'never-there'
                humanitecDeploy images: [backend: 'registry.example.com/backend:2']
                """;
        List<String> expected = List.of(
                "value LOG_LEVEL: null, debug, created, true",
                "value LOG_LEVEL: debug, trace, changed, true",
                "deployment: null, registry.example.com/backend:2, succeeded, true");
        sessions.then(j -> assertThat(changes(build(j, script)), is(expected)));

        sessions.then(j -> {
            WorkflowRun run = run(j);
            assertThat(changes(run), is(expected));
            assertThat(
                    j.createWebClient().getPage(run.getParent()).asNormalizedText(),
                    containsString("shop/development"));
            run.save();
            assertThat(
                    "the build's own file stays small", file(run, "build.xml"), not(containsString("HumanitecChange")));
        });
    }

    @Test
    void halfALineOfAKilledJenkinsSpoilsNoOther() throws Throwable {
        sessions.then(j -> {
            WorkflowRun run = build(j, "humanitecSetValue key: 'A', value: 'a'");
            Path file = run.getRootDir().toPath().resolve(FILE);
            String line = Files.readString(file).trim();
            Files.writeString(
                    file,
                    "\n" + line.substring(0, line.length() / 2) + "\n"
                            + line.replaceFirst("\"id\":\"[^\"]*\"", "\"id\":\"b\"")
                                    .replace("value A", "value B"),
                    StandardOpenOption.APPEND);
        });

        sessions.then(j -> assertThat(
                changes(run(j)), is(List.of("value A: null, a, created, true", "value B: null, a, created, true"))));
    }

    @Test
    void thoseOfEarlierVersionsAreInTheBuildsOwnFile() throws Throwable {
        sessions.then(j -> {
            WorkflowRun run = build(j, "humanitecSetValue key: 'A', value: 'a'");
            Files.delete(run.getRootDir().toPath().resolve(FILE));
            Path own = run.getRootDir().toPath().resolve("build.xml");
            Files.writeString(
                    own,
                    Files.readString(own)
                            .replaceFirst(
                                    "<io.jenkins.plugins.humanitec.record.HumanitecBuildAction[^>]*/>",
                                    KEPT_WITH_THE_BUILD));
        });

        sessions.then(j -> {
            assertThat(changes(run(j)), is(List.of("deployment: null, backend:1, succeeded, true")));
            assertThat(
                    j.createWebClient().getPage(run(j).getParent()).asNormalizedText(),
                    containsString("shop/development"));
        });
    }
}
