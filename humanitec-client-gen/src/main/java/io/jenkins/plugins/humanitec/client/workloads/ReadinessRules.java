package io.jenkins.plugins.humanitec.client.workloads;

import io.jenkins.plugins.humanitec.client.context.ApiText;
import io.jenkins.plugins.humanitec.client.runtime.RuntimeSnapshot;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Whether the pods of a workload are ready at one moment, and why not. */
final class ReadinessRules {

    private static final int MOST_REASONS = 10;

    private final ExpectedImages images;
    private final Set<String> reasons = new LinkedHashSet<>();
    private final Set<PodProblem> problems = EnumSet.noneOf(PodProblem.class);
    private boolean isRestarted;
    private int replicas;
    private int ready;

    private ReadinessRules(ExpectedImages images) {
        this.images = images;
    }

    /**
     * The state of a workload at one moment.
     *
     * @param workload the state, which is not {@code FAILED} yet
     * @param problems the problems of its pods
     * @param isRestarted whether a container that is not ready was started again, so that a crash may not be over
     */
    record Assessment(Readiness.Workload workload, Set<PodProblem> problems, boolean isRestarted) {}

    /** Assesses a workload. The module is null if the cluster does not report it. */
    static Assessment assess(RuntimeSnapshot.@Nullable Module module, ExpectedImages images) {
        return new ReadinessRules(images).assess(module == null ? new RuntimeSnapshot.Module(List.of()) : module);
    }

    private Assessment assess(RuntimeSnapshot.Module module) {
        List<RuntimeSnapshot.Controller> controllers = module.controllers();
        boolean isReady = true;
        for (RuntimeSnapshot.Controller controller : controllers) {
            isReady &= controller.isJob() ? isReady(controller) : hasReadyPods(controller);
        }
        boolean isStopped = replicas == 0 && !controllers.stream().allMatch(RuntimeSnapshot.Controller::isJob);
        Readiness.State state = Readiness.State.NOT_READY;
        if (controllers.isEmpty()) {
            state = Readiness.State.NOT_RUNNING;
            reasons.add("the cluster does not report it");
        } else if (isReady) {
            state = isStopped ? Readiness.State.STOPPED : Readiness.State.READY;
            reasons.clear();
        }
        Readiness.Workload workload =
                new Readiness.Workload(state, replicas, ready, imagesOf(module), shortened(reasons));
        return new Assessment(workload, problems, isRestarted);
    }

    private List<String> imagesOf(RuntimeSnapshot.Module module) {
        TreeSet<String> found = new TreeSet<>();
        module.controllers().stream()
                .flatMap(controller -> controller.current().stream())
                .flatMap(pod -> pod.containers().stream())
                .map(RuntimeSnapshot.Container::image)
                .filter(image -> !image.isEmpty())
                .forEach(found::add);
        return List.copyOf(found.isEmpty() ? new TreeSet<>(images.deployed().values()) : found);
    }

    private static List<String> shortened(Collection<String> reasons) {
        List<String> all = List.copyOf(reasons);
        if (all.size() <= MOST_REASONS) {
            return all;
        }
        List<String> first = new ArrayList<>(all.subList(0, MOST_REASONS));
        first.add((all.size() - MOST_REASONS) + " more");
        return first;
    }

    private boolean hasReadyPods(RuntimeSnapshot.Controller controller) {
        List<RuntimeSnapshot.Pod> current = controller.current();
        int newest = newest(controller, current);
        int wanted = controller.scalable() ? controller.replicas() : Math.max(controller.replicas(), current.size());
        int good = 0;
        for (RuntimeSnapshot.Pod pod : current) {
            if (newest > 0 && pod.revision() < newest) {
                reasons.add("pod " + pod.name() + " is of revision " + pod.revision() + ", the newest is " + newest);
            } else if (!pod.ready()) {
                explain(pod);
            } else {
                Optional<String> mismatch = images.mismatch(pod).or(() -> images.earlier(pod));
                mismatch.ifPresent(reasons::add);
                good += mismatch.isPresent() ? 0 : 1;
            }
        }
        replicas += wanted;
        ready += Math.min(good, wanted);
        if (wanted == 0 || good == wanted && current.size() == wanted) {
            return true;
        }
        if (current.size() != wanted) {
            reasons.add(current.size()
                    + (current.size() == 1 ? " pod exists, " : " pods exist, ")
                    + wanted
                    + (wanted == 1 ? " is requested" : " are requested"));
        }
        explain(controller);
        return false;
    }

    /**
     * Returns the newest revision; 0 if it is unknown. Only the revisions of a Deployment and of its pods are surely the same
     * numbers. Between a change of a Deployment and its first new pod, all its pods are of an earlier revision.
     */
    private static int newest(RuntimeSnapshot.Controller controller, List<RuntimeSnapshot.Pod> pods) {
        int ofPods = pods.stream().mapToInt(RuntimeSnapshot.Pod::revision).max().orElse(0);
        return ofPods > 0 && controller.kind().equalsIgnoreCase("Deployment")
                ? Math.max(ofPods, controller.revision())
                : ofPods;
    }

    /** A job has done its work, or is at it. Its end is not waited for. */
    private boolean isReady(RuntimeSnapshot.Controller job) {
        if (job.pods().isEmpty()) {
            return true;
        }
        boolean isReady = false;
        for (RuntimeSnapshot.Pod pod : job.pods()) {
            if (pod.ready() || pod.hasSucceeded()) {
                Optional<String> mismatch = images.mismatch(pod);
                mismatch.ifPresent(reasons::add);
                isReady |= mismatch.isEmpty();
            } else if (!pod.isOver()) {
                explain(pod);
            }
        }
        if (!isReady && job.pods().stream().allMatch(pod -> pod.isOver() && !pod.hasSucceeded())) {
            problems.add(PodProblem.CRASH);
            job.pods().forEach(pod -> reasons.add("pod " + pod.name() + " has failed"));
        }
        return isReady;
    }

    private void explain(RuntimeSnapshot.Controller controller) {
        for (String text : List.of(controller.status(), controller.message())) {
            PodProblem.in(text).ifPresent(problem -> {
                problems.add(problem);
                reasons.add(text);
            });
        }
    }

    private void explain(RuntimeSnapshot.Pod pod) {
        boolean isExplained = false;
        for (RuntimeSnapshot.Container container : pod.containers()) {
            if (!container.ready()) {
                isExplained = true;
                isRestarted |= container.restarts() > 0;
                PodProblem.of(container.reason()).ifPresent(problems::add);
                reasons.add("pod " + pod.name()
                        + (container.name().isEmpty() ? "" : ", container " + container.name())
                        + (container.reason().isEmpty() ? " is not ready" : ": " + container.reason())
                        + (container.message().isBlank() ? "" : " (" + container.message() + ")"));
            }
        }
        Optional<PodProblem> problem = PodProblem.of(pod.status());
        problem.ifPresent(problems::add);
        if (!isExplained) {
            reasons.add("pod " + pod.name() + " is "
                    + (problem.isPresent() ? pod.status() : ApiText.or(pod.phase(), "in an unknown phase")));
        }
    }
}
