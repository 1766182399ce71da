package io.jenkins.plugins.humanitec.client.workloads;

import io.jenkins.plugins.humanitec.client.EnvRef;
import java.io.Serializable;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The replica numbers that a scaling operation set. The pods follow later.
 *
 * @param env the environment
 * @param modules the scaled modules by name; unmodifiable
 */
public record Scaling(EnvRef env, SortedMap<String, Change> modules) implements Serializable {

    private static final long serialVersionUID = 1L;

    /**
     * The change of a module's number of replicas.
     *
     * @param before the previous number
     * @param after the new number
     */
    public record Change(int before, int after) implements Serializable {

        private static final long serialVersionUID = 1L;
    }

    /** Returns the new numbers by module name. */
    SortedMap<String, Integer> asked() {
        SortedMap<String, Integer> asked = new TreeMap<>();
        modules.forEach((name, change) -> asked.put(name, change.after()));
        return asked;
    }
}
