package io.jenkins.plugins.humanitec.config;

import static io.jenkins.plugins.casc.misc.Util.getUnclassifiedRoot;
import static io.jenkins.plugins.casc.misc.Util.toStringFromYamlFile;
import static io.jenkins.plugins.casc.misc.Util.toYamlString;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import io.jenkins.plugins.casc.ConfigurationContext;
import io.jenkins.plugins.casc.ConfiguratorRegistry;
import io.jenkins.plugins.casc.misc.ConfiguredWithCode;
import io.jenkins.plugins.casc.misc.JenkinsConfiguredWithCodeRule;
import io.jenkins.plugins.casc.misc.junit.jupiter.WithJenkinsConfiguredWithCode;
import io.jenkins.plugins.humanitec.client.Token;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Tests that Configuration as Code reads and exports the connections. */
@WithJenkinsConfiguredWithCode
class ConfigurationAsCodeTest {

    @Test
    @ConfiguredWithCode("configuration-as-code.yml")
    void connectionsAreReadFromCode(JenkinsConfiguredWithCodeRule j) {
        List<HumanitecConnection> connections =
                HumanitecGlobalConfiguration.get().getConnections();

        assertThat(connections.size(), is(2));
        assertThat(connections.get(0).getName(), is("main"));
        assertThat(connections.get(0).getApiUrl(), is("https://api.humanitec.io"));
        assertThat(connections.get(0).getTokenKind(), is(Token.Kind.BEARER));
        assertThat(connections.get(0).getProtections().get(0).getPattern(), is("*/production"));
        assertThat(connections.get(0).getProtections().get(0).isDeployment(), is(true));
        assertThat(connections.get(0).getProtections().get(0).isContentDeletion(), is(true));
        assertThat(connections.get(0).getProtections().get(1).isContentDeletion(), is(false));
        assertThat(connections.get(0).getProtections().get(1).isDeletion(), is(true));
        assertThat(connections.get(1).getOrganization(), is("globex"));
        assertThat(connections.get(1).getTokenKind(), is(Token.Kind.JWT));
        assertThat(connections.get(0).isApprovals(), is(false));
        assertThat(connections.get(1).isApprovals(), is(true));
        assertThat(connections.get(1).getWebhookCredentialsId(), is("humanitec-token"));
        assertThat(connections.get(1).getProtectedKinds(), is("SecretStore, UserRole"));
    }

    @Test
    @ConfiguredWithCode("configuration-as-code.yml")
    void connectionsAreExportedAsCode(JenkinsConfiguredWithCodeRule j) throws Exception {
        ConfigurationContext context = new ConfigurationContext(ConfiguratorRegistry.get());

        String exported = toYamlString(getUnclassifiedRoot(context).get("humanitec"));

        assertThat(exported, is(toStringFromYamlFile(this, "configuration-as-code-exported.yml")));
    }
}
