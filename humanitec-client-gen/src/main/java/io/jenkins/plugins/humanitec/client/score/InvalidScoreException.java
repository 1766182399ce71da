package io.jenkins.plugins.humanitec.client.score;

import io.jenkins.plugins.humanitec.client.InvalidInputException;
import java.util.List;
import java.util.stream.Collectors;

/** Thrown if Score files cannot be deployed. The message contains all faults. */
public final class InvalidScoreException extends InvalidInputException {

    private static final long serialVersionUID = 1L;

    private final List<ScoreFault> faults;

    /**
     * Creates the exception.
     *
     * @param faults the faults, at least one
     */
    public InvalidScoreException(List<ScoreFault> faults) {
        super(faults.stream().map(ScoreFault::toString).collect(Collectors.joining("\n")));
        this.faults = List.copyOf(faults);
    }

    /** {@return the faults; unmodifiable} */
    public List<ScoreFault> faults() {
        return faults;
    }
}
