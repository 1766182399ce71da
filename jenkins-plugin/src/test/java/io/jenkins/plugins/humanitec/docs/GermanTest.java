package io.jenkins.plugins.humanitec.docs;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import com.cloudbees.hudson.plugins.folder.Folder;
import io.jenkins.plugins.humanitec.config.HumanitecFolderProperty;
import io.jenkins.plugins.humanitec.steps.deployments.DeployStep;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Properties;
import java.util.ResourceBundle;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;
import org.jvnet.localizer.LocaleProvider;

/** Tests the German texts. */
class GermanTest {

    @ParameterizedTest
    @ValueSource(strings = {"forms", "steps", "freestyle", "record", "trigger", "board", "health"})
    void eachMessageIsThereInGerman(String part) {
        String bundle = "io.jenkins.plugins.humanitec." + part + ".Messages";

        ResourceBundle german = ResourceBundle.getBundle(bundle, Locale.GERMAN);

        assertThat(german.getLocale(), is(Locale.GERMAN));
        ResourceBundle english = ResourceBundle.getBundle(
                bundle,
                Locale.ENGLISH,
                ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
        TreeSet<String> missing = new TreeSet<>(english.keySet());
        missing.removeIf(key -> !english.getString(key).equals(german.getString(key))
                || english.getString(key).equals("Humanitec"));
        assertThat(missing.toString(), is("[]"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "io/jenkins/plugins/humanitec/record",
                "io/jenkins/plugins/humanitec/board",
                "io/jenkins/plugins/humanitec/health",
                "io/jenkins/plugins/humanitec/trigger",
                "lib/humanitec"
            })
    void eachTextOfThePagesIsThereInGerman(String part) throws IOException {
        TreeSet<String> missing = new TreeSet<>();
        try (Stream<Path> files = Files.walk(Path.of("src/main/resources", part))) {
            for (Path page :
                    files.filter(file -> file.toString().endsWith(".jelly")).toList()) {
                Properties german = new Properties();
                Path texts = Path.of(page.toString().replace(".jelly", "_de.properties"));
                if (Files.exists(texts)) {
                    try (Reader reader = Files.newBufferedReader(texts)) {
                        german.load(reader);
                    }
                }
                Pattern.compile("\\$\\{%([^}(]+)")
                        .matcher(Files.readString(page))
                        .results()
                        .map(text -> text.group(1))
                        .filter(key -> !german.containsKey(key) && !key.equals("Humanitec"))
                        .forEach(key -> missing.add(page.getFileName() + ": " + key));
            }
        }
        assertThat(missing.toString(), is("[]"));
    }

    @Test
    @WithJenkins
    void formsAreInGerman(JenkinsRule j) throws Exception {
        Folder folder = j.createProject(Folder.class);
        folder.addProperty(new HumanitecFolderProperty());
        // The test harness starts Jenkins without the filter that reads the language from the request.
        LocaleProvider before = LocaleProvider.getProvider();
        LocaleProvider.setProvider(new LocaleProvider() {
            @Override
            public Locale get() {
                return Locale.GERMAN;
            }
        });
        try {
            assertThat(new DeployStep().getDescriptor().getDisplayName(), is("Humanitec: in eine Umgebung ausliefern"));
        } finally {
            LocaleProvider.setProvider(before);
        }
    }
}
