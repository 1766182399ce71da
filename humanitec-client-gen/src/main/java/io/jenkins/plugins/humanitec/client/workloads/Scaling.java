package io.jenkins.plugins.humanitec.client.workloads;

import io.jenkins.plugins.humanitec.client.EnvRef;
import java.io.Serializable;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What scaling set. The cluster follows later.
 *
 * @param env the environment
 * @param modules the scaled modules by name; unmodifiable
 */
public record Scaling(EnvRef env, SortedMap<String, Change> modules) implements Serializable {

    private static final long serialVersionUID = 1L;

    /**
     * How a module's number of replicas changed.
     *
     * @param before the number that was asked for until now
     * @param after the number that is asked for now
     */
    public record Change(int before, int after) implements Serializable {

        private static final long serialVersionUID = 1L;
    }

    /** The numbers that are asked for now, by module name. */
    SortedMap<String, Integer> asked() {
        SortedMap<String, Integer> asked = new TreeMap<>();
        modules.forEach((name, change) -> asked.put(name, change.after()));
        return asked;
    }
}
