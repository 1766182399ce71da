package io.jenkins.plugins.humanitec.client.pipelines;

import io.jenkins.plugins.humanitec.client.diagnostics.Diagnosed;
import io.jenkins.plugins.humanitec.client.diagnostics.FailureReport;
import io.jenkins.plugins.humanitec.client.errors.HumanitecException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Thrown when a pipeline run ended without success. */
public final class PipelineRunFailedException extends HumanitecException implements Diagnosed {

    private static final long serialVersionUID = 1L;

    private final PipelineRunResult run;
    private final @Nullable FailureReport report;

    /**
     * Creates the exception.
     *
     * @param run the run
     */
    public PipelineRunFailedException(PipelineRunResult run) {
        this(run, null);
    }

    /**
     * Creates the exception.
     *
     * @param run the run
     * @param report why the deployment of the run failed or its pods are not ready; null if the run names no deployment
     */
    public PipelineRunFailedException(PipelineRunResult run, @Nullable FailureReport report) {
        super(
                "Run " + run.id() + " of pipeline " + run.pipelineId() + " ended with status " + run.status()
                        + (run.message() == null || run.message().isBlank() ? "." : ": " + run.message()),
                null);
        this.run = run;
        this.report = report;
    }

    @Override
    public Optional<FailureReport> failureReport() {
        return Optional.ofNullable(report);
    }

    /** {@return the run} */
    public PipelineRunResult run() {
        return run;
    }
}
