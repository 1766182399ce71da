package io.jenkins.plugins.humanitec.client.artefacts;

import io.jenkins.plugins.humanitec.client.Identifiers;
import io.jenkins.plugins.humanitec.client.InvalidInputException;
import io.jenkins.plugins.humanitec.client.api.ArtefactVersionsApi;
import io.jenkins.plugins.humanitec.client.context.ClientContext;
import io.jenkins.plugins.humanitec.client.context.WriteRequests;
import io.jenkins.plugins.humanitec.client.environments.Creation;
import io.jenkins.plugins.humanitec.client.errors.HumanitecException;
import io.jenkins.plugins.humanitec.client.flow.LongOperation;
import io.jenkins.plugins.humanitec.client.flow.Stage;
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

/** Registers versions of container images and workloads with an organization, and follows what they trigger. */
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
    public Optional<ArtefactVersion> registerImage(
            String orgId, String name, VersionSource source, @Nullable String digest) {
        requireImage(orgId, name, source, digest);
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
        requireWorkload(orgId, name, score);
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
     * @throws InvalidScoreException if the file was read with faults, or the API refuses it and names a place in it
     * @throws InvalidInputException if the name is missing
     * @throws HumanitecException if the request fails for another reason
     */
    public Optional<ArtefactVersion> registerWorkload(
            String orgId, String name, VersionSource source, ScoreFile score) {
        requireName(orgId, name);
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

    /**
     * Returns a stage that registers a version once, also after a restart, and does not follow what it triggers. For callers that
     * run stages themselves.
     *
     * @param request what to register; its grace time and timeout do not matter
     * @return the stage; its operation returns the version without runs
     */
    public static Stage<VersionResult> registrationStage(VersionRequest request) {
        return new VersionBeginStage(request, false);
    }

    /**
     * Returns the first stage of {@link #registerAndFollow}, for callers that run stages themselves.
     *
     * @param request what to register, and how long to wait
     * @return the stage
     * @throws InvalidInputException if the timeout of the request is not longer than its grace time, or if it has neither version nor
     *     digest
     */
    public static Stage<VersionResult> registerAndFollowStage(VersionRequest request) {
        request.requireFollowable();
        return new VersionBeginStage(request, true);
    }

    /**
     * Registers a version, and waits for the end of all pipeline runs that it triggers in any application of the organization.
     * These are the runs with the trigger {@code artefact} whose inputs name the version. The API's description does not say how they
     * name it; {@code NAME:VERSION}, {@code NAME@DIGEST} and the ID of the version are recognized. The runs start in the {@linkplain
     * VersionRequest#withGrace grace time} after the registration. The operation's listener receives the runs, the log lines of
     * their steps, the approvals that they wait for, and their deployments.
     *
     * <p>The version is registered once, also if the answer of the API is lost, or if the process is lost and another one
     * continues. To find out whether it was registered, the clocks of the client and of the API may differ by up to 30 seconds.
     * If the operation is given up, the version stays registered, and its runs continue in Humanitec. In a dry run, the operation
     * ends at once, with nothing registered and without an ID.
     *
     * @param request what to register, and how long to wait
     * @return the operation; it fails with a {@link TriggeredRunsFailedException} if a run fails, after all runs have ended, and
     *     with an {@link InvalidScoreException} if the API refuses the Score file and names a place in it
     * @throws InvalidInputException if the timeout of the request is not longer than its grace time, or if it has neither version nor
     *     digest
     */
    public LongOperation<VersionResult> registerAndFollow(VersionRequest request) {
        return new LongOperation<>(registerAndFollowStage(request), client);
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

    static void requireImage(String orgId, String name, VersionSource source, @Nullable String digest) {
        requireName(orgId, name);
        if (source.version() == null && digest == null) {
            throw new InvalidInputException("Give a version or a digest of " + name + ".");
        }
    }

    static void requireWorkload(String orgId, String name, byte[] score) {
        requireName(orgId, name);
        if (score.length == 0) {
            throw new InvalidInputException("The Score specification of " + name + " is empty.");
        }
    }

    static void requireName(String orgId, String name) {
        Identifiers.requireId("organization", orgId);
        if (name == null || name.isBlank()) {
            throw new InvalidInputException("The name of the artefact is missing.");
        }
    }
}
