package io.jenkins.plugins.humanitec.client.runtime;

import io.jenkins.plugins.humanitec.client.AppRef;
import io.jenkins.plugins.humanitec.client.EnvRef;
import io.jenkins.plugins.humanitec.client.api.RuntimeApi;
import io.jenkins.plugins.humanitec.client.context.ClientContext;
import io.jenkins.plugins.humanitec.client.errors.HumanitecException;
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
import org.jspecify.annotations.Nullable;

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

        /** {@return the number of pods of scalable controllers that are neither ready nor ended} */
        public long unreadyPods() {
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
     * @param message details of the status; empty if there are none
     * @param revision its revision, which grows with each change; 0 if the API does not return it
     * @param pods its pods, including ended ones; unmodifiable
     */
    public record Controller(String kind, int replicas, String status, String message, int revision, List<Pod> pods) {

        /** The kinds of controllers without a number of replicas. */
        private static final Set<String> NOT_SCALABLE = Set.of("job", "cronjob", "daemonset", "pod");

        private static final Set<String> JOBS = Set.of("job", "cronjob");

        /** {@return whether the number of replicas can be set} */
        public boolean scalable() {
            return !NOT_SCALABLE.contains(kind.toLowerCase(Locale.ROOT));
        }

        /** {@return whether its pods are expected to end} */
        public boolean isJob() {
            return JOBS.contains(kind.toLowerCase(Locale.ROOT));
        }

        /** {@return the pods that have not ended} */
        public List<Pod> current() {
            return pods.stream().filter(pod -> !pod.isOver()).toList();
        }

        private boolean hasSettled() {
            List<Pod> current = current();
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
     * @param revision the revision of the controller that it belongs to; 0 if the API does not return it
     * @param containers its containers; empty if it was not started; unmodifiable
     */
    public record Pod(
            String name, String phase, String status, boolean ready, int revision, List<Container> containers) {

        /** The final phases of a pod. An evicted pod has failed. */
        private static final Set<String> ENDED = Set.of("succeeded", "failed");

        /** {@return whether it has succeeded or failed} */
        public boolean isOver() {
            return ENDED.contains(phase.toLowerCase(Locale.ROOT));
        }

        /** {@return whether all its containers have ended with success} */
        public boolean hasSucceeded() {
            return phase.equalsIgnoreCase("Succeeded");
        }
    }

    /**
     * A container of a pod. The API passes on what the cluster reports, so each of the components can be unknown.
     *
     * @param name its name; empty if unknown
     * @param image its image; empty if unknown
     * @param imageId the ID of the image, which usually has its digest; empty if unknown
     * @param ready whether it does not report that it is not ready
     * @param restarts how often it was started again
     * @param reason why it does not run, in one word, such as {@code CrashLoopBackOff}; empty if it runs, or if unknown
     * @param message details of the reason; empty if there are none
     */
    public record Container(
            String name, String image, String imageId, boolean ready, int restarts, String reason, String message) {

        static Container of(Map<String, Object> status) {
            Map<?, ?> waiting = object(object(status, "state"), "waiting");
            Map<?, ?> terminated = object(object(status, "state"), "terminated");
            Map<?, ?> last = object(object(status, "lastState", "last_state"), "terminated");
            String reason = text(waiting, "reason");
            return new Container(
                    text(status, "name"),
                    text(status, "image"),
                    text(status, "imageID", "image_id"),
                    !Boolean.FALSE.equals(status.get("ready")),
                    first(status, "restartCount", "restart_count") instanceof Number number ? number.intValue() : 0,
                    reason.isEmpty() ? text(terminated, "reason") : reason,
                    Stream.of(
                                    text(waiting, "message"),
                                    end(terminated, ""),
                                    last.isEmpty() ? "" : "before: " + end(last, text(last, "reason")))
                            .filter(part -> !part.isBlank())
                            .collect(Collectors.joining("; ")));
        }

        private static String end(Map<?, ?> terminated, String reason) {
            Object code = first(terminated, "exitCode", "exit_code");
            return Stream.of(text(terminated, "message"), reason, code instanceof Number ? "exit code " + code : "")
                    .filter(part -> !part.isBlank())
                    .collect(Collectors.joining(", "));
        }

        private static @Nullable Object first(Map<?, ?> fields, String... names) {
            return Stream.of(names)
                    .map(fields::get)
                    .filter(Objects::nonNull)
                    .findFirst()
                    .orElse(null);
        }

        private static Map<?, ?> object(Map<?, ?> fields, String... names) {
            return first(fields, names) instanceof Map<?, ?> map ? map : Map.of();
        }

        private static String text(Map<?, ?> fields, String... names) {
            return first(fields, names) instanceof String text ? text : "";
        }
    }

    /**
     * {@return the current runtime state of an environment}
     *
     * @param client the client to use
     * @param env the environment
     * @throws HumanitecException if the request fails
     */
    public static RuntimeSnapshot read(ClientContext client, EnvRef env) {
        AppRef app = env.app();
        return of(client.api(RuntimeApi.class).getRuntime(app.orgId(), app.appId(), env.envId()));
    }

    private static RuntimeSnapshot of(RuntimeInfo info) {
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
                orEmpty(controller.getMessage()),
                controller.getRevision() == null ? 0 : controller.getRevision(),
                controller.getPods() == null
                        ? List.of()
                        : controller.getPods().stream()
                                .filter(Objects::nonNull)
                                .map(RuntimeSnapshot::pod)
                                .toList());
    }

    private static Pod pod(RuntimePod pod) {
        List<Container> containers = pod.getContainerStatuses() == null
                ? List.of()
                : pod.getContainerStatuses().stream()
                        .filter(Objects::nonNull)
                        .map(Container::of)
                        .toList();
        return new Pod(
                orEmpty(pod.getPodName()),
                orEmpty(pod.getPhase()),
                orEmpty(pod.getStatus()),
                "Running".equalsIgnoreCase(pod.getPhase())
                        && containers.stream().allMatch(Container::ready),
                pod.getRevision() == null ? 0 : pod.getRevision(),
                containers);
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }
}
