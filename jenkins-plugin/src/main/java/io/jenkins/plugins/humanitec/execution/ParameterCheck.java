package io.jenkins.plugins.humanitec.steps;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.AbortException;
import io.jenkins.plugins.humanitec.client.InvalidInputException;
import io.jenkins.plugins.humanitec.client.LogSanitizer;
import io.jenkins.plugins.humanitec.client.SecretMasker;
import java.io.PrintStream;

/** Checks what steps are given. */
final class Inputs {

    private Inputs() {}

    /**
     * Checks parameters before a step starts, so that bad input fails it at once.
     *
     * @param step the step
     * @param secrets what must not be shown
     * @param log is told what is odd about them
     * @throws AbortException if they cannot be
     */
    static void check(@NonNull HumanitecStep step, @NonNull SecretMasker secrets, @NonNull PrintStream log)
            throws AbortException {
        if (!step.refusals().isEmpty()) {
            throw new AbortException(
                    LogSanitizer.indented(secrets.mask("Humanitec: " + String.join(" ", step.refusals()))));
        }
        step.warnings()
                .forEach(warning -> log.println("Humanitec: warning: " + LogSanitizer.indented(secrets.mask(warning))));
        try {
            step.check();
        } catch (InvalidInputException e) {
            throw Failures.abort(step.action(), null, secrets, e);
        }
    }
}
