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
import io.jenkins.plugins.humanitec.client.representations.RepresentationsApi;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/** Container images and workloads, whose versions an organization knows. */
public final class Artefacts {

    private final ClientContext client;

    /** @param client the client to use */
    public Artefacts(ClientContext client) {
        this.client = client;
    }

    /**
     * Makes a version of a container image known.
     *
     * @param orgId the organization's ID
     * @param name the image without its tag, such as {@code registry.example.com/shop/backend}
     * @param source the version, which must be known, and what it was made from
     * @param digest the image's digest, such as {@code sha256:…}, or null
     * @return the registered version; nothing in a dry run
     * @throws InvalidInputException if name or version are missing
     * @throws HumanitecException if the API refuses
     */
    public Optional<ArtefactVersion> registerImage(String orgId, String name, VersionSource source, String digest) {
        Identifiers.requireId("organization", orgId);
        requireName(name);
        if (source.version() == null && digest == null) {
            throw new InvalidInputException("Neither a version nor a digest of " + name + " is given.");
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
     * Makes a version of a workload known.
     *
     * @param orgId the organization's ID
     * @param name the workload's name
     * @param source the version and what it was made from
     * @param image the image that takes the place of {@code .} in the specification, or null
     * @param score the workload's Score specification, as YAML in UTF-8
     * @return the registered version; nothing in a dry run
     * @throws InvalidInputException if the name is missing or the specification is empty
     * @throws HumanitecException if the API refuses, as it does for a specification that is not valid
     */
    public Optional<ArtefactVersion> registerWorkload(
            String orgId, String name, VersionSource source, String image, byte[] score) {
        Identifiers.requireId("organization", orgId);
        requireName(name);
        if (score.length == 0) {
            throw new InvalidInputException("The Score specification of " + name + " is empty.");
        }
        return WriteRequests.get(
                client,
                () -> client.api(RepresentationsApi.class)
                        .registerScore(orgId, name, source.version(), source.ref(), source.commit(), image, score));
    }

    /**
     * Looks for a version that was registered not long ago, by a caller that was interrupted and does not know whether it has.
     *
     * @param orgId the organization's ID
     * @param name the image without its tag, or the workload's name
     * @param source the version and what it was made from
     * @param digest the image's digest, or null
     * @param begun when the caller began, by a clock that may differ from the API's by half a minute
     * @return the version, if it was registered since then
     * @throws HumanitecException if the API does not answer with the versions
     */
    public Optional<ArtefactVersion> registeredSince(
            String orgId, String name, VersionSource source, String digest, Instant begun) {
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

    /** What was not given is empty or null. */
    private static boolean isSame(String given, String registered) {
        return Objects.requireNonNullElse(given, "").equals(Objects.requireNonNullElse(registered, ""));
    }

    private static void requireName(String name) {
        if (name == null || name.isBlank()) {
            throw new InvalidInputException("No name is given to register a version of.");
        }
    }
}
