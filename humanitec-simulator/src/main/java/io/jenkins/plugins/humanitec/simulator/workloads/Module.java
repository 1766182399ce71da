package io.jenkins.plugins.humanitec.simulator.workloads;

import io.jenkins.plugins.humanitec.simulator.state.SimulatedTime;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;

/** A module that runs in an environment. After a change of replicas, its pods start and stop when the settling time is over. */
public final class Module {

    private final SimulatedTime time;
    private final String name;
    private final String kind;
    private int replicas;
    private int before;
    private int beforePause;
    private int revision = 1;
    private Instant settlesAt;

    /**
     * A pod.
     *
     * @param name the name in the cluster
     * @param running whether the pod runs and is ready
     */
    public record Pod(String name, boolean running) {}

    Module(SimulatedTime time, String name, String kind, int replicas) {
        this.time = time;
        this.name = name;
        this.kind = kind;
        this.replicas = replicas;
        this.before = replicas;
        this.settlesAt = time.now();
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

    /** @return the pods; before the settling time is over, new pods do not run and removed pods still run */
    public List<Pod> pods() {
        boolean settled = time.isReached(settlesAt);
        int number = settled ? replicas : Math.max(before, replicas);
        return IntStream.range(0, number)
                .mapToObj(i -> new Pod(name + "-" + i, settled || i < before))
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
