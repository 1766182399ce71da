package io.jenkins.plugins.humanitec.config;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;

import io.jenkins.plugins.humanitec.client.Token;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** Tests that settings of earlier versions are read. There is one sample of each format in {@code settings}. */
@WithJenkins
class EarlierSettingsTest {

    private static HumanitecGlobalConfiguration read(JenkinsRule j, String sample) throws Exception {
        Path file = j.jenkins.getRootDir().toPath().resolve(HumanitecGlobalConfiguration.class.getName() + ".xml");
        try (InputStream settings = EarlierSettingsTest.class.getResourceAsStream("settings/" + sample)) {
            Files.copy(settings, file, StandardCopyOption.REPLACE_EXISTING);
        }
        HumanitecGlobalConfiguration configuration = HumanitecGlobalConfiguration.get();
        configuration.load();
        return configuration;
    }

    @Test
    void connectionsWithNeitherWebUrlNorProtections(JenkinsRule j) throws Exception {
        HumanitecConnection connection =
                read(j, "before-web-url.xml").connection("main").orElseThrow();

        assertThat(connection.getOrganization(), is("acme"));
        assertThat(connection.getApiUrl(), is("https://api.humanitec.io"));
        assertThat(connection.getCredentialsId(), is("token"));
        assertThat(connection.getTokenKind(), is(Token.Kind.JWT));
        assertThat(connection.getWebUrl(), is(HumanitecConnection.DEFAULT_WEB_URL));
        assertThat(connection.getProtections(), empty());
        assertThat(connection.isPlainHttp(), is(false));
    }
}
