package io.jenkins.plugins.humanitec.client.score;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.humanitec.client.HumanitecClient;
import io.jenkins.plugins.humanitec.client.files.FileSource;
import io.jenkins.plugins.humanitec.client.testing.TestHumanitec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A directory with Score files, and what the simulator makes of them. */
abstract class ScoreDirectory {

    static final String SCORE = """
            apiVersion: score.dev/v1b1
            metadata:
              name: backend
            containers:
              main:
                image: registry.example.com/backend:1.0.0
            """;

    @RegisterExtension
    final TestHumanitec humanitec = new TestHumanitec();

    @TempDir
    Path directory;

    void write(String path, String content) throws IOException {
        Files.createDirectories(directory.resolve(path).getParent());
        Files.writeString(directory.resolve(path), content);
    }

    ScoreFile read(String path) throws IOException {
        return read(path, null, null);
    }

    ScoreFile read(String path, String extensions, String overrides) throws IOException {
        List<ScoreFile> files = new ScoreReader(FileSource.of(directory)).read(path, extensions, overrides);
        assertThat(files).hasSize(1);
        return files.get(0);
    }

    /** The module that the simulator makes of a file. */
    @SuppressWarnings("unchecked")
    Map<String, Object> container(ScoreFile file) {
        HumanitecClient client = humanitec.client();
        Map<String, Object> module =
                client.scores().convert("acme", List.of(file)).getModules().get("backend");
        Map<String, Object> spec = (Map<String, Object>) module.get("spec");
        return ((Map<String, Map<String, Object>>) spec.get("containers")).get("main");
    }
}
