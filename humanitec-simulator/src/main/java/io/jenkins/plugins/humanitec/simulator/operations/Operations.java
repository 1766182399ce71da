package io.jenkins.plugins.humanitec.simulator.operations;

/** The operations of a subject. */
public interface Operations {

    /**
     * Adds the operations by their IDs. Those that follow from the contract are there already, and are replaced or extended.
     *
     * @param operations the operations to add to
     */
    void addTo(OperationTable operations);
}
