package io.jenkins.plugins.humanitec.client.platform;

import io.jenkins.plugins.humanitec.client.manifests.Manifest;
import io.jenkins.plugins.humanitec.client.manifests.ManifestReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Manifests in texts. */
final class Manifests {

    private Manifests() {}

    /** Reads manifests from one file with the content. */
    static List<Manifest> read(String content) {
        try {
            return new ManifestReader(path -> content.getBytes(StandardCharsets.UTF_8)).read(List.of("platform.yaml"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Reads manifests of an application from one file with the content. */
    static List<Manifest> readForApp(String appId, String content) {
        try {
            return new ManifestReader(path -> content.getBytes(StandardCharsets.UTF_8))
                    .app(appId)
                    .read(List.of("platform.yaml"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A manifest with its metadata and fields in the flow style of YAML. */
    static String of(String kind, String metadata, String entity) {
        return "---\napiVersion: entity.humanitec.io/v1b1\nkind: " + kind + "\nmetadata: " + metadata + "\nentity: "
                + entity + "\n";
    }
}
