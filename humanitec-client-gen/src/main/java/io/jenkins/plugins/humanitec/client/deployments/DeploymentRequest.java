package io.jenkins.plugins.humanitec.client.deployments;

import io.jenkins.plugins.humanitec.client.EnvRef;
import io.jenkins.plugins.humanitec.client.InvalidInputException;
import io.jenkins.plugins.humanitec.client.flow.OperationContext;
import io.jenkins.plugins.humanitec.client.input.UnsetVariables;
import io.jenkins.plugins.humanitec.client.polling.Poller;
import java.io.Serializable;
import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A request for a deployment to an environment. Create one with a static method and refine it with the {@code with…} methods.
 * Immutable. The comment of each request contains a unique mark that identifies its deployment.
 */
public final class DeploymentRequest implements Serializable {

    private static final long serialVersionUID = 1L;

    /** Matches an image with an empty part: registry, name segment, tag or digest. */
    private static final Pattern EMPTY_PART = Pattern.compile("^[/:@]|[/:@]{2}|[/:@]$");

    /** The source of the new deployment set. */
    enum Kind {
        IMAGES,
        DELTA,
        SET,
        AGAIN,
        PROMOTION
    }

    private final EnvRef env;
    private final Kind kind;
    private final TreeMap<String, String> images;
    private final @Nullable String id;
    private final Options options;

    private record Options(
            String comment, String mark, Duration timeout, boolean waits, boolean rollsBack, Concurrency concurrency)
            implements Serializable {

        private static final long serialVersionUID = 1L;

        static Options defaults() {
            return new Options("", newMark(), OperationContext.NO_LIMIT, true, false, Concurrency.WAIT);
        }
    }

    private DeploymentRequest(EnvRef env, Kind kind, Map<String, String> images, @Nullable String id, Options options) {
        this.env = env;
        this.kind = kind;
        this.images = new TreeMap<>(images);
        this.id = id;
        this.options = options;
    }

    private DeploymentRequest(EnvRef env, Kind kind, Map<String, String> images, @Nullable String id) {
        this(env, kind, images, id, Options.defaults());
    }

    private static String newMark() {
        return UUID.randomUUID().toString().substring(0, 13).replace("-", "");
    }

    /**
     * {@return a request without changes} Add images with {@link #image}.
     *
     * @param env the environment to deploy to
     */
    public static DeploymentRequest to(EnvRef env) {
        return new DeploymentRequest(env, Kind.IMAGES, Map.of(), null);
    }

    /**
     * {@return a copy of this request that also changes the image of a workload} Everything else stays unchanged.
     *
     * @param workload the name of a workload; {@code workload.container} if the workload has more than one container
     * @param image the container image, such as {@code registry.example.com/shop/backend:1.2.3}
     * @throws InvalidInputException as {@link #requireImages} does, or if this request does not change images
     */
    public DeploymentRequest image(String workload, String image) {
        if (kind != Kind.IMAGES) {
            throw new InvalidInputException(
                    "This deployment request cannot have images. Create the request with to() or images().");
        }
        Map<String, String> all = new TreeMap<>(images);
        all.put(workload, image);
        requireImages(all);
        return new DeploymentRequest(env, kind, all, id, options);
    }

    /**
     * {@return a request that changes images and nothing else}
     *
     * @param env the environment to deploy to
     * @param images container images, such as {@code registry.example.com/shop/backend:1.2.3}, by workload name; by
     *     {@code workload.container} for a workload with more than one container
     * @throws InvalidInputException as {@link #requireImages} does
     */
    public static DeploymentRequest images(EnvRef env, Map<String, String> images) {
        requireImages(images);
        return new DeploymentRequest(env, Kind.IMAGES, images, null);
    }

    /**
     * Checks the images of a request.
     *
     * @param images container images by workload name
     * @throws InvalidInputException if there are no images, or one is empty, begins or ends with a space, or has a part
     *     that is empty or {@code null}, such as its tag
     */
    public static void requireImages(Map<String, String> images) {
        if (images == null || images.isEmpty()) {
            throw new InvalidInputException("No image is given. Give at least one.");
        }
        images.forEach((workload, image) -> {
            if (image == null || image.isBlank()) {
                throw new InvalidInputException("The image of " + workload + " is missing.");
            }
            UnsetVariables.refuse("The image of " + workload, image);
            if (!image.strip().equals(image) || EMPTY_PART.matcher(image).find()) {
                throw new InvalidInputException("'" + image + "' is not a valid image for " + workload
                        + ": it begins or ends with a space, or a part of it is empty, such as the tag. A variable in it is"
                        + " probably not set.");
            }
        });
    }

    /**
     * {@return a request that applies a delta}
     *
     * @param env the environment to deploy to
     * @param deltaId the ID of a delta of the same application
     * @throws InvalidInputException if the ID is missing
     */
    public static DeploymentRequest delta(EnvRef env, String deltaId) {
        return new DeploymentRequest(env, Kind.DELTA, Map.of(), require("delta", deltaId));
    }

    /**
     * {@return a request that makes the environment equal to a deployment set}
     *
     * @param env the environment to deploy to
     * @param setId the ID of a deployment set of the same application
     * @throws InvalidInputException if the ID is missing
     */
    public static DeploymentRequest set(EnvRef env, String setId) {
        return new DeploymentRequest(env, Kind.SET, Map.of(), require("set", setId));
    }

    /**
     * {@return a request that repeats the last deployment of the environment}
     *
     * @param env the environment to deploy to
     */
    public static DeploymentRequest again(EnvRef env) {
        return new DeploymentRequest(env, Kind.AGAIN, Map.of(), null);
    }

    /**
     * {@return a request that deploys what runs in one environment to another one}
     *
     * @param from the environment to copy from
     * @param to another environment of the same application
     * @throws InvalidInputException if both are the same environment, or belong to different applications
     */
    public static DeploymentRequest promotion(EnvRef from, EnvRef to) {
        if (!from.app().equals(to.app()) || from.equals(to)) {
            throw new InvalidInputException(from + " cannot be promoted to " + to
                    + ": give two different environments of the same application.");
        }
        return new DeploymentRequest(to, Kind.PROMOTION, Map.of(), from.envId());
    }

    private static String require(String what, @Nullable String id) {
        if (id == null || id.isBlank()) {
            throw new InvalidInputException("The ID of the " + what + " is missing.");
        }
        return id;
    }

    private DeploymentRequest with(Options changed) {
        return new DeploymentRequest(env, kind, images, id, changed);
    }

    /**
     * {@return a copy of this request with a comment}
     *
     * @param comment the comment; null for none
     */
    public DeploymentRequest withComment(@Nullable String comment) {
        Options o = options;
        return with(
                new Options(comment == null ? "" : comment, o.mark, o.timeout, o.waits, o.rollsBack, o.concurrency));
    }

    /**
     * {@return a copy of this request with a timeout}
     *
     * @param timeout how long to wait until the environment is free, and then again until the deployment has ended; more
     *     than zero. The default is no limit
     * @throws InvalidInputException if the timeout is not positive
     */
    public DeploymentRequest withTimeout(Duration timeout) {
        Options o = options;
        return with(
                new Options(o.comment, o.mark, Poller.requireTimeout(timeout), o.waits, o.rollsBack, o.concurrency));
    }

    /**
     * {@return a copy of this request with or without waiting}
     *
     * @param waits whether the operation waits until the deployment has ended; true by default
     */
    public DeploymentRequest withWaiting(boolean waits) {
        Options o = options;
        return with(new Options(o.comment, o.mark, o.timeout, waits, o.rollsBack, o.concurrency));
    }

    /**
     * {@return a copy of this request with or without a rollback}
     *
     * @param rollsBack whether to deploy the previous deployment again if this one fails; false by default
     */
    public DeploymentRequest withRollback(boolean rollsBack) {
        Options o = options;
        return with(new Options(o.comment, o.mark, o.timeout, o.waits, rollsBack, o.concurrency));
    }

    /**
     * {@return a copy of this request with a concurrency setting}
     *
     * @param concurrency what to do while another deployment to the environment is in progress; {@code WAIT} by default
     */
    public DeploymentRequest withConcurrency(Concurrency concurrency) {
        Options o = options;
        return with(new Options(o.comment, o.mark, o.timeout, o.waits, o.rollsBack, concurrency));
    }

    /** Returns a request that restores the previous set after this request failed. */
    DeploymentRequest rollback(String setId, @Nullable String failedId) {
        Options o = options;
        return new DeploymentRequest(
                env,
                Kind.SET,
                Map.of(),
                setId,
                new Options("Roll back " + failedId, newMark(), o.timeout, true, false, Concurrency.ALLOW));
    }

    /** {@return the environment to deploy to} */
    public EnvRef env() {
        return env;
    }

    Kind kind() {
        return kind;
    }

    SortedMap<String, String> images() {
        return Collections.unmodifiableSortedMap(images);
    }

    /** The ID of the delta, the set, or the environment to promote. */
    String id() {
        return Objects.requireNonNull(id);
    }

    String mark() {
        return options.mark;
    }

    /** The comment to send, with the mark. */
    String comment() {
        return (options.comment + " [" + options.mark + "]").strip();
    }

    Duration timeout() {
        return options.timeout;
    }

    boolean waits() {
        return options.waits;
    }

    boolean rollsBack() {
        return options.rollsBack;
    }

    Concurrency concurrency() {
        return options.concurrency;
    }
}
