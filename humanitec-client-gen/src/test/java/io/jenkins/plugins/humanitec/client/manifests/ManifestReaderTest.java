package io.jenkins.plugins.humanitec.client.manifests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.jenkins.plugins.humanitec.client.InvalidInputException;
import io.jenkins.plugins.humanitec.client.files.FileSource;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is read from files. */
class ManifestReaderTest {

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
        return catchThrowableOfType(InvalidManifestsException.class, () -> read(content)).faults().stream()
                .map(ManifestFault::toString)
                .toList();
    }

    private static String value(String entity) {
        return HEAD + "kind: SharedValue\nmetadata: {id: KEY, app_id: shop}\nentity: " + entity + "\n";
    }

    @Test
    void aFileCanHaveSeveralDocuments() throws IOException {
        List<Manifest> manifests = read("# A comment\n---\n" + TYPE + "---\n---\n" + TYPE.replace("qa", "uat"));

        assertThat(manifests)
                .extracting(Manifest::toString)
                .containsExactly("EnvironmentType qa", "EnvironmentType uat");
        assertThat(manifests).extracting(Manifest::line).containsExactly(3, 9);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\n\t\"apiVersion\": \"entity.humanitec.io/v1b1\",\n\t\"kind\": \"EnvironmentType\",\n"
                        + "\t\"metadata\":\t{\"id\": \"qa\"}, \"entity\": {\"description\": \"a\\tb\"}}",
                "\uFEFF{\n\t\"apiVersion\": \"entity.humanitec.io/v1b1\",\n\t\"kind\": \"EnvironmentType\",\n"
                        + "\t\"metadata\":\t{\"id\": \"qa\"}, \"entity\": {\"description\": \"a\\tb\"}}",
                "\uFEFFapiVersion: entity.humanitec.io/v1b1\r\nkind: EnvironmentType\r\nmetadata:\r\n  id: qa\r\n"
                        + "entity:\r\n  description: \"a\\tb\"\r\n"
            })
    void jsonWithTabsByteOrderMarksAndLinesOfWindowsAreRead(String content) throws IOException {
        Manifest manifest = read(content).get(0);

        assertThat(manifest).hasToString("EnvironmentType qa");
        assertThat(manifest.entity().path("description").asText()).isEqualTo("a\tb");
    }

    @Test
    void theGivenApplicationIsThatOfManifestsWithoutOne() throws IOException {
        Map<String, String> files = Map.of(
                "a.yaml",
                value("{value: a, description: b}").replace(", app_id: shop", ""),
                "b.yaml",
                value("{value: a, description: b}").replace("app_id: shop", "app_id: null, env_id: dev"));

        assertThat(reader(files).app("store").read(List.of("a.yaml", "b.yaml")))
                .extracting(Manifest::toString)
                .containsExactly("SharedValue store/KEY", "SharedValue store/dev/KEY");
    }

    @Test
    void idsThatLookLikeOtherTypesAreTexts() throws IOException {
        for (String id : List.of("null", "true", "55", "1e3", "0x1f", "on")) {
            Manifest manifest = read(HEAD + "kind: UserRole\nmetadata: {id: '" + id
                            + "', app_id: shop}\nentity: {role: viewer}\n")
                    .get(0);

            assertThat(manifest.object().id()).isEqualTo(id);
            assertThat(read(manifest.toYaml()).get(0).object()).isEqualTo(manifest.object());
        }
    }

    @Test
    void aWrittenManifestIsReadAsTheSame() throws IOException {
        String keys = "{'a.b': 1, 'c/d': x, 'e~f': [1.50, 12345678901234567890, true], '<<': {a: 1}, '1': y, '': z}";
        for (String text : List.of(
                "1e3",
                "0x1F",
                "0o17",
                "017",
                ".5",
                "+1",
                "1_000",
                "null",
                "~",
                "<<",
                "=",
                "yes",
                "No",
                "2026-01-31",
                "1:30",
                " a ",
                "a\nb",
                "a\n\nb\n",
                "a\r\nb\tc",
                "- a",
                "a: b",
                "a #b",
                "'",
                "\"",
                "*a",
                "&a",
                "!a",
                "%a",
                "@a",
                "é😀",
                "\u0007",
                "\u2028",
                "",
                "?",
                "|",
                ">",
                "{a}",
                "[a]",
                "---",
                "...",
                "True",
                "a\\b",
                "x".repeat(5000))) {
            Manifest manifest = manifest(text, keys);

            Manifest again = read(manifest.toYaml()).get(0);

            assertThat(again.entity()).describedAs(text).isEqualTo(manifest.entity());
        }
    }

    private static Manifest manifest(String text, String values) throws IOException {
        Manifest manifest = read(HEAD
                        + "kind: Definition\nmetadata: {id: my-db}\nentity: {name: DB, type: dns, driver_type: a/b,"
                        + " driver_inputs: {values: " + values + "}}\n")
                .get(0);
        var entity = manifest.entity();
        entity.withObject("/driver_inputs/values").put("text", text).put(text, 1);
        return new Manifest(manifest.object(), entity.toString(), null, "", 0);
    }

    @Test
    void variablesAreReplacedOnlyIfTheyAreGiven() throws IOException {
        Map<String, String> files = Map.of(
                "a.yaml", value("{value: 'v ${env.TAG} ${context.env.id} $${env.TAG}', description: '${env.NOTE}'}"));

        assertThat(reader(files)
                        .variables(Map.of("TAG", "$1 \\ ${env.NOTE}", "NOTE", "n"))
                        .read(List.of("a.yaml"))
                        .get(0)
                        .entity()
                        .path("value")
                        .asText())
                .startsWith("v $1 \\ ${env.NOTE} ${context.env.id} $");
        assertThatExceptionOfType(InvalidManifestsException.class)
                .isThrownBy(() -> reader(files).variables(Map.of("TAG", "x")).read(List.of("a.yaml")))
                .withMessage("a.yaml:4: entity.description: The variable 'NOTE' is not given. Expected one of the given"
                        + " variables: TAG.");
    }

    @Test
    void variablesOfPipelinesInTheirOwnFormAreReplacedToo() throws IOException {
        String pipeline =
                "# Why\nid: release\nname: Release ${env.TAG}\non: {pipeline_call: {}}\njobs: {a: {steps: []}}\n";

        Manifest manifest = reader(Map.of("a.yaml", pipeline))
                .app("shop")
                .variables(Map.of("TAG", "1.0"))
                .read(List.of("a.yaml"))
                .get(0);

        assertThat(manifest.entity().path("name").asText()).isEqualTo("Release 1.0");
        assertThat(manifest.text()).isEqualTo(pipeline.replace("${env.TAG}", "1.0"));
        assertThatExceptionOfType(InvalidManifestsException.class)
                .isThrownBy(() -> reader(Map.of("a.yaml", pipeline)).app("shop").read(List.of("a.yaml")))
                .withMessageContaining("a.yaml:3: name: The variable 'TAG' is not given");
        assertThatExceptionOfType(InvalidManifestsException.class)
                .isThrownBy(() -> reader(Map.of("a.yaml", pipeline))
                        .app("shop")
                        .variables(Map.of("TAG", "a: b # c"))
                        .read(List.of("a.yaml")))
                .withMessageContaining("a.yaml:3: name: ")
                .withMessageContaining("quotes");
    }

    @Test
    void rolesOfAnApplicationAndAnEnvironmentTypeOfTheSameNameAreTwoObjects() throws IOException {
        String role = HEAD + "kind: UserRole\nmetadata: {id: u-1, app_id: development}\nentity: {role: viewer}\n";

        assertThat(read(role + "---\n" + role.replace("app_id", "env_type").replace("viewer", "deployer")))
                .extracting(Manifest::toString)
                .doesNotHaveDuplicates()
                .hasSize(2);
    }

    @Test
    void anEmptyEntityHasWhatIsMissing() throws IOException {
        assertThat(read(TYPE.replace("{description: Tests}", "{}")).get(0).entity())
                .isEmpty();
        assertThat(faults(TYPE.replace("{description: Tests}", "")))
                .containsExactly("a.yaml:4: entity: Expected an object with names and values.");
        assertThat(faults(value("{}"))).isNotEmpty().allMatch(fault -> fault.startsWith("a.yaml:4: entity"));
    }

    @Test
    void aliasesAreCopied() throws IOException {
        Manifest manifest = read(HEAD + "kind: Definition\nmetadata: {id: my-db}\nentity:\n  name: &n DB\n  type: dns\n"
                        + "  driver_type: a/b\n  driver_inputs:\n    values:\n      a: &a {x: *n}\n      b: {<<: *a, y: 1}\n")
                .get(0);

        assertThat(manifest.entity().at("/driver_inputs/values"))
                .hasToString("{\"a\":{\"x\":\"DB\"},\"b\":{\"y\":1,\"x\":\"DB\"}}");
    }

    @Test
    void onlyFilesOfTheDirectoryAreRead(@TempDir Path parent) throws IOException {
        Path directory = Files.createDirectories(parent.resolve("platform"));
        Files.writeString(parent.resolve("outside.yaml"), TYPE);
        ManifestReader reader = new ManifestReader(FileSource.of(directory));

        for (String path : List.of(
                "../outside.yaml",
                "a/../../outside.yaml",
                parent.resolve("outside.yaml").toString(),
                "")) {
            assertThatExceptionOfType(InvalidManifestsException.class)
                    .isThrownBy(() -> reader.read(List.of(path)))
                    .withMessageEndingWith("There is no such file.");
        }
        assertThat(FileSource.of(directory).read("../outside.yaml")).isNull();
        assertThatExceptionOfType(InvalidInputException.class).isThrownBy(() -> reader.read(List.of()));
    }

    @Test
    void aFileThatIsTooLargeOrNoTextIsRefused() {
        assertThat(faults("#".repeat(FileSource.LARGEST_FILE + 1)))
                .containsExactly("a.yaml: The file is larger than 1 MB.");
        assertThat(faults("")).containsExactly("a.yaml: The file is empty.");
        assertThatExceptionOfType(InvalidManifestsException.class)
                .isThrownBy(() -> new ManifestReader(path -> new byte[] {(byte) 0xff, (byte) 0xfe, 0, 1, (byte) 0x80})
                        .read(List.of("a.yaml")));
    }
}
