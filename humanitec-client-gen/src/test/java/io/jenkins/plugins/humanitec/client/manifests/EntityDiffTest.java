package io.jenkins.plugins.humanitec.client.manifests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An object as the API returns it, which can have more and less than a request, is compared with its manifest. */
class EntityDiffTest {

    private static final YAMLMapper YAML = new YAMLMapper();
    private static final String DEFINITION =
            "{name: DB, type: postgres, driver_type: humanitec/echo, driver_inputs: {values:"
                    + " {a: 1, list: [{x: 1}, {y: null}]}, secret_refs: {p: {store: my-vault, ref: a/b}}}, criteria: [{app_id: shop}]}";
    private static final String FOUND =
            "{id: my-db, org_id: acme, name: DB, type: postgres, driver_type: humanitec/echo,"
                    + " driver_account: '', is_default: false, is_deleted: false, in_place_driver_change: false, created_by: u, new: [1],"
                    + " driver_inputs: {values: {list: [{x: 1.0, z: null}, {}], a: 1.0, b: null}, secrets: null, new: {a: 1}, secret_refs:"
                    + " {p: {ref: a/b, store: my-vault, version: '7', value: null}}}, provision: null, criteria: [{id: c-1, app_id: shop,"
                    + " env_id: '', env_type: null, class: default, res_id: '', new: 1}]}";

    private static ObjectNode object(String yaml) {
        try {
            JsonNode json = YAML.readTree(yaml);
            return (ObjectNode) json;
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static String changes(String kind, String wanted, String found, Map<String, String> secrets) {
        ApiCollection collection = Kind.of(kind).collections().get(0);
        return EntityDiff.between(collection, object(wanted), EntityFields.of(collection, object(found)), secrets)
                .stream()
                .map(change -> change.field() + ": " + change.from() + " -> " + change.to())
                .collect(Collectors.joining("; "));
    }

    @Test
    void whatTheApiFillsInIsNoChange() {
        assertThat(changes("Definition", DEFINITION, FOUND, Map.of())).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a: 1,|a: 2,|driver_inputs.values.a: 1.0 -> 2",
                "x: 1}|x: 2}|driver_inputs.values.list[0].x: 1.0 -> 2",
                "{y: null}|{y: 1}|driver_inputs.values.list[1].y: null -> 1",
                ", {y: null}||driver_inputs.values.list: [{\"x\":1.0,\"z\":null},{}] -> [{\"x\":1}]",
                "ref: a/b|ref: a/c|driver_inputs.secrets.p.ref: \"a/b\" -> \"a/c\"",
                "ref: a/b|ref: a/b, version: '8'|driver_inputs.secrets.p.version: \"7\" -> \"8\"",
                "app_id: shop|app_id: store|criteria: {\"app_id\":\"shop\",\"class\":\"default\"} -> null; criteria: null ->"
                        + " {\"app_id\":\"store\",\"class\":\"default\"}",
                "criteria|provision: {dns: {}}, criteria|provision: null -> {\"dns\":{}}"
            })
    void whatDiffersIsAChange(String from, String to, String expected) {
        assertThat(changes("Definition", DEFINITION.replace(from, to == null ? "" : to), FOUND, Map.of()))
                .isEqualTo(expected);
    }

    @Test
    void aFieldThatAManifestNoLongerHasIsRemoved() {
        String found = FOUND.replace("driver_account: ''", "driver_account: my-aws");

        assertThat(changes("Definition", DEFINITION, found, Map.of())).isEqualTo("driver_account: \"my-aws\" -> null");
        assertThat(changes(
                        "Definition",
                        DEFINITION.replace("criteria: [{app_id: shop}]", "criteria: null"),
                        FOUND,
                        Map.of()))
                .startsWith("criteria: ");
    }

    @Test
    void aBooleanThatIsFalseIsAsIfItWereMissing() {
        String wanted = "{url: 'https://a', triggers: []%s}";
        String found = "{id: x, url: 'https://a', triggers: [], headers: {}, payload: {}%s}";
        for (String one : List.of("", ", disabled: false", ", disabled: null")) {
            for (String other : List.of("", ", disabled: false", ", disabled: null")) {
                assertThat(changes("Webhook", wanted.formatted(one), found.formatted(other), Map.of()))
                        .isEmpty();
            }
            assertThat(changes("Webhook", wanted.formatted(", disabled: true"), found.formatted(one), Map.of()))
                    .endsWith("-> true");
        }
    }

    @Test
    void storedSecretsAreReferencesOfThePlatform() {
        String wanted =
                "{name: DB, type: postgres, driver_type: humanitec/echo, driver_inputs: {secrets: {a: {b: '${credentials:x}'},"
                        + " c: '${credentials:y}'}}}";
        String found =
                "{name: DB, type: postgres, driver_type: humanitec/echo, driver_inputs: {values: {}, secrets: {}, secret_refs:"
                        + " {a: {b: {store: humanitec, ref: r, version: '1', value: ''}}, c: {store: humanitec, ref: s, version: '1'}}}}";

        assertThat(changes("Definition", wanted, found, Map.of())).isEmpty();
        assertThat(changes("Definition", wanted.replace(", c: '${credentials:y}'", ""), found, Map.of()))
                .isEqualTo("driver_inputs.secrets.c: \"(secret)\" -> null");
        assertThat(changes(
                        "Definition", wanted, found.replace("c: {store: humanitec", "c: {store: my-vault"), Map.of()))
                .startsWith("driver_inputs.secrets.c: ");
    }

    @Test
    void aSecretThatCanBeReadIsComparedAndNeverShown() {
        String wanted =
                "{name: DB, type: postgres, driver_type: humanitec/echo, driver_inputs: {values: {note: '${credentials:x}'}}}";
        String found = wanted.replace("${credentials:x}", "hunter2");
        Map<String, String> secrets = Map.of("/driver_inputs/values/note", "hunter2");

        assertThat(changes("Definition", wanted, found, secrets)).isEmpty();
        assertThat(changes("Definition", wanted, found.replace("hunter2", "hunter3"), secrets))
                .isEqualTo("driver_inputs.values.note: \"(secret)\" -> \"${credentials:x}\"");
        assertThat(changes(
                        "Definition",
                        wanted.replace("note: '${credentials:x}'", ""),
                        found.replace("note", "my_password"),
                        secrets))
                .isEqualTo("driver_inputs.values: {\"my_password\":\"(secret)\"} -> null");
    }

    @Test
    void thePlatformMayLeaveOutLists() {
        assertThat(changes(
                        "ResourceDriver",
                        "{type: s3, account_types: [], target: 'https://d', inputs_schema: {}}",
                        "{id: x, type: s3, target: 'https://d', account_types: null}",
                        Map.of()))
                .isEmpty();
    }
}
