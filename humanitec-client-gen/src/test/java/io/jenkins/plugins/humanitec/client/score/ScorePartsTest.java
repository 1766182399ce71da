package io.jenkins.plugins.humanitec.client.score;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.humanitec.client.files.FileSource;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which extensions, overrides and deployment configurations are read. */
class ScorePartsTest extends ScoreDirectory {

    @Test
    void extensionsAndOverridesBesideAFileAreRead() throws IOException {
        write("deploy/score.yaml", SCORE);
        write("deploy/humanitec.score.yaml", "{apiVersion: humanitec.org/v1b1, profile: humanitec/default-cronjob}");
        write("deploy/overrides.score.yaml", "containers: {main: {image: 'registry.example.com/backend:2.0.0'}}");

        ScoreFile file = read("deploy/score.yaml");

        assertThat(file.files())
                .containsExactly("deploy/score.yaml", "deploy/humanitec.score.yaml", "deploy/overrides.score.yaml");
        assertThat(container(file)).containsEntry("image", "registry.example.com/backend:2.0.0");
        assertThat(humanitec
                        .client()
                        .scores()
                        .convert("acme", List.of(file))
                        .getModules()
                        .get("backend"))
                .containsEntry("profile", "humanitec/default-cronjob");
    }

    @Test
    void aFileWithAnotherNameHasExtensionsOfItsOwn() throws IOException {
        write("score.web.yaml", SCORE);
        write("score.yaml", SCORE);
        write("humanitec.score.yaml", "{apiVersion: humanitec.org/v1b1, profile: acme/other}");
        assertThat(read("score.web.yaml").files()).containsExactly("score.web.yaml");
        assertThat(read("score.web.yaml").warnings())
                .containsExactly("humanitec.score.yaml is not used for score.web.yaml, since it is that of score.yaml."
                        + " If it is for this file, name it humanitec.score.web.yaml.");

        write("humanitec.score.web.yaml", "{apiVersion: humanitec.org/v1b1, profile: acme/web}");
        assertThat(read("score.web.yaml").files()).containsExactly("score.web.yaml", "humanitec.score.web.yaml");
        assertThat(read("score.web.yaml").warnings()).isEmpty();
    }

    @Test
    void theUsualExtensionsAreThoseOfTheOnlyFile() throws IOException {
        write("deploy/backend.yaml", SCORE);
        write("deploy/web.yaml", SCORE.replace("backend", "web"));
        write("deploy/humanitec.score.yaml", "{apiVersion: humanitec.org/v1b1, profile: acme/other}");
        write("deploy/overrides.score.yaml", "{}");
        write("other.yaml", SCORE);

        assertThat(read("deploy/backend.yaml").files())
                .containsExactly("deploy/backend.yaml", "deploy/humanitec.score.yaml", "deploy/overrides.score.yaml");
        List<ScoreFile> several = new ScoreReader(FileSource.of(directory))
                .read(List.of("deploy/backend.yaml", "./deploy/web.yaml", "other.yaml"), null, null);
        assertThat(several)
                .extracting(ScoreFile::files)
                .containsExactly(List.of("deploy/backend.yaml"), List.of("./deploy/web.yaml"), List.of("other.yaml"));
        assertThat(several.get(0).withImage("r/a:1").warnings())
                .containsExactly(
                        "deploy/humanitec.score.yaml is not used for deploy/backend.yaml, since several Score files of its"
                                + " directory are read. If it is for this file, name it humanitec.backend.yaml.",
                        "deploy/overrides.score.yaml is not used for deploy/backend.yaml, since several Score files of its"
                                + " directory are read. If it is for this file, name it overrides.backend.yaml.");
        assertThat(several.get(2).warnings()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "score.yaml humanitec.score.yaml overrides.score.yaml, score.yaml",
        "a/backend.yaml a/humanitec.score.yaml, a/backend.yaml",
        "a/web.yaml a/humanitec.web.yaml b/humanitec.web.yaml, a/web.yaml b/humanitec.web.yaml",
        "humanitec.score.yaml, humanitec.score.yaml",
        "a/ext.yaml a/prod.yaml a/web.yaml, a/web.yaml",
        "a/ext.yaml, a/ext.yaml"
    })
    void aPatternDoesNotStandForExtensionsAndOverrides(String matches, String files) {
        assertThat(ScoreReader.scoreFiles(List.of(matches.split(" ")), "./a/ext.yaml", "a/prod.yaml"))
                .containsExactly(files.split(" "));
    }

    @Test
    void givenExtensionsAndOverridesAreReadInsteadAndMustExist() throws IOException {
        write("score.yaml", SCORE);
        write("humanitec.score.yaml", "{apiVersion: humanitec.org/v1b1, profile: acme/beside}");
        write("prod/ext.yaml", "{apiVersion: humanitec.org/v1b1, profile: acme/prod}");

        ScoreFile file = read("score.yaml", "prod/ext.yaml", "prod/overrides.yaml");

        assertThat(file.files()).containsExactly("score.yaml", "prod/ext.yaml");
        assertThat(file.faults())
                .containsExactly(new ScoreFault(
                        "prod/overrides.yaml",
                        0,
                        "There is no file prod/overrides.yaml. Correct the path, or create the file."));
    }

    @Test
    void aDeploymentConfigurationNamesSeveralFiles() throws IOException {
        write("deploy/a.yaml", SCORE);
        write("deploy/b.yaml", SCORE.replace("backend", "frontend"));
        write("deploy/ext.yaml", "{apiVersion: humanitec.org/v1b1, profile: acme/web}");
        write(
                "deploy/deploy-config.yaml",
                "kind: ScoreDeployConfig\nworkloads:\n- {name: a, specFile: ./a.yaml, extensionsFile: ./ext.yaml}\n"
                        + "- {name: b, specFile: ./b.yaml}\n- {name: c}\n");

        List<ScoreFile> files = new ScoreReader(FileSource.of(directory)).read("deploy/deploy-config.yaml");

        assertThat(files)
                .extracting(ScoreFile::files)
                .containsExactly(List.of("deploy/a.yaml", "deploy/ext.yaml"), List.of("deploy/b.yaml"), List.of());
        assertThat(files.get(2).faults())
                .containsExactly(new ScoreFault(
                        "deploy/deploy-config.yaml",
                        5,
                        "The workload has no 'specFile'. Add the path of its Score file."));
    }

    @Test
    void theUsualExtensionsOfADirectoryAreThoseOfItsOnlyFileAlsoWithAConfiguration() throws IOException {
        for (String name : List.of("a", "b")) {
            write(name + "/" + name + name + ".yaml", SCORE.replace("backend", name + name));
            write(name + "/humanitec.score.yaml", "{apiVersion: humanitec.org/v1b1, profile: acme/" + name + "}");
        }
        write("a/other.yaml", SCORE);
        write("config.yaml", "kind: ScoreDeployConfig\nworkloads: [{specFile: a/aa.yaml}, {specFile: b/bb.yaml}]\n");
        write("one.yaml", "kind: ScoreDeployConfig\nworkloads: [{specFile: a/aa.yaml}]\n");
        ScoreReader reader = new ScoreReader(FileSource.of(directory));

        List<ScoreFile> two = reader.read("config.yaml");
        List<ScoreFile> together = reader.read(List.of("one.yaml", "./a/other.yaml", "./a/aa.yaml"), null, null);

        assertThat(two)
                .extracting(ScoreFile::files)
                .containsExactly(
                        List.of("a/aa.yaml", "a/humanitec.score.yaml"), List.of("b/bb.yaml", "b/humanitec.score.yaml"));
        assertThat(two).allSatisfy(file -> assertThat(file.warnings()).isEmpty());
        assertThat(together)
                .extracting(ScoreFile::files)
                .containsExactly(List.of("a/aa.yaml"), List.of("./a/other.yaml"), List.of("./a/aa.yaml"));
        assertThat(together)
                .allSatisfy(file -> assertThat(file.warnings())
                        .singleElement()
                        .asString()
                        .contains("since several Score files of its directory are read"));
    }

    @Test
    void aDeploymentConfigurationNamesEachFileItself() throws IOException {
        write("score.yaml", SCORE);
        write("ext.yaml", "{apiVersion: humanitec.org/v1b1, profile: acme/web}");
        write("self.yaml", "kind: ScoreDeployConfig\nworkloads:\n- {specFile: self.yaml}\n");
        write("map.yaml", "kind: ScoreDeployConfig\nworkloads: {a: {specFile: score.yaml}}\n");

        assertThat(read("self.yaml").faults())
                .containsExactly(
                        new ScoreFault("self.yaml", 3, "The 'specFile' is a configuration too. Name a Score file."));
        assertThat(read("map.yaml").faults())
                .extracting(ScoreFault::toString)
                .containsExactly(
                        "map.yaml:1: The configuration has no 'workloads'. Add a list with the 'specFile' of each"
                                + " workload.");
        assertThat(read("self.yaml", "ext.yaml", null).faults())
                .extracting(ScoreFault::toString)
                .containsExactly(
                        "self.yaml:1: This configuration names the extensions and overrides of each workload, so no"
                                + " others can be given. Leave out 'extensions' and 'overrides', or name a Score file instead.");
    }
}
