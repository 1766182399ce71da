package io.jenkins.plugins.humanitec.client.workloads;

import io.jenkins.plugins.humanitec.client.InvalidInputException;
import io.jenkins.plugins.humanitec.client.polling.Poller;
import io.jenkins.plugins.humanitec.client.runtime.RuntimeSnapshot;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Remembers how long pods have had problems, and so decides when the wait for them ends. */
final class ReadinessTracker implements Serializable {

    private static final long serialVersionUID = 1L;

    /** A controller begins to replace pods within seconds, and while it does, some are not ready. */
    private static final Duration PATIENCE_FOR_VERSIONS = Duration.ofMinutes(2);

    private final HashMap<String, EnumMap<PodProblem, Instant>> problems = new HashMap<>();
    private final HashSet<String> stopped = new HashSet<>();

    /** Since when workloads are ready but for the versions of their images. Null if an earlier version has stored this. */
    private @Nullable HashMap<String, Instant> ofOtherVersions = new HashMap<>();

    /** Returns the state of the wait. It ends when all workloads are ready, or one has failed. */
    synchronized Poller.State<Readiness> assess(
            ReadinessRequest request, ReadinessReader.Observation seen, Instant now) {
        if (!seen.inProgress().isEmpty()) {
            // Its pods do not exist yet, or it is about to replace pods that fail.
            problems.clear();
            stopped.clear();
            ofOtherVersions = new HashMap<>();
            return new Poller.State<>(Optional.empty(), seen.inProgress());
        }
        requireWorkloads(request, seen);
        Readiness readiness = assessAll(request, seen, now);
        boolean hasFailed = readiness.workloads().values().stream()
                .anyMatch(workload -> workload.state() == Readiness.State.FAILED);
        boolean isOver = hasFailed || readiness.isReady() && isStopped(readiness);
        return new Poller.State<>(isOver ? Optional.of(readiness) : Optional.empty(), readiness.toString());
    }

    /**
     * Returns whether the workloads without replicas had none before. Right after a deployment, the cluster may not know yet how
     * many there will be.
     */
    private boolean isStopped(Readiness readiness) {
        Set<String> before = Set.copyOf(stopped);
        stopped.clear();
        readiness.workloads().forEach((name, workload) -> {
            if (workload.state() == Readiness.State.STOPPED) {
                stopped.add(name);
            }
        });
        return before.containsAll(stopped);
    }

    /** Returns the states of the workloads, without those of a deployment in progress. */
    synchronized Readiness assessAll(ReadinessRequest request, ReadinessReader.Observation seen, Instant now) {
        SortedMap<String, Readiness.Workload> workloads = new TreeMap<>();
        for (String name : names(request, seen)) {
            ReadinessRules.Assessment assessment = assess(name, request, seen, now);
            Optional<PodProblem> lasting = lasting(name, assessment, now);
            Readiness.Workload workload = assessment.workload();
            if (workload.state() == Readiness.State.NOT_RUNNING
                    && !seen.failed().isEmpty()) {
                List<String> reasons = new ArrayList<>(workload.reasons());
                reasons.add(seen.failed());
                workload = workload.with(Readiness.State.FAILED, reasons);
            } else if (lasting.isPresent() && !workload.isReady()) {
                workload = workload.with(Readiness.State.FAILED, workload.reasons());
            }
            workloads.put(name, workload);
        }
        return new Readiness(request.env(), workloads);
    }

    /**
     * Assesses a workload. Pods with another version of an image than the deployed one are those of the deployment before. But the
     * cluster can also report another tag of the same image. Then nothing changes for a while.
     */
    private ReadinessRules.Assessment assess(
            String name, ReadinessRequest request, ReadinessReader.Observation seen, Instant now) {
        RuntimeSnapshot.Module module = seen.runtime().modules().get(name);
        SortedMap<String, String> deployed = seen.deployed().getOrDefault(name, new TreeMap<>());
        ReadinessRules.Assessment strict = ReadinessRules.assess(
                module,
                new ExpectedImages(
                        request.imagesOf(name), deployed, seen.failed().isEmpty()));
        ReadinessRules.Assessment lenient =
                ReadinessRules.assess(module, new ExpectedImages(request.imagesOf(name), deployed, false));
        HashMap<String, Instant> since = ofOtherVersions == null ? new HashMap<>() : ofOtherVersions;
        ofOtherVersions = since;
        if (strict.workload().isReady() || !lenient.workload().isReady()) {
            since.remove(name);
            return strict;
        }
        Instant end = since.computeIfAbsent(name, n -> now).plus(PATIENCE_FOR_VERSIONS);
        return now.isBefore(end) ? strict : lenient;
    }

    /** Returns a problem that has lasted too long. A container that was started again after a crash can crash again. */
    private Optional<PodProblem> lasting(String name, ReadinessRules.Assessment assessment, Instant now) {
        EnumMap<PodProblem, Instant> since = problems.computeIfAbsent(name, n -> new EnumMap<>(PodProblem.class));
        since.keySet()
                .removeIf(problem -> !assessment.problems().contains(problem)
                        && !(problem == PodProblem.CRASH && assessment.isRestarted()));
        assessment.problems().forEach(problem -> since.putIfAbsent(problem, now));
        return since.entrySet().stream()
                .filter(entry -> assessment.problems().contains(entry.getKey()))
                .filter(entry ->
                        !now.isBefore(entry.getValue().plus(entry.getKey().patience())))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    /** The stage is stored while it is polled. */
    private synchronized void writeObject(ObjectOutputStream out) throws IOException {
        out.defaultWriteObject();
    }

    private static SortedSet<String> names(ReadinessRequest request, ReadinessReader.Observation seen) {
        SortedSet<String> names = request.named();
        if (request.workloads().isEmpty()) {
            names.addAll(seen.deployed().keySet());
        }
        return names;
    }

    private static void requireWorkloads(ReadinessRequest request, ReadinessReader.Observation seen) {
        if (!seen.wasDeployed() && request.workloads().isEmpty()) {
            throw new InvalidInputException("Nothing was deployed to " + request.env()
                    + " yet, so there are no workloads to wait for. Deploy first, or name the workloads.");
        }
        SortedSet<String> known = new TreeSet<>(seen.deployed().keySet());
        known.addAll(seen.runtime().modules().keySet());
        for (String name : request.named()) {
            if (!known.contains(name)) {
                throw new InvalidInputException("There is no workload '" + name + "' in " + request.env() + ". "
                        + (known.isEmpty()
                                ? "No workload is there."
                                : "Workloads there: " + String.join(", ", known) + "."));
            }
        }
    }
}
