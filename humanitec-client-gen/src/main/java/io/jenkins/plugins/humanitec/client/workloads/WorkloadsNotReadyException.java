package io.jenkins.plugins.humanitec.client.workloads;

import io.jenkins.plugins.humanitec.client.diagnostics.Diagnosed;
import io.jenkins.plugins.humanitec.client.diagnostics.FailureReport;
import io.jenkins.plugins.humanitec.client.errors.HumanitecException;
import java.util.Optional;
import java.util.stream.Collectors;

/** Thrown when pods will not become ready by themselves, for example because their image cannot be pulled. */
public final class WorkloadsNotReadyException extends HumanitecException implements Diagnosed {

    private static final long serialVersionUID = 1L;

    private final Readiness readiness;
    private final FailureReport report;

    /**
     * Creates the exception.
     *
     * @param readiness the state of the workloads, at least one of which has failed
     * @param report why their pods are not ready
     */
    public WorkloadsNotReadyException(Readiness readiness, FailureReport report) {
        super(message(readiness), null);
        this.readiness = readiness;
        this.report = report;
    }

    private static String message(Readiness readiness) {
        return readiness.workloads().entrySet().stream()
                .filter(workload -> workload.getValue().state() == Readiness.State.FAILED)
                .map(workload -> "Workload " + workload.getKey() + " in " + readiness.env() + " does not become ready: "
                        + String.join("; ", workload.getValue().reasons()) + ".")
                .collect(Collectors.joining(" "));
    }

    @Override
    public Optional<FailureReport> failureReport() {
        return Optional.of(report);
    }

    /** {@return the state of all workloads that were waited for} */
    public Readiness readiness() {
        return readiness;
    }
}
