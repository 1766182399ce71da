package io.jenkins.plugins.humanitec.docs;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import io.jenkins.plugins.humanitec.steps.HumanitecStepDescriptor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jenkinsci.plugins.workflow.steps.StepDescriptor;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;
import org.xml.sax.SAXException;

/**
 * Tests that the pages in {@code docs/steps} match the forms of the steps. Run it with {@code
 * -Dhumanitec.writeStepPages=true} to update the pages after a change of a step or its help.
 */
@WithJenkins
class StepPagesTest {

    private static final Path PAGES = Path.of("..", "docs", "steps");
    private static final boolean WRITE = Boolean.getBoolean("humanitec.writeStepPages");

    @Test
    void thePagesSayWhatTheFormsSay(JenkinsRule j) throws Exception {
        JenkinsRule.WebClient client = j.createWebClient();
        TreeSet<String> names = new TreeSet<>();
        for (StepDescriptor step : StepDescriptor.all()) {
            if (step instanceof HumanitecStepDescriptor) {
                Path file = PAGES.resolve(step.getFunctionName() + ".md");
                names.add(file.getFileName().toString());
                String page = StepPage.of(step, parameter -> help(client, step, parameter));
                if (WRITE) {
                    Files.createDirectories(PAGES);
                    Files.writeString(file, page);
                }
                assertThat(Files.exists(file) ? Files.readString(file) : file + " is missing", is(page));
            }
        }
        try (Stream<Path> files = Files.list(PAGES)) {
            assertThat(
                    files.map(file -> file.getFileName().toString()).collect(Collectors.toCollection(TreeSet::new)),
                    is(names));
        }
    }

    private static String help(JenkinsRule.WebClient client, StepDescriptor step, String parameter) {
        try {
            return client.goTo("descriptorByName/" + step.getId() + "/help/" + parameter, null)
                    .getWebResponse()
                    .getContentAsString();
        } catch (IOException | SAXException e) {
            throw new IllegalStateException(e);
        }
    }
}
