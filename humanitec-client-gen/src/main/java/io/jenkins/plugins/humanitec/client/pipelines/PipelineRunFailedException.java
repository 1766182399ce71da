package io.jenkins.plugins.humanitec.client.pipelines;

import io.jenkins.plugins.humanitec.client.errors.HumanitecException;

/** Thrown when a pipeline run ended without success. */
public final class PipelineRunFailedException extends HumanitecException {

    private static final long serialVersionUID = 1L;

    private final PipelineRunResult run;

    /**
     * Creates the exception.
     *
     * @param run the run
     */
    public PipelineRunFailedException(PipelineRunResult run) {
        super(
                "Run " + run.id() + " of pipeline " + run.pipelineId() + " ended with status " + run.status()
                        + (run.message() == null || run.message().isBlank() ? "." : ": " + run.message()),
                null);
        this.run = run;
    }

    /** {@return the run} */
    public PipelineRunResult run() {
        return run;
    }
}
