package io.jenkins.plugins.humanitec.client.operations;

import io.jenkins.plugins.humanitec.client.model.RuntimeController;
import io.jenkins.plugins.humanitec.client.model.RuntimeInfo;
import io.jenkins.plugins.humanitec.client.model.RuntimeModule;
import io.jenkins.plugins.humanitec.client.model.RuntimePod;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

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
     * @param replicas how many pods are asked for
     * @param status how the controllers fare, in the API's words
     * @param scalable whether there is a controller whose number of replicas can be set
     * @param pods the pods that there are; unmodifiable
     */
    public record Module(int replicas, String status, boolean scalable, List<Pod> pods) {

        /**
         * @param wanted a number of replicas
         * @return whether that many are asked for and just as many run and are ready
         */
        public boolean hasSettledAt(int wanted) {
            return replicas == wanted && pods.size() == wanted && pods.stream().allMatch(Pod::ready);
        }

        /** @return how many pods are ready */
        public long readyPods() {
            return pods.stream().filter(Pod::ready).count();
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
    public record Pod(String name, String phase, String status, boolean ready) {}

    /** Kinds of controllers that have pods, but no number of replicas that could be set. */
    private static final Set<String> NOT_SCALABLE = Set.of("job", "cronjob", "daemonset", "pod");

    static RuntimeSnapshot of(RuntimeInfo info) {
        SortedMap<String, Module> modules = new TreeMap<>();
        if (info != null && info.getModules() != null) {
            info.getModules().forEach((name, module) -> modules.put(name, module(module)));
        }
        return new RuntimeSnapshot(info == null ? "" : info.getNamespace(), Collections.unmodifiableSortedMap(modules));
    }

    private static Module module(RuntimeModule module) {
        Map<String, RuntimeController> fields = module == null ? null : module.getAdditionalProperties();
        // A field of a later version of the API may stand among the controllers; it has no kind.
        List<RuntimeController> controllers = fields == null
                ? List.of()
                : fields.values().stream()
                        .filter(Objects::nonNull)
                        .filter(controller -> controller.getKind() != null)
                        .toList();
        List<RuntimeController> scalable = controllers.stream()
                .filter(controller ->
                        !NOT_SCALABLE.contains(controller.getKind().toLowerCase(Locale.ROOT)))
                .toList();
        return new Module(
                scalable.stream()
                        .map(RuntimeController::getReplicas)
                        .filter(Objects::nonNull)
                        .mapToInt(Integer::intValue)
                        .max()
                        .orElse(0),
                String.join(
                        ", ",
                        controllers.stream()
                                .map(RuntimeController::getStatus)
                                .distinct()
                                .toList()),
                !scalable.isEmpty(),
                controllers.stream()
                        .map(RuntimeController::getPods)
                        .filter(Objects::nonNull)
                        .flatMap(Collection::stream)
                        .map(RuntimeSnapshot::pod)
                        .toList());
    }

    private static Pod pod(RuntimePod pod) {
        boolean runs = "Running".equalsIgnoreCase(pod.getPhase());
        boolean refused = pod.getContainerStatuses() != null
                && pod.getContainerStatuses().stream()
                        .anyMatch(container -> Boolean.FALSE.equals(container.get("ready")));
        return new Pod(pod.getPodName(), pod.getPhase(), pod.getStatus(), runs && !refused);
    }
}
