package io.jenkins.plugins.humanitec.client.workloads;

import io.jenkins.plugins.humanitec.client.model.RuntimeController;
import io.jenkins.plugins.humanitec.client.model.RuntimeInfo;
import io.jenkins.plugins.humanitec.client.model.RuntimeModule;
import io.jenkins.plugins.humanitec.client.model.RuntimePod;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What runs in an environment at one moment.
 *
 * @param namespace the cluster namespace that the environment runs in
 * @param modules the environment's modules by name; unmodifiable
 */
public record RuntimeSnapshot(String namespace, SortedMap<String, Module> modules) {

    /**
     * A module, which a person calls a workload. It is usually run by one controller; should there be several, their pods
     * are put together, and the highest number of replicas stands for all.
     *
     * @param controllers what runs the module's pods; unmodifiable
     */
    public record Module(List<Controller> controllers) {

        /** @return how many pods are asked for; 0 if nothing can be scaled */
        public int replicas() {
            return scalables().mapToInt(Controller::replicas).max().orElse(0);
        }

        /** @return how the controllers fare, in the API's words; empty if it does not say */
        public String status() {
            return controllers.stream()
                    .map(Controller::status)
                    .filter(status -> !status.isBlank())
                    .distinct()
                    .collect(Collectors.joining(", "));
        }

        /** @return whether there is a controller whose number of replicas can be set */
        public boolean scalable() {
            return scalables().findAny().isPresent();
        }

        /** @return the pods that are listed, of all controllers and whether they are over or not; unmodifiable */
        public List<Pod> pods() {
            return controllers.stream()
                    .flatMap(controller -> controller.pods().stream())
                    .toList();
        }

        /** @return how many pods of what can be scaled are ready */
        public long readyPods() {
            return current().filter(Pod::ready).count();
        }

        /** How many pods of what can be scaled are not ready, though not over either. */
        long unreadyPods() {
            return current().filter(pod -> !pod.ready()).count();
        }

        /**
         * Whether the pods have followed a number of replicas. Only pods of what can be scaled count, and of these none that
         * are over: an evicted pod may be listed for long, and a job beside the controller has pods of its own.
         *
         * @param wanted a number of replicas
         * @return whether that many are asked for, and each controller has just as many pods as it asks for, which are ready
         */
        public boolean hasSettledAt(int wanted) {
            return scalable() && replicas() == wanted && scalables().allMatch(Controller::hasSettled);
        }

        private Stream<Controller> scalables() {
            return controllers.stream().filter(Controller::scalable);
        }

        private Stream<Pod> current() {
            return scalables().flatMap(controller -> controller.pods().stream()).filter(pod -> !pod.isOver());
        }
    }

    /**
     * What runs pods in the cluster, such as a Deployment.
     *
     * @param kind what it is, as the cluster names it
     * @param replicas how many pods are asked for
     * @param status how it fares, in the API's words
     * @param pods the pods that are listed, whether they are over or not; unmodifiable
     */
    public record Controller(String kind, int replicas, String status, List<Pod> pods) {

        /** Kinds of controllers that have pods, but no number of replicas that could be set. */
        private static final Set<String> NOT_SCALABLE = Set.of("job", "cronjob", "daemonset", "pod");

        /** @return whether its number of replicas can be set */
        public boolean scalable() {
            return !NOT_SCALABLE.contains(kind.toLowerCase(Locale.ROOT));
        }

        private boolean hasSettled() {
            List<Pod> current = pods.stream().filter(pod -> !pod.isOver()).toList();
            return current.size() == replicas && current.stream().allMatch(Pod::ready);
        }
    }

    /**
     * A pod.
     *
     * @param name its name in the cluster
     * @param phase where it is in its life, as the cluster names it
     * @param status how it fares, in the API's words
     * @param ready whether it runs and none of its containers says that it is not ready
     */
    public record Pod(String name, String phase, String status, boolean ready) {

        /** The phases that a pod does not leave again. An evicted pod has failed. */
        private static final Set<String> OVER = Set.of("succeeded", "failed");

        private boolean isOver() {
            return OVER.contains(phase.toLowerCase(Locale.ROOT));
        }
    }

    static RuntimeSnapshot of(RuntimeInfo info) {
        SortedMap<String, Module> modules = new TreeMap<>();
        if (info.getModules() != null) {
            info.getModules().forEach((name, module) -> modules.put(name, module(module)));
        }
        return new RuntimeSnapshot(orEmpty(info.getNamespace()), Collections.unmodifiableSortedMap(modules));
    }

    private static Module module(RuntimeModule module) {
        Map<String, RuntimeController> fields = module == null ? null : module.getAdditionalProperties();
        // A field of a later version of the API may stand among the controllers; it has no kind.
        return new Module(
                fields == null
                        ? List.of()
                        : fields.values().stream()
                                .filter(Objects::nonNull)
                                .filter(controller -> controller.getKind() != null)
                                .map(RuntimeSnapshot::controller)
                                .toList());
    }

    private static Controller controller(RuntimeController controller) {
        return new Controller(
                controller.getKind(),
                controller.getReplicas() == null ? 0 : controller.getReplicas(),
                orEmpty(controller.getStatus()),
                controller.getPods() == null
                        ? List.of()
                        : controller.getPods().stream()
                                .map(RuntimeSnapshot::pod)
                                .toList());
    }

    private static Pod pod(RuntimePod pod) {
        boolean runs = "Running".equalsIgnoreCase(pod.getPhase());
        boolean refused = pod.getContainerStatuses() != null
                && pod.getContainerStatuses().stream()
                        .anyMatch(container -> Boolean.FALSE.equals(container.get("ready")));
        return new Pod(orEmpty(pod.getPodName()), orEmpty(pod.getPhase()), orEmpty(pod.getStatus()), runs && !refused);
    }

    private static String orEmpty(String text) {
        return text == null ? "" : text;
    }
}
