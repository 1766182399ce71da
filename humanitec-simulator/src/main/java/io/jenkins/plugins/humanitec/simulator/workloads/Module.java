package io.jenkins.plugins.humanitec.simulator.workloads;

import io.jenkins.plugins.humanitec.simulator.state.SimulatedTime;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * A module that runs in an environment. After a change of replicas, its pods start and stop when the settling time is over. Pods
 * with other images replace the previous ones at once, but if they do not start, the previous ones stay.
 */
public final class Module {

    private final SimulatedTime time;
    private final String name;
    private final String kind;
    private int replicas;
    private int before;
    private int beforePause;
    private int revision = 1;
    private Instant settlesAt;
    private Map<String, String> images;
    private Map<String, String> imagesBefore = Map.of();

    /**
     * A pod.
     *
     * @param name the name in the cluster
     * @param running whether the pod runs and is ready
     * @param revision the revision of the module that it belongs to
     * @param images the images by container
     */
    public record Pod(String name, boolean running, int revision, Map<String, String> images) {

        /** Returns why the pod does not run or will not run, if one of its images says so. */
        Optional<PodProblem> problem() {
            return PodProblem.of(images.values());
        }
    }

    Module(SimulatedTime time, String name, String kind, int replicas) {
        this.time = time;
        this.name = name;
        this.kind = kind;
        this.replicas = replicas;
        this.before = replicas;
        this.settlesAt = time.now();
        this.images = Map.of("main", "registry.example.com/" + name + ":1.0.0");
    }

    /**
     * Replaces the pods by pods with other images. Does nothing if the images are the same.
     *
     * @param newImages the images by container
     */
    void run(Map<String, String> newImages) {
        if (!images.equals(newImages)) {
            imagesBefore = problem().isEmpty() ? images : imagesBefore;
            images = newImages;
            revision++;
        }
    }

    /** Sets the images of the pods that run, without a change of the pods. */
    void setImages(Map<String, String> runningImages) {
        images = runningImages;
    }

    /** @return why new pods do not run; empty if they run */
    public Optional<PodProblem> problem() {
        return PodProblem.of(images.values());
    }

    /**
     * Changes the number of replicas.
     *
     * @param number the wanted number of pods, zero or more
     */
    public void scale(int number) {
        before = pods().size();
        replicas = number;
        revision++;
        settlesAt = time.endOf(time.now());
    }

    /** Removes all pods, or restores the number of pods before the pause. */
    void setPaused(boolean paused) {
        if (paused) {
            beforePause = replicas;
        }
        scale(paused ? 0 : beforePause);
    }

    /**
     * @return the pods; before the settling time is over, new pods do not run and removed pods still run. If pods with new images
     *     do not run, those with the images before still run, and one that does not run
     */
    public List<Pod> pods() {
        if (problem().isPresent() && replicas > 0) {
            int old = imagesBefore.isEmpty() ? 0 : replicas;
            return IntStream.range(0, old == 0 ? replicas : replicas + 1)
                    .mapToObj(i -> i < old
                            ? new Pod(name + "-" + i, true, revision - 1, imagesBefore)
                            : new Pod(name + "-" + i, false, revision, images))
                    .toList();
        }
        boolean settled = time.isReached(settlesAt);
        int number = settled ? replicas : Math.max(before, replicas);
        return IntStream.range(0, number)
                .mapToObj(i -> new Pod(name + "-" + i, settled || i < before, revision, images))
                .toList();
    }

    /** @return whether the wanted number of pods exists and all of them run */
    public boolean isSettled() {
        return pods().size() == replicas && pods().stream().allMatch(Pod::running);
    }

    /** @return whether the module can be scaled; a {@code Job} cannot */
    public boolean isScalable() {
        return !kind.equals("Job");
    }

    /** @return the name */
    public String name() {
        return name;
    }

    /** @return the kind of the Kubernetes controller */
    public String kind() {
        return kind;
    }

    /** @return the wanted number of pods */
    public int replicas() {
        return replicas;
    }

    /** @return the revision, which each change increases by 1 */
    public int revision() {
        return revision;
    }
}
