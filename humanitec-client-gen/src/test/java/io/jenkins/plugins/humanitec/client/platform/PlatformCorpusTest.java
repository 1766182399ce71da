package io.jenkins.plugins.humanitec.client.platform;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.humanitec.client.files.FileSource;
import io.jenkins.plugins.humanitec.client.manifests.InvalidManifestsException;
import io.jenkins.plugins.humanitec.client.manifests.Manifest;
import io.jenkins.plugins.humanitec.client.manifests.ManifestReader;
import io.jenkins.plugins.humanitec.client.platform.Platform.OnFailure;
import io.jenkins.plugins.humanitec.client.testing.TestHumanitec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Applies the resource definitions of a directory, {@code -Dconformance.shared}, that other people wrote. */
@EnabledIfSystemProperty(named = "conformance.shared", matches = ".+")
class PlatformCorpusTest {

    @RegisterExtension
    final TestHumanitec humanitec = new TestHumanitec();

    @Test
    void definitionsArePlannedAppliedAndPlannedAgain() throws IOException {
        Path corpus = Path.of(System.getProperty("conformance.shared"), "corpus", "resource-definitions");
        Map<String, Manifest> byId = new TreeMap<>();
        List<String> refused = new ArrayList<>();
        try (Stream<Path> all = Files.walk(corpus)) {
            for (Path file : all.filter(path -> path.toString().endsWith(".yaml"))
                    .sorted()
                    .toList()) {
                String path = corpus.relativize(file).toString();
                try {
                    new ManifestReader(FileSource.of(corpus))
                            .read(List.of(path))
                            .forEach(manifest -> byId.put(manifest.object().id(), manifest));
                } catch (InvalidManifestsException e) {
                    refused.add(e.getMessage());
                }
            }
        }
        assertThat(refused)
                .allMatch(message -> message.contains("looks like a secret")
                        || message.contains("never filled in")
                        || message.contains("array expected"));
        List<Manifest> manifests = List.copyOf(byId.values());
        Platform platform = humanitec.client().platform("acme");
        assertThat(platform.plan(manifests).count(PlannedChange.Action.CREATE)).isEqualTo(manifests.size());
        TestHumanitec.result(platform.apply(manifests, PlanOptions.DEFAULT, OnFailure.CONTINUE));
        assertThat(platform.plan(manifests).text()).isEqualTo("Plan: nothing to change.");
    }
}
