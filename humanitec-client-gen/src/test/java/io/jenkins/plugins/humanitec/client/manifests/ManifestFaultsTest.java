package io.jenkins.plugins.humanitec.client.manifests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is refused, with its place and without its value. */
class ManifestFaultsTest {

    private static final String HEAD = "apiVersion: entity.humanitec.io/v1b1\n";
    private static final String TYPE =
            HEAD + "kind: EnvironmentType\nmetadata: {id: qa}\nentity: {description: Tests}\n";

    private static ManifestReader reader(Map<String, String> files) {
        return new ManifestReader(
                path -> files.containsKey(path) ? files.get(path).getBytes(StandardCharsets.UTF_8) : null);
    }

    private static List<Manifest> read(String content) throws IOException {
        return reader(Map.of("a.yaml", content)).read(List.of("a.yaml"));
    }

    private static List<String> faults(String content) {
        return faultsInApp(content, null);
    }

    private static List<String> faultsInApp(String content, @Nullable String appId) {
        ManifestReader reader = reader(Map.of("a.yaml", content)).app(appId);
        return catchThrowableOfType(InvalidManifestsException.class, () -> reader.read(List.of("a.yaml")))
                .faults()
                .stream()
                .map(ManifestFault::toString)
                .toList();
    }

    private static String value(String entity) {
        return HEAD + "kind: SharedValue\nmetadata: {id: KEY, app_id: shop}\nentity: " + entity + "\n";
    }

    @Test
    void aCredentialIsNotForWhatEverybodyCanRead() {
        assertThat(faults(value("{value: '${credentials:x}', description: D}")))
                .containsExactly("a.yaml:4: entity.value: Everybody could read this secret. Add 'is_secret: true'.");
        assertThat(faults(HEAD + "kind: Definition\nmetadata: {id: my-db}\nentity:\n  {name: DB, type: postgres,"
                        + " driver_type: humanitec/echo, driver_inputs: {values: {a: '${credentials:x}'}}}\n"))
                .containsExactly("a.yaml:5: entity.driver_inputs.values.a: Everybody could read this secret. Move it to"
                        + " driver_inputs.secrets.");
    }

    @Test
    void longNamesOfManyFieldsAreRefused() {
        String name = "x".repeat(400_000);

        assertThat(faults("? \"" + name + "\"\n: [" + "0, ".repeat(1000) + "0]\n"))
                .singleElement()
                .asString()
                .contains("The names of the fields are too long.");
    }

    @Test
    void allFaultsOfAllFilesAreToldAtOnce() {
        Map<String, String> files = Map.of(
                "a.yaml",
                HEAD
                        + "kind: Definition\nmetadata: {id: my-db}\nentity:\n  name: DB\n  typ: postgres\n  driver_type: []\n",
                "b.yaml",
                "apiVersion: v2\nkind: Nothing\nmetadata: {id: x}\nentity: {}\nstatus: {}\n",
                "c.yaml",
                "a: [\n");

        assertThatExceptionOfType(InvalidManifestsException.class)
                .isThrownBy(() -> reader(files).read(List.of("a.yaml", "b.yaml", "c.yaml", "d.yaml")))
                .satisfies(e -> {
                    assertThat(e.getMessage()
                                    .lines()
                                    .map(line -> line.split(": ", 3)[0] + ": " + line.split(": ", 3)[1]))
                            .contains(
                                    "a.yaml:6: entity.typ",
                                    "a.yaml:7: entity.driver_type",
                                    "b.yaml:1: apiVersion",
                                    "b.yaml:2: kind",
                                    "b.yaml:5: status",
                                    "d.yaml: There is no such file.")
                            .anyMatch(line -> line.startsWith("c.yaml:2: This is not valid YAML"));
                    assertThat(e.getMessage())
                            .contains(
                                    "Expected 'entity.humanitec.io/v1b1'",
                                    "Expected one of EnvironmentType",
                                    "driver_type");
                });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}|Expected the ID of the object",
                "{id: null, app_id: shop}|Expected the ID of the object",
                "{id: 5, app_id: shop}|Expected the ID of the object",
                "{id: true, app_id: shop}|Expected the ID of the object",
                "{id: '', app_id: shop}|Expected the ID of the object",
                "{id: KEY, app_id: 5}|metadata.app_id: Expected an ID, a text",
                "{id: KEY, app_id: [shop]}|metadata.app_id: Expected an ID, a text",
                "{id: KEY, app_id: shop, env: dev}|metadata.env: There is no such field. Expected id and app_id, env_id",
                "{id: KEY, app_id: null}|metadata: Expected app_id",
                "{id: KEY, app_id: }|metadata: Expected app_id",
                "{id: KEY}|metadata: Expected app_id"
            })
    void metadataWithoutIdsIsRefused(String metadata, String expected) {
        assertThat(faults(HEAD + "kind: SharedValue\nmetadata: " + metadata + "\nentity: {value: a, description: b}\n"))
                .anyMatch(fault -> fault.startsWith("a.yaml:3: ") && fault.contains(expected));
    }

    @Test
    void aNameThatIsNoTextIsRefused() {
        assertThat(faults(HEAD + "kind: EnvironmentType\nmetadata: {id: qa}\nentity: {? [a] : b}\n"))
                .containsExactly("a.yaml:4: The name of a field must be a text.");
    }

    @Test
    void placesWithDotsSlashesAndTildesHaveTheirLines() {
        assertThat(faults(HEAD
                        + "kind: Definition\nmetadata: {id: my-db}\nentity:\n  name: DB\n  type: dns\n  driver_type: a/b\n"
                        + "  driver_inputs:\n    secrets:\n      a.b:\n        c/d:\n          e~password: hunter2\n"))
                .hasSize(1)
                .first()
                .asString()
                .startsWith("a.yaml:12: entity.driver_inputs.secrets.a.b.c/d.e~password: This looks like a secret")
                .doesNotContain("hunter2");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "SharedValue|{id: K, app_id: shop}|{is_secret: true, description: x, value: hunter2}|value",
                "Account|{id: my-a}|{name: A, type: aws, credentials: {aws_secret_access_key: hunter2}}|credentials.aws_secret",
                "Registry|{id: my-r}|{registry: r.example.com, type: basic, creds: {username: me, password: hunter2}}|creds.password",
                "SecretStore|{id: my-s}|{primary: false, vault: {url: 'https://v', auth: {token: hunter2}}}|vault.auth.token",
                "Definition|{id: my-d}|{name: D, type: dns, driver_type: a/b, driver_inputs: {secrets: {a: {password: hunter2}}}}|secrets.a",
                "Definition|{id: my-d}|{name: D, type: dns, driver_type: a/b, driver_inputs: {secret_refs: {a: {value: hunter2}}}}|value",
                "EnvironmentType|{id: my-e}|{description: 'AKIAABCDEFGHIJKLMNOP hunter2'}|description"
            })
    void aSecretInAFileIsRefusedAndNotRepeated(String kind, String metadata, String entity, String place) {
        assertThat(faults(HEAD + "kind: " + kind + "\nmetadata: " + metadata + "\nentity: " + entity + "\n"))
                .hasSize(1)
                .first()
                .asString()
                .contains(place, "looks like a secret", "Expected ${credentials:ID}")
                .doesNotContain("hunter2");
    }

    @Test
    void aCredentialReplacesAWholeValue() {
        String entity = "{is_secret: true, description: x, value: '%s'}";
        assertThat(faults(value(entity.formatted("a${credentials:x}"))))
                .containsExactly("a.yaml:4: entity.value: Expected ${credentials:ID} as the whole value.");
        assertThat(faults(value(entity.formatted("${credentials:}")))).hasSize(1);
    }

    @Test
    void aPasswordWithoutQuotesIsNotRepeatedInTheFault() {
        for (String password :
                List.of("*hunter2", "&hunter2 *hunter3", "!hunter2! x", "@hunter2", "%hunter2", "[hunter2")) {
            assertThat(faults(HEAD + "kind: EnvironmentType\nmetadata: {id: qa}\nentity:\n  description: " + password
                            + "\n"))
                    .hasSize(1)
                    .first()
                    .asString()
                    .startsWith("a.yaml:")
                    .doesNotContain("hunter");
        }
    }

    @Test
    void theSameObjectInTwoFilesIsRefused() {
        Map<String, String> files = Map.of("a.yaml", TYPE, "b.yaml", "\n" + TYPE);

        assertThatExceptionOfType(InvalidManifestsException.class)
                .isThrownBy(() -> reader(files).read(List.of("a.yaml", "b.yaml")))
                .withMessage("b.yaml:2: metadata.id: EnvironmentType qa is also in a.yaml:1. Remove one of the two.");
    }

    @Test
    void aPipelineNeedsItsTriggersAndJobsAndHasNoSecrets() {
        String manifest = HEAD + "kind: Pipeline\nmetadata: {id: release, app_id: shop}\nentity:\n";
        assertThat(faults(manifest + "  name: Release\n  jobs: []\n"))
                .containsExactly(
                        "a.yaml:4: entity.on: Expected an object with the triggers of the pipeline.",
                        "a.yaml:6: entity.jobs: Expected an object with the jobs of the pipeline.");
        assertThat(faults(manifest + "  name: Release\n  on: {pipeline_call: {}}\n  jobs:\n    a:\n"
                        + "      steps: [{uses: x, with: {header: 'ghp_aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa'}}]\n"))
                .hasSize(1)
                .first()
                .asString()
                .startsWith("a.yaml:9: entity.jobs.a.steps[0].with.header: This looks like a secret")
                .doesNotContain("ghp_");
        assertThat(faults(manifest + "  name: Release\n  on: {pipeline_call: {}}\n  jobs:\n"
                        + "    a: {steps: [{with: {p: '${credentials:x}'}}]}\n"))
                .hasSize(1)
                .first()
                .asString()
                .startsWith("a.yaml:8: entity.jobs.a.steps[0].with.p: A pipeline cannot have credentials");
    }

    @Test
    void aPipelineHasNeitherPasswordsNorCredentials() throws IOException {
        String pipeline =
                "id: release\non: {pipeline_call: {}}\njobs:\n  a:\n    steps:\n      - with:\n          PART\n";
        for (String part : List.of("access_token: hunter2", "headers: [{api-key: hunter2}]")) {
            assertThat(faultsInApp(pipeline.replace("PART", part), "shop"))
                    .hasSize(1)
                    .first()
                    .asString()
                    .startsWith("a.yaml:7: jobs.a.steps[0].with.")
                    .contains("looks like a secret", "Expected a shared value that is secret.")
                    .doesNotContain("hunter2");
        }
        assertThat(faultsInApp(pipeline.replace("PART", "any: 'Bearer ${credentials:x}'"), "shop"))
                .hasSize(1)
                .first()
                .asString()
                .startsWith("a.yaml:7: jobs.a.steps[0].with.any: A pipeline cannot have credentials.");
        String allowed = pipeline.replace("PART", "access_token: '${{ app.values.token }}'");
        assertThat(reader(Map.of("a.yaml", allowed)).app("shop").read(List.of("a.yaml")))
                .hasSize(1);
    }
}
