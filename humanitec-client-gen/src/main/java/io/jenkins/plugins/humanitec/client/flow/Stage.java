package io.jenkins.plugins.humanitec.client.flow;

import io.jenkins.plugins.humanitec.client.InvalidInputException;
import io.jenkins.plugins.humanitec.client.errors.HumanitecException;
import java.io.Serializable;

/**
 * One stage of a long operation. A runner that survives restarts stores the stage before it enters it, and enters the
 * same stage again after a restart. A stage whose request must not be made twice then checks whether it was made, see
 * {@link OperationContext#isRepeated()}.
 *
 * @param <R> the type of the operation's result
 */
public interface Stage<R> extends Serializable {

    /**
     * Makes the requests of the stage.
     *
     * @param operation the context of the operation in this process
     * @return the next action
     * @throws InvalidInputException if an argument of the operation is invalid
     * @throws HumanitecException if a request fails; the operation has then failed
     */
    Next<R> enter(OperationContext operation);

    /**
     * Gives up the operation in this stage, after an interruption or a timeout. May make requests.
     *
     * @param operation the context of the operation in this process
     * @return the resulting state in Humanitec, as a sentence
     */
    String abandon(OperationContext operation);

    /**
     * Returns the exception with which the operation fails because of a problem in this stage, also while it polls. A runner calls this
     * after {@link #abandon}, and throws the result.
     *
     * @param problem the problem, such as a timeout
     * @return the problem itself, unless a stage adds what has happened before
     */
    default RuntimeException failure(RuntimeException problem) {
        return problem;
    }
}
