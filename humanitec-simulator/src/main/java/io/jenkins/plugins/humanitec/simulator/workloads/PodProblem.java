package io.jenkins.plugins.humanitec.simulator.workloads;

import java.util.Collection;
import java.util.Optional;
import java.util.stream.Stream;

/** Why a container does not run, although its deployment has succeeded. The tag of its image says so. */
public enum PodProblem {
    /** The process ends again and again. */
    CRASHING("crashing", "CrashLoopBackOff", "back-off 40s restarting failed container"),
    /** The image does not exist. */
    UNPULLABLE("unpullable", "ImagePullBackOff", "Back-off pulling image"),
    /** A secret that the container needs does not exist. */
    MISCONFIGURED("misconfigured", "CreateContainerConfigError", "secret \"credentials\" not found"),
    /** No node has a place for the pod. */
    UNSCHEDULABLE("unschedulable", "Unschedulable", "0/3 nodes are available: 3 Insufficient memory.");

    private final String tag;
    private final String reason;
    private final String message;

    PodProblem(String tag, String reason, String message) {
        this.tag = tag;
        this.reason = reason;
        this.message = message;
    }

    /**
     * Returns the problem of a container.
     *
     * @param image the image of the container
     * @return the problem that the tag of the image names
     */
    public static Optional<PodProblem> of(String image) {
        return Stream.of(values())
                .filter(problem -> image.endsWith(":" + problem.tag))
                .findFirst();
    }

    /** Returns the problem of the first container that has one. */
    static Optional<PodProblem> of(Collection<String> images) {
        return images.stream().map(PodProblem::of).flatMap(Optional::stream).findFirst();
    }

    /** @return the reason as Kubernetes names it */
    public String reason() {
        return reason;
    }

    /** @return the reason in words */
    public String message() {
        return message;
    }
}
