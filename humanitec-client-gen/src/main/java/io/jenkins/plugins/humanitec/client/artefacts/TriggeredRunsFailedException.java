package io.jenkins.plugins.humanitec.client.artefacts;

import io.jenkins.plugins.humanitec.client.diagnostics.Diagnosed;
import io.jenkins.plugins.humanitec.client.diagnostics.FailureReport;
import io.jenkins.plugins.humanitec.client.errors.HumanitecException;
import io.jenkins.plugins.humanitec.client.pipelines.PipelineRunResult;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Thrown when pipeline runs that a version has triggered ended without success. The version stays registered. */
public final class TriggeredRunsFailedException extends HumanitecException implements Diagnosed {

    private static final long serialVersionUID = 1L;

    private final VersionResult version;
    private final @Nullable FailureReport report;

    /**
     * Creates the exception.
     *
     * @param name the version and its artefact, such as {@code version 1.2.3 of registry.example.com/shop/backend}
     * @param version the version and all its runs, at least one of which has failed
     * @param report why the deployment of the first failed run with a deployment has failed, or its pods are not ready; null if
     *     there is no such run
     */
    public TriggeredRunsFailedException(String name, VersionResult version, @Nullable FailureReport report) {
        super(message(name, version), null);
        this.version = version;
        this.report = report;
    }

    @Override
    public Optional<FailureReport> failureReport() {
        return Optional.ofNullable(report);
    }

    private static String message(String name, VersionResult version) {
        int all = version.runs().size();
        return version.failedRuns().size() + " of the " + all + " pipeline run" + (all == 1 ? "" : "s") + " of " + name
                + " did not succeed. "
                + version.failedRuns().stream()
                        .map(TriggeredRunsFailedException::sentence)
                        .collect(Collectors.joining(" "));
    }

    private static String sentence(PipelineRunResult run) {
        String sentence = "Run " + run.id() + " of pipeline " + run.pipelineId() + " of application " + run.app()
                + " ended with status " + run.status()
                + (run.message().isBlank() ? "" : ": " + run.message().strip());
        return sentence.endsWith(".") ? sentence : sentence + ".";
    }

    /** {@return the version and all its runs, also those that have succeeded} */
    public VersionResult version() {
        return version;
    }
}
