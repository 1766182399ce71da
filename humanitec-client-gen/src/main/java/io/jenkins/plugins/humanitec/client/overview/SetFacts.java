package io.jenkins.plugins.humanitec.client.overview;

import io.jenkins.plugins.humanitec.client.context.SetContainers;
import io.jenkins.plugins.humanitec.client.deployments.Difference;
import io.jenkins.plugins.humanitec.client.deployments.Differences;
import io.jenkins.plugins.humanitec.client.model.DeploymentSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What was read about the deployment sets of one application. Sets never change, so their images and differences are kept, but not
 * the sets, which can be large. Not safe for use by many threads.
 */
final class SetFacts {

    /** The ID of the set without workloads. */
    static final String EMPTY_SET = "0";

    private static final int MOST = 300;

    private final Map<Object, Object> known = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Object, Object> eldest) {
            return size() > MOST;
        }
    };

    /** The deployment that runs while a later one has not succeeded. */
    record Running(Optional<String> deploymentId, Optional<String> setId) {}

    @SuppressWarnings("unchecked")
    private <T> T of(Object key, Supplier<T> read) {
        Object found = known.get(key);
        if (found == null) {
            found = read.get();
            known.put(key, found);
        }
        return (T) found;
    }

    /** Returns what runs in an environment, if its last deployment has not succeeded. */
    Running running(String envId, String lastDeploymentId, Supplier<Running> read) {
        return of(List.of("running", envId, lastDeploymentId), read);
    }

    /** Returns a reader of sets, which reads each set once. It keeps the sets, so it is for one use only. */
    Reader reader(Function<String, DeploymentSet> read) {
        return new Reader(read);
    }

    final class Reader {
        private final Function<String, DeploymentSet> read;
        private final Map<String, DeploymentSet> sets = new HashMap<>();

        private Reader(Function<String, DeploymentSet> read) {
            this.read = read;
        }

        private DeploymentSet set(String setId) {
            DeploymentSet found = sets.get(setId);
            if (found == null) {
                found = setId.equals(EMPTY_SET) ? new DeploymentSet() : read.apply(setId);
                sets.put(setId, found);
            }
            return found;
        }

        SortedMap<String, String> images(String setId) {
            return of(List.of("images", setId), () -> SetContainers.images(set(setId)));
        }

        Difference difference(String from, String to) {
            return from.equals(to)
                    ? new Difference(List.of())
                    : of(List.of("difference", from, to), () -> Differences.between(set(from), set(to)));
        }

        /** Returns what a deployment changed. Null if this is unknown and sets must not be read, or one does not exist. */
        @Nullable
        DeploymentChanges changes(String from, String to, boolean mayRead) {
            List<String> key = List.of("changes", from, to);
            Optional<DeploymentChanges> changes = mayRead || known.containsKey(key)
                    ? of(key, () -> Optional.of(DeploymentChanges.between(set(from), set(to))))
                    : Optional.empty();
            return changes.orElse(null);
        }

        /** Remembers that one of the sets does not exist, so that it is not read again. */
        void setUnreadable(String from, String to) {
            known.put(List.of("changes", from, to), Optional.empty());
        }
    }
}
