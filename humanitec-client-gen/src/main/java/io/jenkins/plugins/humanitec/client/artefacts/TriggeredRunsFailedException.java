package io.jenkins.plugins.humanitec.client.artefacts;

import io.jenkins.plugins.humanitec.client.errors.HumanitecException;
import io.jenkins.plugins.humanitec.client.pipelines.PipelineRunResult;
import java.util.stream.Collectors;

/** Thrown when pipeline runs that a version has triggered ended without success. The version stays registered. */
public final class TriggeredRunsFailedException extends HumanitecException {

    private static final long serialVersionUID = 1L;

    private final VersionResult version;

    /**
     * Creates the exception.
     *
     * @param name the version and its artefact, such as {@code version 1.2.3 of registry.example.com/shop/backend}
     * @param version the version and all its runs, at least one of which has failed
     */
    public TriggeredRunsFailedException(String name, VersionResult version) {
        super(message(name, version), null);
        this.version = version;
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
