package io.jenkins.plugins.humanitec.simulator.contract;

import io.jenkins.plugins.humanitec.simulator.operations.Answer;
import io.jenkins.plugins.humanitec.simulator.operations.Call;

/** Executes the operations of the contract. */
@FunctionalInterface
public interface OperationHandler {

    /**
     * Executes an operation.
     *
     * @param match the operation and its path in the contract
     * @param call the request, which is valid against the contract
     * @return the answer
     * @throws Problem if the current data does not permit the operation
     */
    Answer handle(Contract.Match match, Call call);
}
