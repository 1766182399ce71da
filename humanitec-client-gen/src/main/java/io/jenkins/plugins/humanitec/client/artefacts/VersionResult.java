package io.jenkins.plugins.humanitec.client.artefacts;

import io.jenkins.plugins.humanitec.client.pipelines.PipelineRunResult;
import java.io.Serializable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A registered version and the pipeline runs that it has triggered.
 *
 * @param id the ID of the version; null in a dry run
 * @param source the version and its source, as they were registered
 * @param runs the final states of the runs, at most one of each pipeline; empty if the version has triggered none;
 *     unmodifiable
 */
public record VersionResult(@Nullable String id, VersionSource source, List<PipelineRunResult> runs)
        implements Serializable {

    private static final long serialVersionUID = 1L;

    /** Copies the list. */
    public VersionResult {
        runs = List.copyOf(runs);
    }

    /** {@return the runs that have not succeeded} */
    public List<PipelineRunResult> failedRuns() {
        return runs.stream().filter(run -> !run.status().equals("succeeded")).toList();
    }
}
