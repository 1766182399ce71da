package io.jenkins.plugins.humanitec.client.flow;

import io.jenkins.plugins.humanitec.client.InvalidInputException;
import io.jenkins.plugins.humanitec.client.errors.HumanitecException;
import java.io.Serializable;

/**
 * One stage of a long operation. Whoever runs the operation stores the stage before it is entered, so that the same stage is
 * entered again after a restart. A stage whose request must not be made twice then finds out whether it was made, see
 * {@link OperationContext#isRepeated()}.
 *
 * @param <R> the result of the whole operation
 */
public interface Stage<R> extends Serializable {

    /**
     * Makes the stage's requests.
     *
     * @param operation what the stage needs in this process
     * @return what follows
     * @throws InvalidInputException if an argument of the operation is invalid
     * @throws HumanitecException if the API refuses or cannot be reached; the operation has then failed
     */
    Next<R> enter(OperationContext operation);

    /**
     * Gives the operation up in this stage, after an abort or a timeout. May make requests.
     *
     * @param operation what the stage needs in this process
     * @return in what state this leaves Humanitec, as a sentence
     */
    String abandon(OperationContext operation);
}
