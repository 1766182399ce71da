package io.jenkins.plugins.humanitec.client.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.jenkins.plugins.humanitec.client.InvalidInputException;
import io.jenkins.plugins.humanitec.client.files.FileSource;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScoreReaderTest extends ScoreDirectory {

    private List<String> faults(String content) throws IOException {
        write("score.yaml", content);
        return read("score.yaml").faults().stream().map(ScoreFault::toString).toList();
    }

    @Test
    void aMountedFileBecomesPartOfTheScoreFile() throws IOException {
        write(
                "deploy/score.yaml",
                SCORE + "    files:\n    - {target: /app.json, source: ./conf/app.json}\n"
                        + "    - {target: /other, content: as it is}\n");
        write("deploy/conf/app.json", "{\"level\": \"${metadata.name} ä\"}");

        Map<String, Object> container = container(read("deploy/score.yaml"));

        assertThat(container.get("files").toString())
                .contains("{\"level\": \"backend ä\"}")
                .contains("as it is");
    }

    @Test
    void aMountedFileThatIsNoTextIsSentInBase64() throws IOException {
        write("score.yaml", SCORE + "    files:\n      /b: {source: binary}\n");
        Files.write(directory.resolve("binary"), new byte[] {(byte) 0xff, 0});

        ScoreFile file = read("score.yaml");

        assertThat(file.faults()).isEmpty();
        assertThat(file.request().get("spec").toString()).contains("\"/b\":{\"binaryContent\":\"/wA=\"}");
        assertThat(container(file)).containsKey("files");
    }

    @Test
    void aMountedFileMustBeInTheDirectory() throws IOException {
        write(
                "deploy/score.yaml",
                SCORE + "    files:\n      /a: {source: missing}\n      /b: {source: ../../secret}\n"
                        + "      /c: {source: /etc/passwd}\n      /d: {source: large}\n");
        Files.write(directory.resolve("deploy/large"), new byte[FileSource.LARGEST_FILE + 1]);

        assertThat(read("deploy/score.yaml").faults())
                .extracting(ScoreFault::toString)
                .containsExactly(
                        "deploy/score.yaml:8: There is no file deploy/missing. Correct the path, or create the file.",
                        "deploy/score.yaml:9: The file deploy/../../secret is outside of the directory that is read."
                                + " Move it there.",
                        "deploy/score.yaml:10: The file /etc/passwd is outside of the directory that is read. Move it there.",
                        "deploy/score.yaml:11: The file deploy/large is larger than 1 MB. Make it smaller.");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a: [1         | score.yaml:1: This is not valid YAML: expected ',' or ']', but got <stream end>.",
                "a: b: c       | score.yaml:1: This is not valid YAML: mapping values are not allowed here.",
                "a: 1~a: 2     | score.yaml:2: The field 'a' is there twice. Remove one of the two.",
                "~- a          | score.yaml:2: Expected an object with names and values.",
                "# only        | score.yaml: The file is empty.",
                "a: &x [*x]    | score.yaml:1: An alias refers to a part that contains it.",
                "? [a]~: 1     | score.yaml:1: The name of a field must be a text.",
                "containers: 1 | score.yaml:1: The name of the workload is missing. Add 'metadata: {name: …}'.",
                "a: 1~metadata: {} | score.yaml:2: The name of the workload is missing. Add 'metadata: {name: …}'.",
            })
    void aFaultHasItsLine(String content, String fault) throws IOException {
        assertThat(faults(content.replace("~", "\n"))).containsExactly(fault);
    }

    @Test
    void theNameOfTheWorkloadCanBeInTheOverridesOrAProperty() throws IOException {
        write("score.yaml", SCORE.replace("  name: backend", "  annotations: {}"));
        ScoreFile without = read("score.yaml");
        write("overrides.score.yaml", "metadata: {name: backend}");

        assertThat(without.faults())
                .containsExactly(new ScoreFault(
                        "score.yaml", 2, "The name of the workload is missing. Add 'metadata: {name: …}'."));
        assertThat(without.withProperty("metadata.name", "backend").faults()).isEmpty();
        assertThat(container(without.withProperty("metadata.name", "backend"))).containsKey("image");
        assertThat(read("score.yaml").faults()).isEmpty();
        assertThat(container(read("score.yaml"))).containsKey("image");
        assertThat(read("score.yaml").withProperty("metadata.name", null).faults())
                .hasSize(1);
    }

    @Test
    void anotherEncodingIsAFault() throws IOException {
        Files.write(directory.resolve("score.yaml"), "name: Größe".getBytes(StandardCharsets.ISO_8859_1));

        assertThat(read("score.yaml").faults())
                .singleElement()
                .satisfies(fault -> assertThat(fault.message()).startsWith("This is not valid YAML: "));
        assertThat(read("nothing.yaml").faults())
                .containsExactly(new ScoreFault(
                        "nothing.yaml", 0, "There is no file nothing.yaml. Correct the path, or create the file."));
    }

    @Test
    void aliasesManyTimesOverAreAFault() throws IOException {
        StringBuilder bomb = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
        for (int i = 1; i < 9; i++) {
            String one = "*a" + (i - 1);
            bomb.append("a" + i + ": &a" + i + " [" + String.join(", ", List.of(one, one, one, one, one, one)) + "]\n");
        }
        assertThat(faults(bomb.toString())).singleElement().asString().contains("too many values");
    }

    @Test
    void plainWordsAreText() throws IOException {
        write(
                "score.yaml",
                SCORE + "    variables: {A: yes, B: on, C: 2026-01-31, D: 1:30, E: 'true', F: &x shared, G: *x}\n");

        assertThat(container(read("score.yaml")).get("variables"))
                .isEqualTo(Map.of(
                        "A",
                        "yes",
                        "B",
                        "on",
                        "C",
                        "2026-01-31",
                        "D",
                        "1:30",
                        "E",
                        "true",
                        "F",
                        "shared",
                        "G",
                        "shared"));
    }

    @Test
    void mergeKeysAreMerged() throws IOException {
        write("score.yaml", SCORE.replace("    image", "    <<: {command: [run], image: unused}\n    image"));

        assertThat(container(read("score.yaml")))
                .containsEntry("command", List.of("run"))
                .containsEntry("image", "registry.example.com/backend:1.0.0");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "registry.example.com/backend:", "registry.example.com/backend:null", " x"})
    void anImageMustBeComplete(String image) throws IOException {
        write("score.yaml", SCORE);
        ScoreFile file = read("score.yaml");

        assertThatExceptionOfType(InvalidInputException.class).isThrownBy(() -> file.withImage(image));
        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(() -> file.withProperty("containers.main.image", image));
    }

    @Test
    void propertiesAndAliasesAreSent() throws IOException {
        write(
                "score.yaml",
                SCORE.replace("registry.example.com/backend:1.0.0", ".")
                        + "    variables: {LOG_LEVEL: info, OLD: x}\nresources: {files: {type: s3, id: files}}\n");
        ScoreFile file = read("score.yaml")
                .withImage("registry.example.com/backend:3.0.0")
                .withProperty("containers.main.variables.LOG_LEVEL", "debug")
                .withProperty("containers.main.variables.OLD", null)
                .withResourceTypeAlias("s3", "acme/s3");

        assertThat(container(file))
                .containsEntry("image", "registry.example.com/backend:3.0.0")
                .containsEntry("variables", Map.of("LOG_LEVEL", "debug"));
        assertThat(humanitec.client().scores().convert("acme", List.of(file)).getShared())
                .containsEntry("files", Map.of("type", "acme/s3"));
    }
}
