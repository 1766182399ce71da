package io.jenkins.plugins.humanitec.simulator.workloads;

import io.jenkins.plugins.humanitec.simulator.state.SimulatedTime;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;

/** A module that runs in an environment. Its pods follow a change of replicas after a while. */
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
     * @param name its name in the cluster
     * @param running whether it runs and is ready
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

    /** @param number how many pods there are to be */
    public void scale(int number) {
        before = pods().size();
        replicas = number;
        revision++;
        settlesAt = time.endOf(time.now());
    }

    /** @param paused whether its pods are taken away, or brought back */
    void setPaused(boolean paused) {
        if (paused) {
            beforePause = replicas;
        }
        scale(paused ? 0 : beforePause);
    }

    /** @return the pods: until it has settled, those to come do not run yet and those to go still run */
    public List<Pod> pods() {
        boolean settled = time.isReached(settlesAt);
        int number = settled ? replicas : Math.max(before, replicas);
        return IntStream.range(0, number)
                .mapToObj(i -> new Pod(name + "-" + i, settled || i < before))
                .toList();
    }

    /** @return whether there are as many pods as there are to be, and all of them run */
    public boolean isSettled() {
        return pods().size() == replicas && pods().stream().allMatch(Pod::running);
    }

    /** @return whether it can be scaled */
    public boolean isScalable() {
        return !kind.equals("Job");
    }

    /** @return the module's name */
    public String name() {
        return name;
    }

    /** @return the kind of its controller */
    public String kind() {
        return kind;
    }

    /** @return how many pods there are to be */
    public int replicas() {
        return replicas;
    }

    /** @return how often it was changed */
    public int revision() {
        return revision;
    }
}
