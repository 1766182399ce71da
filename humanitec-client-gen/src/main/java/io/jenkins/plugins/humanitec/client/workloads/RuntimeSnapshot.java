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
 * The runtime state of an environment at one moment.
 *
 * @param namespace the Kubernetes namespace of the environment
 * @param modules the modules by name; unmodifiable
 */
public record RuntimeSnapshot(String namespace, SortedMap<String, Module> modules) {

    /**
     * A module, usually called a workload. It normally has one controller. If it has several, their pods are combined, and
     * the highest number of replicas counts.
     *
     * @param controllers the controllers of the module's pods; unmodifiable
     */
    public record Module(List<Controller> controllers) {

        /** {@return the requested number of pods; 0 if nothing can be scaled} */
        public int replicas() {
            return scalables().mapToInt(Controller::replicas).max().orElse(0);
        }

        /** {@return the status of the controllers, in the API's words; empty if the API does not return one} */
        public String status() {
            return controllers.stream()
                    .map(Controller::status)
                    .filter(status -> !status.isBlank())
                    .distinct()
                    .collect(Collectors.joining(", "));
        }

        /** {@return whether there is a controller whose number of replicas can be set} */
        public boolean scalable() {
            return scalables().findAny().isPresent();
        }

        /** {@return the pods of all controllers, including ended ones; unmodifiable} */
        public List<Pod> pods() {
            return controllers.stream()
                    .flatMap(controller -> controller.pods().stream())
                    .toList();
        }

        /** {@return the number of ready pods of scalable controllers} */
        public long readyPods() {
            return current().filter(Pod::ready).count();
        }

        /** Returns the number of pods of scalable controllers that are neither ready nor ended. */
        long unreadyPods() {
            return current().filter(pod -> !pod.ready()).count();
        }

        /**
         * Returns whether the pods match a number of replicas. Only pods of scalable controllers that have not ended count:
         * an evicted pod can be listed for a long time, and a job has pods of its own.
         *
         * @param wanted the number of replicas
         * @return whether this number is requested, and each controller has exactly its requested number of pods, all
         *     ready
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
     * A controller of pods in the cluster, such as a Deployment.
     *
     * @param kind its kind in the cluster
     * @param replicas the requested number of pods
     * @param status its status, in the API's words
     * @param pods its pods, including ended ones; unmodifiable
     */
    public record Controller(String kind, int replicas, String status, List<Pod> pods) {

        /** The kinds of controllers without a number of replicas. */
        private static final Set<String> NOT_SCALABLE = Set.of("job", "cronjob", "daemonset", "pod");

        /** {@return whether the number of replicas can be set} */
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
     * @param phase its phase in the cluster, such as {@code Running}
     * @param status its status, in the API's words
     * @param ready whether it runs and none of its containers reports that it is not ready
     */
    public record Pod(String name, String phase, String status, boolean ready) {

        /** The final phases of a pod. An evicted pod has failed. */
        private static final Set<String> ENDED = Set.of("succeeded", "failed");

        private boolean isOver() {
            return ENDED.contains(phase.toLowerCase(Locale.ROOT));
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
        // A later version of the API may add other fields next to the controllers. They have no kind.
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
        boolean hasUnready = pod.getContainerStatuses() != null
                && pod.getContainerStatuses().stream()
                        .anyMatch(container -> Boolean.FALSE.equals(container.get("ready")));
        return new Pod(
                orEmpty(pod.getPodName()), orEmpty(pod.getPhase()), orEmpty(pod.getStatus()), runs && !hasUnready);
    }

    private static String orEmpty(String text) {
        return text == null ? "" : text;
    }
}
