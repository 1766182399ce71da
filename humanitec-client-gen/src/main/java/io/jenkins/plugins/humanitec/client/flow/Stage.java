package io.jenkins.plugins.humanitec.client.flow;

import io.jenkins.plugins.humanitec.client.InvalidInputException;
import io.jenkins.plugins.humanitec.client.errors.HumanitecException;
import java.io.Serializable;

/**
 * One stage of an operation that takes long. Whoever drives it keeps the stage before it is entered, so that after a restart
 * the same stage is entered again; a stage whose request must not be made twice then finds out whether it was made, see
 * {@link Flow#isRepeated()}.
 *
 * @param <R> what the whole operation returns
 */
public interface Stage<R extends Serializable> extends Serializable {

    /**
     * Makes the stage's requests.
     *
     * @param flow what the stage works with
     * @return what comes next
     * @throws InvalidInputException if something that was given cannot be
     * @throws HumanitecException if the API refuses or cannot be reached; the operation has then failed
     */
    Next<R> enter(Flow flow);

    /**
     * Gives the operation up in this stage, after an abort or at the end of its time. May make requests.
     *
     * @param flow what the stage works with
     * @return in what state this leaves Humanitec, as a sentence
     */
    String abandon(Flow flow);
}
