package io.jenkins.plugins.humanitec.simulator.operations;

import java.util.Map;
import java.util.function.Function;

/** The operations of a subject. */
public interface Operations {

    /**
     * Adds the operations by their IDs. Those that follow from the contract are in the map already, and are replaced or extended.
     *
     * @param operations the map to add to
     */
    void addTo(Map<String, Function<Call, Answer>> operations);
}
