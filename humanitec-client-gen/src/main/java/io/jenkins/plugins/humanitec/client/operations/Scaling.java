package io.jenkins.plugins.humanitec.client.operations;

import io.jenkins.plugins.humanitec.client.EnvRef;
import java.io.Serializable;
import java.util.SortedMap;

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
}
