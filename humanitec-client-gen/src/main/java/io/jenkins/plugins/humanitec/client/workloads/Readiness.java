package io.jenkins.plugins.humanitec.client.workloads;

import io.jenkins.plugins.humanitec.client.EnvRef;
import java.io.Serializable;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Whether the pods of workloads are ready.
 *
 * @param env the environment
 * @param workloads the workloads by name; unmodifiable
 */
public record Readiness(EnvRef env, SortedMap<String, Workload> workloads) implements Serializable {

    private static final long serialVersionUID = 1L;

    /** The state of a workload. */
    public enum State {
        /** All pods are ready. A job is ready if a pod of it runs or has succeeded, or if it has no pods. */
        READY,
        /** The workload has no replicas, so it has no pods to wait for. */
        STOPPED,
        /** Pods are not ready yet. */
        NOT_READY,
        /** The cluster does not report the workload. */
        NOT_RUNNING,
        /** Pods will not become ready by themselves. */
        FAILED
    }

    /**
     * A workload.
     *
     * @param state its state
     * @param replicas the requested number of pods; 0 for a job
     * @param ready the number of pods that are ready and belong to the newest revision
     * @param images the images that its pods run; those of the deployment set if the cluster does not report any;
     *     unmodifiable
     * @param reasons why it is not ready; empty if it is; unmodifiable
     */
    public record Workload(State state, int replicas, int ready, List<String> images, List<String> reasons)
            implements Serializable {

        private static final long serialVersionUID = 1L;

        /** Copies the lists. */
        public Workload {
            images = List.copyOf(images);
            reasons = List.copyOf(reasons);
        }

        /** {@return whether there is nothing to wait for} */
        public boolean isReady() {
            return state == State.READY || state == State.STOPPED;
        }

        Workload with(State other, List<String> otherReasons) {
            return new Workload(other, replicas, ready, images, otherReasons);
        }

        /** {@return the state in one line} */
        @Override
        public String toString() {
            String pods = replicas == 0 ? "" : ready + " of " + replicas + " pods ready";
            String why = reasons.isEmpty() ? "" : " (" + String.join("; ", reasons) + ")";
            return switch (state) {
                case READY -> pods.isEmpty() ? "ready" : pods;
                case STOPPED -> "stopped";
                case NOT_READY -> (pods.isEmpty() ? "not ready" : pods) + why;
                case NOT_RUNNING -> "not running" + why;
                case FAILED -> "failed" + why;
            };
        }
    }

    /** Copies the workloads. */
    public Readiness {
        workloads = Collections.unmodifiableSortedMap(new TreeMap<>(workloads));
    }

    /** {@return whether all workloads are ready or stopped} */
    public boolean isReady() {
        return workloads.values().stream().allMatch(Workload::isReady);
    }

    /** Returns the names of the workloads that are neither ready nor stopped. */
    Set<String> unready() {
        return workloads.entrySet().stream()
                .filter(workload -> !workload.getValue().isReady())
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    /** {@return the states in one line} */
    @Override
    public String toString() {
        return workloads.isEmpty()
                ? "no workloads"
                : workloads.entrySet().stream()
                        .map(workload -> workload.getKey() + ": " + workload.getValue())
                        .collect(Collectors.joining(", "));
    }
}
