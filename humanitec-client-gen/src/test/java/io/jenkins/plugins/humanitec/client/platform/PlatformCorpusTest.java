package io.jenkins.plugins.humanitec.client.platform;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.humanitec.client.files.FileSource;
import io.jenkins.plugins.humanitec.client.manifests.InvalidManifestsException;
import io.jenkins.plugins.humanitec.client.manifests.Manifest;
import io.jenkins.plugins.humanitec.client.manifests.ManifestFault;
import io.jenkins.plugins.humanitec.client.manifests.ManifestReader;
import io.jenkins.plugins.humanitec.client.platform.PlannedChange.Action;
import io.jenkins.plugins.humanitec.client.platform.Platform.OnFailure;
import io.jenkins.plugins.humanitec.client.testing.TestHumanitec;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Applies the resource definitions of a directory, {@code -Dconformance.shared}, that other people wrote. */
@EnabledIfSystemProperty(named = "conformance.shared", matches = ".+")
class PlatformCorpusTest {

    private static final Pattern VALUE = Pattern.compile(":[ \\t].*$");
    private static final CredentialSource CREDENTIALS = id -> Optional.of("s3cret of " + id);

    @RegisterExtension
    final TestHumanitec humanitec = new TestHumanitec();

    private final Map<String, Manifest> byId = new TreeMap<>();
    private final List<String> refused = new ArrayList<>();
    private int withSecrets;

    private void read(Path corpus, Path file) throws IOException {
        String path = corpus.relativize(file).toString();
        try {
            add(new ManifestReader(FileSource.of(corpus)).read(List.of(path)));
        } catch (InvalidManifestsException e) {
            if (e.faults().stream().allMatch(fault -> fault.message().contains("looks like a secret"))) {
                byte[] content = withReferences(Files.readString(file), e.faults());
                add(new ManifestReader(any -> content).read(List.of(path)));
                withSecrets++;
            } else {
                refused.add(e.getMessage());
            }
        }
    }

    private void add(List<Manifest> manifests) {
        manifests.forEach(manifest -> byId.put(manifest.object().id(), manifest));
    }

    /** Replaces the secrets in a file, as its author has to. */
    private static byte[] withReferences(String content, List<ManifestFault> faults) {
        List<String> lines = new ArrayList<>(content.lines().toList());
        for (ManifestFault fault : faults) {
            String line = lines.get(fault.line() - 1);
            lines.set(
                    fault.line() - 1,
                    VALUE.matcher(line).replaceFirst(Matcher.quoteReplacement(": '${credentials:corpus}'")));
        }
        return String.join("\n", lines).getBytes(StandardCharsets.UTF_8);
    }

    private static Manifest changed(Manifest manifest) {
        ObjectNode entity = manifest.entity();
        entity.put("name", entity.path("name").asText() + ", changed");
        return new Manifest(manifest.object(), entity.toString(), null, manifest.file(), manifest.line());
    }

    @Test
    void definitionsArePlannedAppliedChangedAndDeleted() throws IOException {
        Path corpus = Path.of(System.getProperty("conformance.shared"), "corpus", "resource-definitions");
        try (Stream<Path> all = Files.walk(corpus)) {
            for (Path file : all.filter(path -> path.toString().endsWith(".yaml"))
                    .sorted()
                    .toList()) {
                read(corpus, file);
            }
        }
        assertThat(refused)
                .hasSizeLessThan(5)
                .allMatch(message -> message.contains("never filled in") || message.contains("array expected"));
        assertThat(withSecrets).isPositive();
        List<Manifest> manifests = List.copyOf(byId.values());
        assertThat(plan(manifests, OwnerRecord.empty("corpus")).count(Action.CREATE))
                .isEqualTo(manifests.size());

        OwnerRecord record = apply(manifests, OwnerRecord.empty("corpus"));
        assertThat(record.objects()).hasSameSizeAs(manifests);
        assertThat(plan(manifests, record).text()).isEqualTo("Plan: nothing to change.");

        List<Manifest> changed =
                manifests.stream().map(PlatformCorpusTest::changed).toList();
        assertThat(plan(changed, record).count(Action.CHANGE)).isEqualTo(manifests.size());
        record = apply(changed, record);
        assertThat(plan(changed, record).text()).isEqualTo("Plan: nothing to change.");

        assertThat(plan(List.of(), record).count(Action.DELETE)).isEqualTo(manifests.size());
        assertThat(apply(List.of(), record).objects()).isEmpty();
        assertThat(humanitec.client().platform("acme").export(Set.of("Definition"), Set.of()))
                .isEmpty();
    }

    private Plan plan(List<Manifest> manifests, OwnerRecord record) {
        return humanitec.client().platform("acme").plan(manifests, options(record));
    }

    private OwnerRecord apply(List<Manifest> manifests, OwnerRecord record) {
        return TestHumanitec.result(
                        humanitec.client().platform("acme").apply(manifests, options(record), OnFailure.CONTINUE))
                .owner()
                .orElseThrow();
    }

    private static PlanOptions options(OwnerRecord record) {
        return PlanOptions.DEFAULT.withOwner(record).withPruning().withCredentials(CREDENTIALS);
    }
}
