package io.jenkins.plugins.humanitec.config;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.jenkins.plugins.humanitec.testing.SharedJenkins;
import java.util.List;
import net.sf.json.JSONObject;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.kohsuke.stapler.Stapler;

/** Tests how the form of the system changes the connections. */
class GlobalConfigurationTest extends SharedJenkins {

    private final HumanitecGlobalConfiguration settings = HumanitecGlobalConfiguration.get();

    @BeforeEach
    void connect() {
        settings.setConnections(List.of(new HumanitecConnection("main", "acme")));
    }

    private static boolean configure(String form) throws Exception {
        return j.executeOnServer(() -> HumanitecGlobalConfiguration.get()
                .configure(Stapler.getCurrentRequest2(), JSONObject.fromObject(form)));
    }

    private List<String> names() {
        return settings.getConnections().stream()
                .map(HumanitecConnection::getName)
                .toList();
    }

    @Test
    void aFormThatCannotBeReadChangesNothing() {
        assertThrows(
                Exception.class,
                () -> configure(
                        "{\"connections\": {\"name\": \"other\", \"organization\": \"acme\", \"tokenKind\": \"NONE\"}}"));

        assertThat(names(), is(List.of("main")));
    }

    @Test
    void aFormHasAllConnections() throws Exception {
        configure("{\"connections\": {\"name\": \"other\", \"organization\": \"acme\"}}");
        assertThat(names(), is(List.of("other")));

        configure("{}");
        assertThat(names(), is(List.of()));
    }
}
