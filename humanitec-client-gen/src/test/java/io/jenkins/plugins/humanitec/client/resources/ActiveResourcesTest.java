package io.jenkins.plugins.humanitec.client.resources;

import static io.jenkins.plugins.humanitec.client.testing.TestHumanitec.DEV;
import static io.jenkins.plugins.humanitec.client.testing.TestHumanitec.SHOP;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.humanitec.client.api.ResourceDefinitionsApi;
import io.jenkins.plugins.humanitec.client.deployments.DeploymentRequest;
import io.jenkins.plugins.humanitec.client.errors.NotFoundException;
import io.jenkins.plugins.humanitec.client.errors.UnreadableResponseException;
import io.jenkins.plugins.humanitec.client.json.Json;
import io.jenkins.plugins.humanitec.client.model.ResourceDefinitionCreate;
import io.jenkins.plugins.humanitec.client.testing.TestHumanitec;
import io.jenkins.plugins.humanitec.simulator.Fault;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ActiveResourcesTest {

    private static final String MODULES = "{\"backend\": {\"profile\": \"p\", \"spec\": {\"containers\": {\"main\": "
            + "{\"image\": \"backend:1\"}}}, \"externals\": {\"db\": {\"type\": \"postgres\", \"class\": \"small\"}}}}";

    @RegisterExtension
    final TestHumanitec humanitec = new TestHumanitec();

    private void deploy(String shared) throws JsonProcessingException {
        String setId = humanitec.shop().sets().add(object(MODULES), object(shared));
        TestHumanitec.result(humanitec.client().deployments().deploy(DeploymentRequest.set(DEV, setId)));
    }

    private static ObjectNode object(String json) throws JsonProcessingException {
        return Json.MAPPER.readValue(json, ObjectNode.class);
    }

    private void answer(String resources) {
        humanitec.fail(Fault.status(200).on("GET", "/resources").body("application/json", resources));
    }

    private static String resource(String fields) {
        return "{\"res_id\": \"shared.db\", \"type\": \"postgres\", \"class\": \"default\", \"def_id\": \"d\", "
                + "\"status\": \"active\", " + fields + "}";
    }

    private List<ActiveResourceInfo> list() {
        return humanitec.client().resources().list(DEV);
    }

    private ActiveResourceInfo get(String id) {
        return list().stream()
                .filter(resource -> resource.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void whatWasDeployedHasResources() throws JsonProcessingException {
        deploy("{\"queue\": {\"type\": \"s3\"}}");

        assertThat(list())
                .extracting(ActiveResourceInfo::id)
                .contains("k8s-namespace", "modules.backend", "modules.backend.externals.db", "shared.queue");
        ActiveResourceInfo db = get("modules.backend.externals.db");
        assertThat(db.type()).isEqualTo("postgres");
        assertThat(db.resourceClass()).isEqualTo("small");
        assertThat(db.workload()).isEqualTo("backend");
        assertThat(db.definitionId()).isEqualTo("default-humanitec-postgres");
        assertThat(db.status()).isEqualTo("active");
        assertThat(db.isDeletionScheduled()).isFalse();
        assertThat(db.output("port")).contains(5432);
        assertThat(db.secretOutputs()).containsExactly("password", "username");
        assertThat(get("modules.backend").workload()).isEqualTo("backend");
        assertThat(get("shared.queue").workload()).isNull();
        assertThat(get("k8s-namespace").workload()).isNull();
        assertThat(get("k8s-namespace").outputs()).containsExactly(Map.entry("namespace", "shop-dev"));
    }

    @Test
    void nestedOutputsAreKept() throws JsonProcessingException {
        humanitec
                .client()
                .api(ResourceDefinitionsApi.class)
                .createResourceDefinition("acme", Json.MAPPER.readValue("""
                                {"id": "own", "name": "Own", "type": "s3", "driver_type": "humanitec/echo",
                                 "driver_inputs": {"values": {"hosts": [{"name": "a", "port": 1}, null],
                                  "limits": {"size": 2.5, "open": true, "none": null}}},
                                 "criteria": [{}]}""", ResourceDefinitionCreate.class));
        deploy("{\"files\": {\"type\": \"s3\"}}");

        ActiveResourceInfo files = get("shared.files");

        assertThat(files.definitionId()).isEqualTo("own");
        assertThat(files.outputs().get("hosts")).isEqualTo(Arrays.asList(Map.of("name", "a", "port", 1), null));
        assertThat(files.outputs().get("limits").toString()).isEqualTo("{size=2.5, open=true, none=null}");
    }

    @Test
    void aDotInTheNameOfASecretHasABackslash() {
        answer("["
                + resource("\"resource\": {\"tls.crt\": \"hush1\", \"tls\": {\"name\": \"n\", \"ca.crt\": \"hush2\"}}, "
                        + "\"secret_refs\": {\"tls.crt\": {\"ref\": \"r\"}, \"tls\": {\"ca.crt\": {\"ref\": \"r\"}}}")
                + "]");

        ActiveResourceInfo resource = list().get(0);

        assertThat(resource.secretOutputs()).containsExactly("tls.ca\\.crt", "tls\\.crt");
        assertThat(resource.outputs()).containsExactly(Map.entry("tls", Map.of("name", "n")));
        assertThat(resource.maskedOutputs("****"))
                .isEqualTo(Map.of("tls", Map.of("name", "n", "ca.crt", "****"), "tls.crt", "****"));
    }

    @Test
    void secretsAreNamesOnly() {
        answer("["
                + resource("\"resource\": {\"host\": \"h\", \"password\": \"hush1\", \"users\": {\"admin\": \"hush2\", "
                        + "\"name\": \"n\"}}, \"secret_refs\": {\"password\": {\"store\": \"s\", \"ref\": \"hush3\"}, "
                        + "\"key\": \"hush4\", \"token\": {\"value\": \"hush5\"}, \"empty\": {}, "
                        + "\"users\": {\"admin\": {\"ref\": \"hush6\", \"version\": \"1\"}}}")
                + "]");

        ActiveResourceInfo resource = list().get(0);

        assertThat(resource.secretOutputs()).containsExactly("empty", "key", "password", "token", "users.admin");
        assertThat(resource.outputs()).containsExactly(Map.entry("host", "h"), Map.entry("users", Map.of("name", "n")));
        assertThat(resource.toString() + resource.outputs() + resource.secretOutputs())
                .contains("shared.db", "postgres", "host", "users.admin")
                .doesNotContain("hush");
    }

    @Test
    void theTextOfAResourceHasNoValues() {
        answer("[" + resource("\"resource\": {\"url\": \"https://a:b@example.com\"}, \"secret_refs\": {}") + "]");

        assertThat(list().get(0)).hasToString("postgres (default) shared.db: active, outputs [url], secret outputs []");
    }

    @Test
    void aResourceCanBeStored() throws IOException, ClassNotFoundException {
        answer("[" + resource("\"resource\": {\"a\": [1, {\"b\": null}]}, \"secret_refs\": {\"key\": \"r\"}") + "]");
        List<ActiveResourceInfo> resources = list();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(resources);
        }

        assertThat(new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray())).readObject())
                .isEqualTo(resources);
    }

    @Test
    void outputsCannotBeChanged() {
        answer("[" + resource("\"resource\": {\"a\": {\"b\": 1}, \"l\": [1]}, \"secret_refs\": {\"key\": \"r\"}")
                + "]");
        ActiveResourceInfo resource = list().get(0);

        assertThatExceptionOfType(UnsupportedOperationException.class)
                .isThrownBy(() -> ((Map<?, ?>) resource.outputs().get("a")).clear());
        assertThatExceptionOfType(UnsupportedOperationException.class)
                .isThrownBy(() -> ((List<?>) resource.outputs().get("l")).clear());
        assertThatExceptionOfType(UnsupportedOperationException.class)
                .isThrownBy(() -> resource.secretOutputs().clear());
    }

    @Test
    void whatIsNotProvisionedYetHasNoOutputs() {
        answer("[{\"res_id\": \"shared.db\", \"status\": \"pending\", \"scheduled_deletion\": true}, null]");

        ActiveResourceInfo resource = list().get(0);

        assertThat(resource.outputs()).isEmpty();
        assertThat(resource.output("host")).isEmpty();
        assertThat(resource.status()).isEqualTo("pending");
        assertThat(resource.isDeletionScheduled()).isTrue();
        assertThat(resource.toString()).doesNotContain("null");
    }

    @Test
    void aResourceWithoutItsIdIsAnError() {
        answer("[{\"type\": \"postgres\"}]");

        assertThatExceptionOfType(UnreadableResponseException.class)
                .isThrownBy(this::list)
                .withMessageContaining("a resource without its ID");
    }

    @Test
    void whatWasNeverDeployedHasNone() {
        assertThat(list()).isEmpty();
    }

    @Test
    void anEnvironmentThatDoesNotExistIsAnError() {
        assertThatExceptionOfType(NotFoundException.class)
                .isThrownBy(() -> humanitec.client().resources().list(SHOP.env("nowhere")));
    }
}
