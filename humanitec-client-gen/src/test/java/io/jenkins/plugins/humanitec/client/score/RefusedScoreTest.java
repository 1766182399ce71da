package io.jenkins.plugins.humanitec.client.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.jenkins.plugins.humanitec.client.deployments.DeploymentRequest;
import io.jenkins.plugins.humanitec.client.files.FileSource;
import io.jenkins.plugins.humanitec.client.testing.TestHumanitec;
import io.jenkins.plugins.humanitec.simulator.Fault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** All faults of a file that the API refuses. */
class RefusedScoreTest {

    private static final String IMAGE = "registry.example.com/backend:2.0.0";
    private static final String MANY_FAULTS = """
            apiVersion: score.dev/v1b1
            metadata:
              name: Backend
            service:
              ports:
                www: {targetPort: 8080}
                admin:
                  port: 70000
                  protocol: HTTP
            containers:
              main:
                imagee: .
                command: run
                variables:
                  DB: ${resources.db.host}:${resources.cache.port} $${resources.none.x}
                  LIST: [1]
                files:
                - {target: /a, content: "${resources.file.x}"}
                - {target: /b, content: "${resources.file.x}", noExpand: true}
                - {content: x, mode: rw}
                volumes:
                - {source: "${resources.disk}", target: /d, readOnly: "yes"}
                livenessProbe:
                  httpGet: {port: 80}
            resources:
              cache:
                params: {a: ["${resources.other.b}"]}
            """;
    private static final String VALID = """
            apiVersion: score.dev/v1b1
            metadata:
              name: backend
            containers:
              main:
                image: .
            """;

    @RegisterExtension
    final TestHumanitec humanitec = new TestHumanitec();

    @TempDir
    Path directory;

    private void write(String path, String content) throws IOException {
        Files.writeString(directory.resolve(path), content);
    }

    private ScoreFile read() throws IOException {
        return new ScoreReader(FileSource.of(directory)).read("score.yaml").get(0);
    }

    private List<String> faults(ScoreFile file) {
        return humanitec.client().scores().validate("acme", List.of(file)).stream()
                .map(ScoreFault::toString)
                .toList();
    }

    private void refuse(String body) {
        humanitec.fail(Fault.status(400).on("POST", "/convert-score").body("application/json", body));
    }

    @Test
    void eachFaultOfTheStructureHasItsLineAndSaysWhatToDo() throws IOException {
        write("score.yaml", MANY_FAULTS);

        List<String> faults = faults(read().withImage(IMAGE));

        assertThat(faults)
                .containsExactlyInAnyOrder(
                        "score.yaml:11: /containers/main: object instance has properties which are not allowed by the"
                                + " schema: [\"imagee\"]",
                        "score.yaml:3: This must have 2 to 63 lower case letters, digits and hyphens, with a letter or digit at"
                                + " the beginning and at the end.",
                        "score.yaml:6: The field 'port' is missing. Add it.",
                        "score.yaml:8: This must be a number from 1 to 65535.",
                        "score.yaml:9: This must be TCP or UDP.",
                        "score.yaml:12: There is no field 'imagee' here. Correct its name or its indentation. The fields are"
                                + " image, command, args, variables, files, volumes, resources, livenessProbe,"
                                + " readinessProbe, startupProbe, before.",
                        "score.yaml:13: This must be a list, but is a text.",
                        "score.yaml:15: ${resources.db.host} needs the resource 'db'. Declare it under 'resources', or"
                                + " correct its name.",
                        "score.yaml:16: This must be a text, a number, true or false, but is a list.",
                        "score.yaml:18: ${resources.file.x} needs the resource 'file'. Declare it under 'resources', or"
                                + " correct its name.",
                        "score.yaml:20: The field 'target' is missing. Add it.",
                        "score.yaml:20: This must have three octal digits, such as \"0644\".",
                        "score.yaml:22: ${resources.disk} needs the resource 'disk'. Declare it under 'resources', or"
                                + " correct its name.",
                        "score.yaml:22: This must be true or false, but is a text.",
                        "score.yaml:24: The field 'path' is missing. Add it.",
                        "score.yaml:26: The field 'type' is missing. Add it.",
                        "score.yaml:27: ${resources.other.b} needs the resource 'other'. Declare it under 'resources', or"
                                + " correct its name.");
        assertThatExceptionOfType(InvalidScoreException.class)
                .isThrownBy(() -> humanitec.client().scores().convert("acme", List.of(read().withImage(IMAGE))))
                .satisfies(e -> assertThat(e.faults()).hasSameSizeAs(faults));
    }

    @Test
    void whatTheApiAcceptsHasNoFaults() throws IOException {
        write("score.yaml", MANY_FAULTS);
        humanitec.fail(Fault.status(200)
                .on("POST", "/convert-score")
                .body("application/json", "{\"modules\": {\"Backend\": {\"profile\": \"p\"}}, \"shared\": {}}"));

        assertThat(faults(read())).isEmpty();
    }

    @Test
    void theNameOfAResourceCanHaveADot() throws IOException {
        write(
                "score.yaml",
                VALID + "    variables:\n      A: ${resources.my\\.db.host}\n"
                        + "      B: ${resources.my.db.host} ${resources.my\\.other.host}\n"
                        + "resources:\n  my.db: {type: postgres}\n");
        refuse("{\"error\": \"A\", \"message\": \"Not valid.\"}");

        assertThat(faults(read().withImage(IMAGE)))
                .containsExactly(
                        "score.yaml: Not valid.",
                        "score.yaml:9: ${resources.my.db.host} needs the resource 'my'. Declare it under 'resources', or"
                                + " correct its name.",
                        "score.yaml:9: ${resources.my\\.other.host} needs the resource 'my.other'. Declare it under"
                                + " 'resources', or correct its name.");
    }

    @Test
    void aMissingImageHasItsLineAlthoughTheNameOfTheContainerHasASlash() throws IOException {
        write("score.yaml", VALID.replace("main", "a/b"));
        refuse("{\"error\": \"A\", \"message\": \"Not valid.\"}");

        assertThat(faults(read()))
                .containsExactly(
                        "score.yaml: Not valid.",
                        "score.yaml:6: The container 'a/b' has no image. Write it here, or give the image of the build with"
                                + " 'image'.");
    }

    @Test
    void aFaultOfTheOverridesIsInTheirFile() throws IOException {
        write("score.yaml", VALID + "    args: [a]\n");
        write("overrides.score.yaml", "containers:\n  main:\n    args: b\n    command: [1]\n");

        assertThat(faults(read().withImage(IMAGE).withProperty("containers.main.variables.A", List.of())))
                .containsExactlyInAnyOrder(
                        "overrides.score.yaml:3: /containers/main/args: instance type (string) does not match any allowed"
                                + " primitive type (allowed: [\"array\"])",
                        "overrides.score.yaml:3: This must be a list, but is a text.",
                        "overrides.score.yaml:4: This must be a text, but is a whole number. Write it in quotes.",
                        "score.yaml:5: This must be a text, a number, true or false, but is a list.");
    }

    @Test
    void aMissingImageIsTold() throws IOException {
        write("score.yaml", VALID);

        assertThat(faults(read()))
                .containsExactly(
                        "score.yaml:6: /containers/main/image: the specification has no image, and the request has no"
                                + " default.",
                        "score.yaml:6: The container 'main' has no image. Write it here, or give the image of the"
                                + " build with 'image'.");
        assertThat(faults(read().withProperty("containers.main.image", IMAGE))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"error\": \"A\", \"message\": \"Not valid.\", \"details\": {\"errors\": [\"/containers/main: x\", \"y\"]}}"
                        + " | score.yaml: Not valid.~score.yaml:5: /containers/main: x~score.yaml: y",
                "{\"error\": \"A\", \"message\": \"Not valid.\", \"details\": {\"spec\": {\"containers.main.image\": \"is bad\"}}}"
                        + " | score.yaml: Not valid.~score.yaml:6: containers.main.image: is bad",
                "{\"error\": \"A\", \"message\": \"Not valid.\", \"details\": {\"id\": \"77\", \"count\": 3, \"none\": null}}"
                        + " | score.yaml: Not valid.",
            })
    void theDetailsOfAnErrorAreFaultsToo(String body, String faults) throws IOException {
        write("score.yaml", VALID);
        refuse(body);

        assertThat(faults(read().withImage(IMAGE))).containsExactly(faults.split("~"));
    }

    @ParameterizedTest
    @CsvSource({
        "5, containers.main: the memory limit is above the quota",
        "7, containers.main.newer: not enabled",
        "8, containers.main.files[0].source: too large"
    })
    void whatTheApiSaysIsToldAlthoughItsPlaceHasOtherFaults(int line, String message) throws IOException {
        write("score.yaml", VALID + "    newer: {}\n    files: [{target: /a, source: none}]\n");
        refuse("{\"error\": \"A\", \"message\": \"" + message + "\"}");

        List<String> faults = faults(read().withImage(IMAGE));

        assertThat(faults).hasSize(3);
        assertThat(faults.get(0)).startsWith("score.yaml:8: There is no file none.");
        assertThat(faults.get(1)).isEqualTo("score.yaml:" + line + ": " + message);
        assertThat(faults.get(2)).startsWith("score.yaml:7: There is no field 'newer' here.");
    }

    @Test
    void aDetailIsNotToldIfItsPlaceHasAFaultThatSaysWhatToDo() throws IOException {
        write("score.yaml", VALID + "    newer: {}\n");
        refuse(
                "{\"error\": \"A\", \"message\": \"Not valid.\", \"details\": {\"errors\": [\"containers.main: unknown field\"]}}");

        List<String> faults = faults(read().withImage(IMAGE));

        assertThat(faults).hasSize(2);
        assertThat(faults.get(0)).isEqualTo("score.yaml: Not valid.");
        assertThat(faults.get(1)).startsWith("score.yaml:7: There is no field 'newer' here.");
    }

    @Test
    void aFileIsValidatedAlthoughItsOtherPartsHaveFaults() throws IOException {
        write("score.yaml", VALID + "    args: 1\n    files: [{target: /a, source: none}]\n");
        write("humanitec.score.yaml", "a: [1");

        ScoreFile file = read().withImage(IMAGE);

        assertThat(faults(file))
                .containsExactly(
                        "score.yaml:8: There is no file none. Correct the path, or create the file.",
                        "humanitec.score.yaml:1: This is not valid YAML: expected ',' or ']', but got <stream end>.",
                        "score.yaml:7: /containers/main/args: instance type (integer) does not match any allowed primitive"
                                + " type (allowed: [\"array\"])",
                        "score.yaml:7: This must be a list, but is a whole number.");
        assertThatExceptionOfType(InvalidScoreException.class)
                .isThrownBy(() -> DeploymentRequest.score(TestHumanitec.DEV, List.of(file)));
    }
}
