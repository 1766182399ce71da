package io.jenkins.plugins.humanitec.client.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BodySecretsTest {

    private static List<String> secrets(String operation, Map<String, ?> body) {
        return BodySecrets.of(operation, body);
    }

    @Test
    void whatTheContractCallsSecretIsFound() {
        assertThat(secrets(
                        "createResourceAccount",
                        Map.of("id", "a", "credentials", Map.of("key", "hush", "more", List.of(Map.of("pin", 1234))))))
                .containsExactlyInAnyOrder("hush", "1234");
        assertThat(secrets(
                        "createSecretStore",
                        Map.of(
                                "id",
                                "a",
                                "awssm",
                                Map.of("auth", Map.of("access_key_id", "id", "secret_access_key", "hush")))))
                .containsExactly("hush");
        assertThat(secrets("createApplicationValue", Map.of("key", "K", "secret_ref", Map.of("value", "hush"))))
                .containsExactly("hush");
    }

    @Test
    void aSharedValueIsSecretUnlessItIsSaidToBeNone() {
        assertThat(secrets("createApplicationValue", Map.of("key", "K", "value", "v", "is_secret", true)))
                .containsExactly("v");
        assertThat(secrets("replaceApplicationValue", Map.of("key", "K", "value", "v")))
                .containsExactly("v");
        assertThat(secrets("createApplicationValue", Map.of("key", "K", "value", "v", "is_secret", false)))
                .isEmpty();
    }

    @Test
    void soAreTheValuesOfReferencesThatTheContractLeavesOpen() {
        Map<String, Object> inputs = Map.of(
                "secrets", Map.of("password", "hush"),
                "secret_refs", Map.of("token", Map.of("value", "hush 2"), "key", Map.of("store", "s", "ref", "r")),
                "values", Map.of("host", "example.com"));

        assertThat(secrets("createResourceDefinition", Map.of("id", "d", "driver_inputs", inputs)))
                .containsExactlyInAnyOrder("hush", "hush 2");
    }

    @Test
    void otherBodiesHaveNone() {
        assertThat(secrets("createApplication", Map.of("id", "blog", "name", "Blog")))
                .isEmpty();
        assertThat(BodySecrets.of("createPipeline", "name: x")).isEmpty();
        assertThat(BodySecrets.of("listApplications", null)).isEmpty();
        assertThat(BodySecrets.of("noSuchOperation", Map.of("a", "b"))).isEmpty();
        assertThat(BodySecrets.of(null, null)).isEmpty();
    }
}
