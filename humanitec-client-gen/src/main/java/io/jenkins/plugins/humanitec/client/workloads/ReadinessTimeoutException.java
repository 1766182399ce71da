package io.jenkins.plugins.humanitec.client.workloads;

import io.jenkins.plugins.humanitec.client.diagnostics.Diagnosed;
import io.jenkins.plugins.humanitec.client.diagnostics.FailureReport;
import io.jenkins.plugins.humanitec.client.errors.OperationTimeoutException;
import java.util.Optional;

/** Thrown if pods are not ready within the timeout. They can still become ready. */
public final class ReadinessTimeoutException extends OperationTimeoutException implements Diagnosed {

    private static final long serialVersionUID = 1L;

    private final FailureReport report;

    /**
     * Creates the exception.
     *
     * @param goal what was waited for, in readable form
     * @param status the last state, in readable form
     * @param report why the pods are not ready
     */
    public ReadinessTimeoutException(String goal, String status, FailureReport report) {
        super(goal, status);
        this.report = report;
    }

    @Override
    public Optional<FailureReport> failureReport() {
        return Optional.of(report);
    }
}
