package io.jenkins.plugins.humanitec.client.artefacts;

import io.jenkins.plugins.humanitec.client.api.PipelineRunsApi;
import io.jenkins.plugins.humanitec.client.context.ClientContext;
import io.jenkins.plugins.humanitec.client.model.PipelineRun;
import io.jenkins.plugins.humanitec.client.paging.Pages;
import io.jenkins.plugins.humanitec.client.pipelines.FollowedRuns;
import io.jenkins.plugins.humanitec.client.polling.PollTarget;
import java.io.Serializable;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BinaryOperator;

/**
 * A version that an operation has registered, and how it recognizes the pipeline runs that the version triggers.
 *
 * @param request the request
 * @param id the ID of the version
 * @param createdAt when it was registered, by the clock of the API
 * @param graceEnd until when runs can appear
 * @param deadline when the operation times out
 */
record Registration(VersionRequest request, String id, Instant createdAt, Instant graceEnd, Instant deadline)
        implements Serializable {

    private static final long serialVersionUID = 1L;

    private static final int PAGE_SIZE = 100;

    private static final Comparator<PipelineRun> OLDEST_FIRST = Comparator.comparing(
            run -> run.getCreatedAt() == null ? Instant.MAX : run.getCreatedAt().toInstant());

    /**
     * Returns the target of pollers that look for runs. Operations that register versions in the same minute share its
     * requests.
     */
    PollTarget<List<PipelineRun>> target(ClientContext client) {
        Instant minute = createdAt.truncatedTo(ChronoUnit.MINUTES);
        String orgId = request.orgId();
        // The API returns what was created after the time, so a run at the beginning of the minute must be after it.
        Instant since = minute.minusSeconds(1);
        return client.target(
                List.of("runs that versions trigger", orgId, minute),
                () -> Pages.stream(page -> client.api(PipelineRunsApi.class)
                                .listPipelineRunsOfOrganizationWithHttpInfo(
                                        orgId,
                                        null,
                                        null,
                                        null,
                                        null,
                                        null,
                                        since.atOffset(ZoneOffset.UTC),
                                        null,
                                        PAGE_SIZE,
                                        page))
                        .filter(run -> "artefact".equals(run.getTrigger()))
                        .toList());
    }

    /**
     * Returns the runs that the version has triggered, the oldest first, without those of pipelines that are followed. A
     * version triggers a pipeline once. So of several runs of a pipeline the oldest counts: later ones are restarts, or come
     * from a later registration of the same version.
     */
    List<PipelineRun> runs(List<PipelineRun> found, FollowedRuns followed) {
        Map<String, PipelineRun> oldest = new TreeMap<>();
        found.stream()
                .filter(run -> isNamedIn(run) && isCreatedBefore(run) && !followed.hasRunOf(run))
                .forEach(run -> oldest.merge(
                        run.getAppId() + "/" + run.getPipelineId(), run, BinaryOperator.minBy(OLDEST_FIRST)));
        return oldest.values().stream().sorted(OLDEST_FIRST).toList();
    }

    private boolean isNamedIn(PipelineRun run) {
        Object versions = run.getInputs() == null ? null : run.getInputs().get(request.input());
        Set<String> names = request.names(id);
        return versions instanceof Collection<?> several
                ? several.stream().anyMatch(each -> each instanceof String name && names.contains(name))
                : versions instanceof String name && names.contains(name);
    }

    /** Returns whether the version was created before a run. Times of the API can be cut off after milliseconds or seconds. */
    private boolean isCreatedBefore(PipelineRun run) {
        if (run.getCreatedAt() == null) {
            return true;
        }
        Instant started = run.getCreatedAt().toInstant();
        boolean isCutOff = started.getNano() == 0;
        return !started.isBefore(createdAt.truncatedTo(isCutOff ? ChronoUnit.SECONDS : ChronoUnit.MILLIS));
    }

    /** Returns the state of the version in Humanitec, as a sentence. */
    String state() {
        String name = request.toString();
        return Character.toUpperCase(name.charAt(0)) + name.substring(1) + " stays registered, with the ID " + id + ".";
    }
}
