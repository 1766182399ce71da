package io.jenkins.plugins.humanitec.steps.score;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.greaterThan;

import io.jenkins.plugins.humanitec.testing.Setup;
import io.jenkins.plugins.humanitec.testing.SharedJenkins;
import io.jenkins.plugins.humanitec.testing.SimulatorProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Deploys the Score files of the directory in {@code conformance.shared}, with success and with a broken image. */
@EnabledIfSystemProperty(named = "conformance.shared", matches = ".+")
class CorpusTest extends SharedJenkins {

    @RegisterExtension
    static final SimulatorProcess SIMULATOR = new SimulatorProcess("--settling", "PT0.1S");

    CorpusTest() {
        super(SIMULATOR);
    }

    private static List<Path> scoreFiles() throws IOException {
        Path corpus = Path.of(System.getProperty("conformance.shared"), "corpus", "score");
        try (Stream<Path> all = Files.walk(corpus)) {
            return all.filter(file -> file.getFileName().toString().matches("score.*\\.yaml|deploy-config\\.yaml"))
                    .sorted()
                    .toList();
        }
    }

    /** Returns the steps for a file, which is read in its directory, as from a workspace. */
    private static String script(Path file) {
        return """
                dir('%s') {
                  def done = humanitecDeploy score: '%s', image: 'registry.example.com/demo:1.0.0'
                  assert done.status == 'succeeded' && done.workloads
                  def failure = null
                  try {
                    humanitecDeploy score: '%2$s', image: 'registry.example.com/demo:broken',
                        property: ['containers.broken.image': 'registry.example.com/demo:broken']
                  } catch (hudson.AbortException e) {
                    failure = e.failure
                  }
                  assert failure.errors*.code == ['RUNT-001']
                  assert failure.errors[0].scoreFile
                  assert failure.logs[0].lines
                  echo 'deployed and failed'
                }
                """.formatted(file.getParent(), file.getFileName());
    }

    @Test
    void eachFileIsDeployedAndFailsWithABrokenImage() throws Exception {
        List<Path> files = scoreFiles();
        assertThat(files.size(), greaterThan(0));
        StringBuilder script = new StringBuilder("node {\nwithHumanitec(app: 'shop', env: 'development') {\n");
        files.forEach(file -> script.append(script(file)));

        WorkflowRun run =
                j.buildAndAssertSuccess(Setup.job(j, script.append("}\n}\n").toString()));

        assertThat(j.getLog(run).lines().filter("deployed and failed"::equals).count(), greaterThan(files.size() - 1L));
    }
}
