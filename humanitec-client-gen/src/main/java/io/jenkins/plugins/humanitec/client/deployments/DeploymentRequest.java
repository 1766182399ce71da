package io.jenkins.plugins.humanitec.client.deployments;

import io.jenkins.plugins.humanitec.client.EnvRef;
import io.jenkins.plugins.humanitec.client.InvalidInputException;
import io.jenkins.plugins.humanitec.client.input.Images;
import io.jenkins.plugins.humanitec.client.model.DeploymentMode;
import io.jenkins.plugins.humanitec.client.polling.Poller;
import io.jenkins.plugins.humanitec.client.score.InvalidScoreException;
import io.jenkins.plugins.humanitec.client.score.ScoreFile;
import io.jenkins.plugins.humanitec.client.score.Scores;
import java.io.Serializable;
import java.time.Duration;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A request for a deployment to an environment. Create one with a static method and refine it with the {@code with…} methods.
 * Immutable. The comment of each request contains a unique mark that identifies its deployment.
 */
public final class DeploymentRequest implements Serializable {

    private static final long serialVersionUID = 1L;

    private final EnvRef env;
    private final DeploymentContent content;
    private final DeploymentOptions options;

    private DeploymentRequest(EnvRef env, DeploymentContent content, DeploymentOptions options) {
        this.env = env;
        this.content = content;
        this.options = options;
    }

    private DeploymentRequest(EnvRef env, DeploymentContent content) {
        this(env, content, DeploymentOptions.defaults());
    }

    /**
     * {@return a request without changes} Add images with {@link #image}.
     *
     * @param env the environment to deploy to
     */
    public static DeploymentRequest to(EnvRef env) {
        return new DeploymentRequest(env, DeploymentContent.of(Map.of()));
    }

    /**
     * {@return a copy of this request that also changes the image of a workload} Everything else stays unchanged.
     *
     * @param workload the name of a workload; {@code workload.container} if the workload has more than one container
     * @param image the container image, such as {@code registry.example.com/shop/backend:1.2.3}
     * @throws InvalidInputException as {@link Images#requireAll} does, or if this request does not change images
     */
    public DeploymentRequest image(String workload, String image) {
        if (content.kind() != DeploymentContent.Kind.IMAGES) {
            throw new InvalidInputException(
                    "This deployment request cannot have images. Create the request with to() or images().");
        }
        Map<String, String> all = new TreeMap<>(content.images());
        all.put(workload, image);
        return new DeploymentRequest(env, images(env, all).content, options);
    }

    /**
     * {@return a request that changes images and nothing else}
     *
     * @param env the environment to deploy to
     * @param images container images, such as {@code registry.example.com/shop/backend:1.2.3}, by workload name; by
     *     {@code workload.container} for a workload with more than one container
     * @throws InvalidInputException as {@link Images#requireAll} does
     */
    public static DeploymentRequest images(EnvRef env, Map<String, String> images) {
        Images.requireAll(images);
        return new DeploymentRequest(env, DeploymentContent.of(images));
    }

    /**
     * {@return a request that applies a delta}
     *
     * @param env the environment to deploy to
     * @param deltaId the ID of a delta of the same application
     * @throws InvalidInputException if the ID is missing
     */
    public static DeploymentRequest delta(EnvRef env, String deltaId) {
        return new DeploymentRequest(env, DeploymentContent.of(DeploymentContent.Kind.DELTA, "delta", deltaId));
    }

    /**
     * {@return a request that makes the environment equal to a deployment set}
     *
     * @param env the environment to deploy to
     * @param setId the ID of a deployment set of the same application
     * @throws InvalidInputException if the ID is missing
     */
    public static DeploymentRequest set(EnvRef env, String setId) {
        return new DeploymentRequest(env, DeploymentContent.of(DeploymentContent.Kind.SET, "set", setId));
    }

    /**
     * {@return a request that repeats the last deployment of the environment, with the current shared values}
     *
     * @param env the environment to deploy to
     */
    public static DeploymentRequest again(EnvRef env) {
        return new DeploymentRequest(env, DeploymentContent.of(DeploymentContent.Kind.AGAIN, null));
    }

    /**
     * {@return a request that deploys an earlier deployment again: its set, with the shared values of that time}
     *
     * @param env the environment to deploy to
     * @param deploymentId the ID of an earlier deployment to this environment
     * @throws InvalidInputException if the ID is missing
     */
    public static DeploymentRequest redeployment(EnvRef env, String deploymentId) {
        return new DeploymentRequest(
                env, DeploymentContent.of(DeploymentContent.Kind.REDEPLOYMENT, "deployment", deploymentId));
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
        return new DeploymentRequest(to, DeploymentContent.of(DeploymentContent.Kind.PROMOTION, from.envId()));
    }

    /**
     * {@return a request that deploys the workloads of Score files} Workloads of the environment that the files do not have stay
     * unchanged.
     *
     * @param env the environment to deploy to
     * @param files the Score files, at least one
     * @throws InvalidScoreException if a file was read with faults
     * @throws InvalidInputException if there is no file
     */
    public static DeploymentRequest score(EnvRef env, List<ScoreFile> files) {
        Scores.requireReadable(files);
        return new DeploymentRequest(env, DeploymentContent.of(files, false, List.of()));
    }

    /**
     * {@return a copy of this request that also removes what the Score files do not have: workloads and shared resources}
     *
     * @param exact whether to remove it; false by default
     * @throws InvalidInputException if this request does not deploy Score files
     */
    public DeploymentRequest withExact(boolean exact) {
        return new DeploymentRequest(env, content.withExact(exact), options);
    }

    /** Returns a copy with the names of the workloads of the Score files. */
    DeploymentRequest withWorkloads(Collection<String> names) {
        return new DeploymentRequest(env, DeploymentContent.of(content.files(), content.isExact(), names), options);
    }

    DeploymentRequest with(DeploymentOptions changed) {
        return new DeploymentRequest(env, content, changed);
    }

    /**
     * {@return a copy of this request with a comment}
     *
     * @param comment the comment; null for none
     */
    public DeploymentRequest withComment(@Nullable String comment) {
        return with(options.withComment(comment == null ? "" : comment));
    }

    /**
     * {@return a copy of this request with a timeout}
     *
     * @param timeout how long to wait until the environment is free, and then again until the deployment has ended; more
     *     than zero. The default is no limit
     * @throws InvalidInputException if the timeout is not positive
     */
    public DeploymentRequest withTimeout(Duration timeout) {
        return with(options.withTimeout(Poller.requireTimeout(timeout)));
    }

    /**
     * {@return a copy of this request with or without waiting}
     *
     * @param waits whether the operation waits until the deployment has ended; true by default
     */
    public DeploymentRequest withWaiting(boolean waits) {
        return with(options.withWaiting(waits));
    }

    /**
     * {@return a copy of this request with or without a rollback}
     *
     * @param rollsBack whether to deploy the previous deployment again if this one fails; false by default
     */
    public DeploymentRequest withRollback(boolean rollsBack) {
        return with(options.withRollback(rollsBack));
    }

    /**
     * {@return a copy of this request with a concurrency setting}
     *
     * @param concurrency what to do while another deployment to the environment is in progress; {@code WAIT} by default
     */
    public DeploymentRequest withConcurrency(Concurrency concurrency) {
        return with(options.withConcurrency(concurrency));
    }

    /**
     * {@return a copy of this request with a deployment mode}
     *
     * @param mode {@code FULL} or {@code INCREMENTAL}, as the API describes them; null for its default, {@code FULL}
     */
    public DeploymentRequest withMode(@Nullable DeploymentMode mode) {
        return with(options.withMode(mode));
    }

    /**
     * {@return a copy of this request with or without approval}
     *
     * @param approved whether the operation gives all approvals that the pipeline run of the deployment asks for, as the owner of
     *     the token; false by default
     */
    public DeploymentRequest withApproval(boolean approved) {
        return with(options.withApproval(approved));
    }

    /** Returns a request that restores the previous set after this request failed. */
    DeploymentRequest rollback(String setId, @Nullable String failedId) {
        return new DeploymentRequest(
                env,
                DeploymentContent.of(DeploymentContent.Kind.SET, setId),
                DeploymentOptions.defaults()
                        .withComment("Roll back " + failedId)
                        .withTimeout(options.timeout())
                        .withApproval(options.isApproved())
                        .withConcurrency(Concurrency.ALLOW));
    }

    /** {@return the environment to deploy to} */
    public EnvRef env() {
        return env;
    }

    DeploymentContent.Kind kind() {
        return content.kind();
    }

    SortedMap<String, String> images() {
        return Collections.unmodifiableSortedMap(content.images());
    }

    List<ScoreFile> files() {
        return Collections.unmodifiableList(content.files());
    }

    boolean isExact() {
        return content.isExact();
    }

    /** The names of the workloads, if the request names them. */
    List<String> workloads() {
        return Collections.unmodifiableList(content.workloads());
    }

    /** The ID of the delta, the set, the deployment, or the environment to promote. */
    String id() {
        return Objects.requireNonNull(content.id());
    }

    DeploymentOptions options() {
        return options;
    }

    String mark() {
        return options.mark();
    }

    /** The comment to send, with the mark. */
    String comment() {
        return (options.comment() + " [" + options.mark() + "]").strip();
    }

    Duration timeout() {
        return options.timeout();
    }
}
