package io.jenkins.plugins.humanitec.client.workloads;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Why pods are not ready, by what Kubernetes calls it. Most problems can disappear by themselves, so each of them is final only
 * if it was observed for some time.
 */
enum PodProblem {
    /** The image cannot exist. */
    INVALID_IMAGE(Duration.ZERO, "InvalidImageName", "ErrImageNeverPull"),
    /** The image cannot be pulled. A registry may be unavailable for a moment. */
    IMAGE(Duration.ofSeconds(30), "ErrImagePull", "ImagePullBackOff", "ImageInspectError", "RegistryUnavailable"),
    /** The container cannot be created, for example without a secret that may be created later. */
    CONFIGURATION(Duration.ofSeconds(30), "CreateContainerConfigError", "CreateContainerError", "RunContainerError"),
    /** The process of the container ends. It may wait for another workload that is not ready yet. */
    CRASH(Duration.ofMinutes(1), "CrashLoopBackOff", "Error", "OOMKilled", "ContainerCannotRun", "StartError"),
    /** The controller has given up. */
    NO_PROGRESS(
            Duration.ofSeconds(30),
            "ProgressDeadlineExceeded",
            "exceeded its progress deadline",
            "timed out progressing"),
    /** No node has a place for the pod. A cluster that scales itself needs minutes to add a node. */
    NO_PLACE(Duration.ofMinutes(5), "Unschedulable", "nodes are available");

    private final Duration patience;
    private final List<String> texts;

    PodProblem(Duration patience, String... texts) {
        this.patience = patience;
        this.texts = List.of(texts);
    }

    /** Returns how long the problem must last until it is final. */
    Duration patience() {
        return patience;
    }

    /** Returns the problem that a reason or status names. */
    static Optional<PodProblem> of(String reason) {
        return Stream.of(values())
                .filter(problem -> problem.texts.stream().anyMatch(reason::equalsIgnoreCase))
                .findFirst();
    }

    /** Returns the problem that the message of a controller contains. */
    static Optional<PodProblem> in(String message) {
        String text = message.toLowerCase(Locale.ROOT);
        return Stream.of(NO_PLACE, NO_PROGRESS)
                .filter(problem ->
                        problem.texts.stream().anyMatch(part -> text.contains(part.toLowerCase(Locale.ROOT))))
                .findFirst();
    }
}
