package io.jenkins.plugins.humanitec.steps;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.AbortException;
import io.jenkins.plugins.humanitec.client.InvalidInputException;

/** Checks what steps are given. */
final class Inputs {

    private Inputs() {}

    /** A check of parameters. */
    @FunctionalInterface
    interface Check {
        void run();
    }

    /**
     * Checks parameters before a step starts, so that bad input fails it at once.
     *
     * @param action what the step is about, as an infinitive
     * @param check what throws {@link InvalidInputException}
     * @throws AbortException if it does
     */
    static void check(@NonNull String action, @NonNull Check check) throws AbortException {
        try {
            check.run();
        } catch (InvalidInputException e) {
            throw Failures.abort(action, null, e);
        }
    }
}
