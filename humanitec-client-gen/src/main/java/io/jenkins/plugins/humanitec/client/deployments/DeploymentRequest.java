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
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * What is to be deployed to an environment, and how. Made by one of the static methods and refined by those named
 * {@code with…}; immutable. Each request has a mark of its own in its comment, by which its deployment is found again.
 */
public final class DeploymentRequest implements Serializable {

    private static final long serialVersionUID = 1L;

    /** A registry, a part of the name, a tag or a digest without any character. */
    private static final Pattern EMPTY_PART = Pattern.compile("^[/:@]|[/:@]{2}|[/:@]$");

    /** What the environment is to have. */
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
    private final String id;
    private final Options options;

    private record Options(
            String comment, String mark, Duration timeout, boolean waits, boolean rollsBack, Concurrency concurrency)
            implements Serializable {

        private static final long serialVersionUID = 1L;
    }

    private DeploymentRequest(EnvRef env, Kind kind, Map<String, String> images, String id, Options options) {
        this.env = env;
        this.kind = kind;
        this.images = new TreeMap<>(images);
        this.id = id;
        this.options = options;
    }

    private DeploymentRequest(EnvRef env, Kind kind, Map<String, String> images, String id) {
        this(
                env,
                kind,
                images,
                id,
                new Options("", newMark(), OperationContext.NO_LIMIT, true, false, Concurrency.WAIT));
    }

    private static String newMark() {
        return UUID.randomUUID().toString().substring(0, 13).replace("-", "");
    }

    /**
     * Returns a request that changes nothing yet; {@link #image} says which images to change.
     *
     * @param env the environment to deploy to
     * @return the request
     */
    public static DeploymentRequest to(EnvRef env) {
        return new DeploymentRequest(env, Kind.IMAGES, Map.of(), null);
    }

    /**
     * Returns this request with another image to change. Other images and all else stay as they are in the environment.
     *
     * @param workload the name of a workload; {@code workload.container} if the workload has more than one container
     * @param image the container image, such as {@code registry.example.com/shop/backend:1.2.3}
     * @return the request
     * @throws InvalidInputException as {@link #requireImages} does, or if this request does not change images
     */
    public DeploymentRequest image(String workload, String image) {
        if (kind != Kind.IMAGES) {
            throw new InvalidInputException("An image can only be given for a deployment that changes images.");
        }
        Map<String, String> all = new TreeMap<>(images);
        all.put(workload, image);
        requireImages(all);
        return new DeploymentRequest(env, kind, all, id, options);
    }

    /**
     * @param env the environment
     * @param images container images, as {@code registry.example.com/shop/backend:1.2.3}, by the names of workloads; by
     *     {@code workload.container} where a workload has more than one container
     * @return a request that changes these images and nothing else
     * @throws InvalidInputException as {@link #requireImages} does
     */
    public static DeploymentRequest images(EnvRef env, Map<String, String> images) {
        requireImages(images);
        return new DeploymentRequest(env, Kind.IMAGES, images, null);
    }

    /**
     * @param images container images by the names of workloads
     * @throws InvalidInputException if no image is given, or one is empty, begins or ends with a blank, or has a part that is
     *     empty or {@code null}, such as its tag
     */
    public static void requireImages(Map<String, String> images) {
        if (images == null || images.isEmpty()) {
            throw new InvalidInputException("No image is given to deploy.");
        }
        images.forEach((workload, image) -> {
            if (image == null || image.isBlank()) {
                throw new InvalidInputException("No image is given for " + workload + ".");
            }
            UnsetVariables.refuse("The image of " + workload, image);
            if (!image.strip().equals(image) || EMPTY_PART.matcher(image).find()) {
                throw new InvalidInputException("'" + image + "' is no image for " + workload
                        + ": it begins or ends with a blank, or a part of it is empty, such as the tag. A variable in it is"
                        + " probably not set.");
            }
        });
    }

    /**
     * @param env the environment
     * @param deltaId the ID of a delta of its application
     * @return a request that applies the delta
     * @throws InvalidInputException if no delta is given
     */
    public static DeploymentRequest delta(EnvRef env, String deltaId) {
        return new DeploymentRequest(env, Kind.DELTA, Map.of(), require("delta", deltaId));
    }

    /**
     * @param env the environment
     * @param setId the ID of a deployment set of its application
     * @return a request after which the environment has that set
     * @throws InvalidInputException if no set is given
     */
    public static DeploymentRequest set(EnvRef env, String setId) {
        return new DeploymentRequest(env, Kind.SET, Map.of(), require("set", setId));
    }

    /**
     * @param env the environment
     * @return a request that deploys what was deployed to it last
     */
    public static DeploymentRequest again(EnvRef env) {
        return new DeploymentRequest(env, Kind.AGAIN, Map.of(), null);
    }

    /**
     * @param from an environment
     * @param to another environment of the same application
     * @return a request after which the one has what runs in the other
     * @throws InvalidInputException if they are the same, or of different applications
     */
    public static DeploymentRequest promotion(EnvRef from, EnvRef to) {
        if (!from.app().equals(to.app()) || from.equals(to)) {
            throw new InvalidInputException("What runs in " + from + " cannot be promoted to " + to
                    + ": these must be two environments of one application.");
        }
        return new DeploymentRequest(to, Kind.PROMOTION, Map.of(), from.envId());
    }

    private static String require(String what, String id) {
        if (id == null || id.isBlank()) {
            throw new InvalidInputException("No " + what + " is given to deploy.");
        }
        return id;
    }

    private DeploymentRequest with(Options changed) {
        return new DeploymentRequest(env, kind, images, id, changed);
    }

    /**
     * @param comment what the deployer says about it
     * @return this request with the comment
     */
    public DeploymentRequest withComment(String comment) {
        Options o = options;
        return with(
                new Options(comment == null ? "" : comment, o.mark, o.timeout, o.waits, o.rollsBack, o.concurrency));
    }

    /**
     * @param timeout how long to wait for the environment to be free, and then for the deployment, more than zero; by
     *     default without a limit
     * @return this request with the time
     * @throws InvalidInputException if it is not positive
     */
    public DeploymentRequest withTimeout(Duration timeout) {
        Options o = options;
        return with(
                new Options(o.comment, o.mark, Poller.requireTimeout(timeout), o.waits, o.rollsBack, o.concurrency));
    }

    /**
     * @param waits whether the operation goes on until the deployment is over; by default it does
     * @return this request with that
     */
    public DeploymentRequest withWaiting(boolean waits) {
        Options o = options;
        return with(new Options(o.comment, o.mark, o.timeout, waits, o.rollsBack, o.concurrency));
    }

    /**
     * @param rollsBack whether the deployment that was there before is deployed again if this one fails; by default not
     * @return this request with that
     */
    public DeploymentRequest withRollback(boolean rollsBack) {
        Options o = options;
        return with(new Options(o.comment, o.mark, o.timeout, o.waits, rollsBack, o.concurrency));
    }

    /**
     * @param concurrency what to do while another deployment to the environment is going on; by default {@code WAIT}
     * @return this request with that
     */
    public DeploymentRequest withConcurrency(Concurrency concurrency) {
        Options o = options;
        return with(new Options(o.comment, o.mark, o.timeout, o.waits, o.rollsBack, concurrency));
    }

    /** A request for what was there before, after this one has failed. */
    DeploymentRequest rollback(String setId, String failedId) {
        Options o = options;
        return new DeploymentRequest(
                env,
                Kind.SET,
                Map.of(),
                setId,
                new Options("Roll back " + failedId, newMark(), o.timeout, true, false, Concurrency.ALLOW));
    }

    /** @return the environment */
    public EnvRef env() {
        return env;
    }

    Kind kind() {
        return kind;
    }

    SortedMap<String, String> images() {
        return Collections.unmodifiableSortedMap(images);
    }

    /** The delta or set, or the environment that is promoted. */
    String id() {
        return id;
    }

    String mark() {
        return options.mark;
    }

    /** The comment that is sent. */
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
