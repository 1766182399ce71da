package io.jenkins.plugins.humanitec.client.artefacts;

import io.jenkins.plugins.humanitec.client.InvalidInputException;
import io.jenkins.plugins.humanitec.client.flow.OperationContext;
import io.jenkins.plugins.humanitec.client.model.ArtefactVersion;
import io.jenkins.plugins.humanitec.client.polling.Poller;
import io.jenkins.plugins.humanitec.client.score.InvalidScoreException;
import io.jenkins.plugins.humanitec.client.score.ScoreFile;
import io.jenkins.plugins.humanitec.client.score.Scores;
import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A request to register a version and to follow the pipeline runs that it triggers. Create one with a static method and refine
 * it with the {@code with…} methods. Immutable and serializable.
 */
public final class VersionRequest implements Serializable {

    private static final long serialVersionUID = 1L;

    /** The default time after the registration in which runs can appear: 30 seconds. */
    public static final Duration DEFAULT_GRACE = Duration.ofSeconds(30);

    /** The shortest time after the registration in which runs can appear: 1 second. */
    public static final Duration SHORTEST_GRACE = Duration.ofSeconds(1);

    /** The longest time after the registration in which runs can appear: 10 minutes. */
    public static final Duration LONGEST_GRACE = Duration.ofMinutes(10);

    private final Content content;
    private final Duration grace;
    private final Duration timeout;
    private final String key;

    /**
     * What to register.
     *
     * @param orgId the ID of the organization
     * @param name the image without its tag, or the name of the workload
     * @param source the version and its source
     * @param digest the digest of an image, or null
     * @param score the Score file of a workload, or null
     */
    private record Content(
            String orgId,
            String name,
            VersionSource source,
            @Nullable String digest,
            @Nullable ScoreFile score) implements Serializable {

        private static final long serialVersionUID = 1L;
    }

    private VersionRequest(Content content, Duration grace, Duration timeout, String key) {
        this.content = content;
        this.grace = grace;
        this.timeout = timeout;
        this.key = key;
    }

    private VersionRequest(Content content) {
        this(
                content,
                DEFAULT_GRACE,
                OperationContext.NO_LIMIT,
                UUID.randomUUID().toString());
    }

    /**
     * {@return a request for a version of a container image} At least a version or a digest is required.
     *
     * @param orgId the ID of the organization
     * @param name the image without its tag, such as {@code registry.example.com/shop/backend}
     * @param source the version and its source
     * @param digest the image's digest, such as {@code sha256:…}, or null
     * @throws InvalidInputException if the organization or the name is missing, or both version and digest are missing
     */
    public static VersionRequest image(String orgId, String name, VersionSource source, @Nullable String digest) {
        Artefacts.requireImage(orgId, name, source, digest);
        return new VersionRequest(new Content(orgId, name, source, digest, null));
    }

    /**
     * {@return a request for a version of a workload with its Score file, extensions, overrides and other settings}
     *
     * @param orgId the ID of the organization
     * @param name the name of the workload
     * @param source the version and its source
     * @param score the workload's Score file
     * @throws InvalidScoreException if the file was read with faults
     * @throws InvalidInputException if the organization or the name is missing
     */
    public static VersionRequest workload(String orgId, String name, VersionSource source, ScoreFile score) {
        Artefacts.requireName(orgId, name);
        Scores.requireReadable(List.of(score));
        return new VersionRequest(new Content(orgId, name, source, null, score));
    }

    /**
     * {@return a copy of this request with another grace time} Humanitec starts the pipelines that a version triggers some time
     * after the registration, and does not tell how many these are. Runs that start after the grace time are not followed. The
     * operation does not end before the grace time has passed, except in a dry run.
     *
     * @param changed how long after the registration runs can appear, from 1 second to 10 minutes; {@link #DEFAULT_GRACE} by
     *     default
     * @throws InvalidInputException if the time is out of range
     */
    public VersionRequest withGrace(Duration changed) {
        if (changed.compareTo(SHORTEST_GRACE) < 0 || changed.compareTo(LONGEST_GRACE) > 0) {
            throw new InvalidInputException("Pipeline runs cannot be waited for " + changed.toMillis() / 1000.0
                    + " seconds after the registration: give a time from " + SHORTEST_GRACE.toSeconds() + " to "
                    + LONGEST_GRACE.toSeconds() + " seconds.");
        }
        return new VersionRequest(content, changed, timeout, key);
    }

    /**
     * {@return a copy of this request with a timeout}
     *
     * @param changed how long the operation takes at most, from its start to the end of the runs; more than the grace time. By
     *     default, there is no limit
     * @throws InvalidInputException if the timeout is not positive
     */
    public VersionRequest withTimeout(Duration changed) {
        return new VersionRequest(content, grace, Poller.requireTimeout(changed), key);
    }

    /** Checks what the methods that change one of both cannot check. */
    void requireFollowable() {
        if (timeout.compareTo(grace) <= 0) {
            throw new InvalidInputException("The timeout must be more than the " + grace.toSeconds()
                    + " seconds after the registration in which pipeline runs can appear.");
        }
        if (content.source().version() == null && content.digest() == null) {
            throw new InvalidInputException("Give a version of " + content.name()
                    + ": without one, the pipeline runs that it triggers are not recognized.");
        }
    }

    /** Registers the version. The result is empty in a dry run. */
    Optional<ArtefactVersion> register(Artefacts artefacts) {
        return content.score() == null
                ? artefacts.registerImage(orgId(), content.name(), content.source(), content.digest())
                : artefacts.registerWorkload(orgId(), content.name(), content.source(), content.score());
    }

    /** Finds the version if it was registered since the operation has begun. */
    Optional<ArtefactVersion> find(Artefacts artefacts, Instant begun) {
        return artefacts.registeredSince(orgId(), content.name(), content.source(), content.digest(), begun);
    }

    /** Returns the texts by which the inputs of a pipeline run can name the version. */
    Set<String> names(String id) {
        Set<String> names = new TreeSet<>(Set.of(id));
        if (content.source().version() != null) {
            names.add(content.name() + ":" + content.source().version());
        }
        if (content.digest() != null) {
            names.add(content.name() + "@" + content.digest());
        }
        return names;
    }

    /** Returns the name of the input of a pipeline run that has the versions of this type. */
    String input() {
        return content.score() == null ? "container_artefacts" : "workload_artefacts";
    }

    VersionSource source() {
        return content.source();
    }

    String orgId() {
        return content.orgId();
    }

    Duration grace() {
        return grace;
    }

    Duration timeout() {
        return timeout;
    }

    /** Identifies the operation, also after a restart. */
    String key() {
        return key;
    }

    /** {@return the version and its artefact, such as {@code version 1.2.3 of registry.example.com/shop/backend}} */
    @Override
    public String toString() {
        String version = content.source().version() == null
                ? content.digest()
                : content.source().version();
        return "version " + (version == null ? "" : version + " ") + "of " + content.name();
    }
}
