package io.jenkins.plugins.humanitec.simulator.operations;

import io.swagger.v3.oas.models.Operation;

/** Executes the operations of the contract. */
@FunctionalInterface
public interface OperationHandler {

    /**
     * Executes an operation.
     *
     * @param operation the operation as the contract describes it
     * @param call the request, which is valid against the contract
     * @return the answer
     * @throws Problem if the current data does not permit the operation
     */
    Answer handle(Operation operation, Call call);
}
