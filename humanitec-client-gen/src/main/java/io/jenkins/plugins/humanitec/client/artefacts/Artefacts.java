package io.jenkins.plugins.humanitec.client.artefacts;

import io.jenkins.plugins.humanitec.client.Identifiers;
import io.jenkins.plugins.humanitec.client.InvalidInputException;
import io.jenkins.plugins.humanitec.client.api.ArtefactVersionsApi;
import io.jenkins.plugins.humanitec.client.context.ClientContext;
import io.jenkins.plugins.humanitec.client.context.WriteRequests;
import io.jenkins.plugins.humanitec.client.environments.Creation;
import io.jenkins.plugins.humanitec.client.errors.HumanitecException;
import io.jenkins.plugins.humanitec.client.model.ArtefactVersion;
import io.jenkins.plugins.humanitec.client.model.ArtefactVersionCreate;
import io.jenkins.plugins.humanitec.client.representations.FormFile;
import io.jenkins.plugins.humanitec.client.representations.RepresentationsApi;
import io.jenkins.plugins.humanitec.client.score.InvalidScoreException;
import io.jenkins.plugins.humanitec.client.score.ScoreFile;
import io.jenkins.plugins.humanitec.client.score.Scores;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Registers versions of container images and workloads with an organization. */
public final class Artefacts {

    private final ClientContext client;

    /**
     * Creates the operations.
     *
     * @param client the client to use
     */
    public Artefacts(ClientContext client) {
        this.client = client;
    }

    /**
     * Registers a version of a container image. At least a version or a digest is required.
     *
     * @param orgId the ID of the organization
     * @param name the image without its tag, such as {@code registry.example.com/shop/backend}
     * @param source the version and its source
     * @param digest the image's digest, such as {@code sha256:…}, or null
     * @return the registered version; empty in a dry run
     * @throws InvalidInputException if the name is missing, or both version and digest are missing
     * @throws HumanitecException if the request fails
     */
    public Optional<ArtefactVersion> registerImage(String orgId, String name, VersionSource source, String digest) {
        Identifiers.requireId("organization", orgId);
        requireName(name);
        if (source.version() == null && digest == null) {
            throw new InvalidInputException("Give a version or a digest of " + name + ".");
        }
        ArtefactVersionCreate body = new ArtefactVersionCreate()
                .type("container")
                .name(name)
                .version(source.version())
                .ref(source.ref())
                .commit(source.commit())
                .digest(digest);
        return WriteRequests.get(
                client,
                () -> client.api(ArtefactVersionsApi.class).createArtefactVersion(orgId, body, null, (Boolean) null));
    }

    /**
     * Registers a version of a workload.
     *
     * @param orgId the ID of the organization
     * @param name the name of the workload
     * @param source the version and its source
     * @param image the image that replaces {@code .} in the specification, or null
     * @param score the workload's Score specification, as YAML in UTF-8
     * @return the registered version; empty in a dry run
     * @throws InvalidInputException if the name is missing or the specification is empty
     * @throws HumanitecException if the request fails; the API refuses an invalid specification
     */
    public Optional<ArtefactVersion> registerWorkload(
            String orgId, String name, VersionSource source, @Nullable String image, byte[] score) {
        Identifiers.requireId("organization", orgId);
        requireName(name);
        if (score.length == 0) {
            throw new InvalidInputException("The Score specification of " + name + " is empty.");
        }
        return WriteRequests.get(
                client,
                () -> client.api(RepresentationsApi.class)
                        .createArtefactVersionFromForm(
                                orgId,
                                "workload",
                                name,
                                source.version(),
                                source.ref(),
                                source.commit(),
                                image,
                                FormFile.score(score)));
    }

    /**
     * Registers a version of a workload with its Score file, extensions, overrides and other settings.
     *
     * @param orgId the ID of the organization
     * @param name the name of the workload
     * @param source the version and its source
     * @param score the workload's Score file
     * @return the registered version; empty in a dry run
     * @throws InvalidScoreException if the file was read with faults, or the API refuses it
     * @throws InvalidInputException if the name is missing
     * @throws HumanitecException if the request fails for another reason
     */
    public Optional<ArtefactVersion> registerWorkload(
            String orgId, String name, VersionSource source, ScoreFile score) {
        Identifiers.requireId("organization", orgId);
        requireName(name);
        Scores.requireReadable(List.of(score));
        Map<String, Object> request = new LinkedHashMap<>(score.request());
        request.put("type", "workload");
        request.put("name", name);
        put(request, "version", source.version());
        put(request, "ref", source.ref());
        put(request, "commit", source.commit());
        return score.orFaults(() -> WriteRequests.get(
                client, () -> client.api(RepresentationsApi.class).createArtefactVersion(orgId, request)));
    }

    private static void put(Map<String, Object> request, String field, @Nullable String value) {
        if (value != null) {
            request.put(field, value);
        }
    }

    /**
     * Finds a recently registered version, for a caller that was interrupted and does not know whether it has registered it.
     *
     * @param orgId the ID of the organization
     * @param name the image without its tag, or the name of the workload
     * @param source the version and its source
     * @param digest the image's digest, or null
     * @param begun when the caller started, by a clock that may differ from the API's by up to 30 seconds
     * @return the version, if it was registered since then
     * @throws HumanitecException if the request fails
     */
    public Optional<ArtefactVersion> registeredSince(
            String orgId, String name, VersionSource source, @Nullable String digest, Instant begun) {
        Identifiers.requireId("organization", orgId);
        Instant earliest = Creation.earliest(begun);
        return client
                .api(ArtefactVersionsApi.class)
                .listArtefactVersionsOfOrganization(orgId, name, null, null, (String) null)
                .stream()
                .filter(version -> name.equals(version.getName()))
                .filter(version -> isSame(source.version(), version.getVersion()))
                .filter(version -> isSame(source.commit(), version.getCommit()))
                .filter(version -> isSame(source.ref(), version.getRef()))
                .filter(version -> isSame(digest, version.getDigest()))
                .filter(version -> version.getCreatedAt() != null
                        && !version.getCreatedAt().toInstant().isBefore(earliest))
                .findFirst();
    }

    /** Compares two values. A value that was not given is empty or null. */
    private static boolean isSame(@Nullable String given, @Nullable String registered) {
        return Objects.requireNonNullElse(given, "").equals(Objects.requireNonNullElse(registered, ""));
    }

    private static void requireName(String name) {
        if (name == null || name.isBlank()) {
            throw new InvalidInputException("The name of the artefact is missing.");
        }
    }
}
