package io.jenkins.plugins.humanitec.client.workloads;

import io.jenkins.plugins.humanitec.client.EnvRef;
import io.jenkins.plugins.humanitec.client.InvalidInputException;
import io.jenkins.plugins.humanitec.client.polling.Poller;
import io.jenkins.plugins.humanitec.client.runtime.RuntimeSnapshot;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.StringJoiner;

/** What can be scaled, and when pods have followed a number of replicas. */
final class ScalingRules {

    private ScalingRules() {}

    static Poller.State<RuntimeSnapshot> assess(RuntimeSnapshot now, SortedMap<String, Integer> wanted) {
        boolean settled = true;
        StringJoiner status = new StringJoiner(", ");
        for (Map.Entry<String, Integer> goal : wanted.entrySet()) {
            RuntimeSnapshot.Module module = now.modules().get(goal.getKey());
            settled &= module != null && module.hasSettledAt(goal.getValue());
            status.add(
                    module == null
                            ? goal.getKey() + " does not run"
                            : goal.getKey() + " has " + module.readyPods() + " of " + goal.getValue() + " pods ready"
                                    + (module.unreadyPods() == 0 ? "" : ", " + module.unreadyPods() + " not ready"));
        }
        return new Poller.State<>(settled ? Optional.of(now) : Optional.empty(), status.toString());
    }

    static void requireReplicas(Map<String, Integer> replicas) {
        if (replicas == null || replicas.isEmpty()) {
            throw new InvalidInputException("No module is given. Give at least one.");
        }
        replicas.forEach((name, number) -> {
            if (number == null || number < 0) {
                String given = number == null ? "an unknown number of" : number.toString();
                throw new InvalidInputException("Module " + name + " cannot have " + given
                        + " replicas: give a whole number that is 0 or more.");
            }
        });
    }

    static RuntimeSnapshot.Module requireScalable(EnvRef env, RuntimeSnapshot now, String name) {
        RuntimeSnapshot.Module module = now.modules().get(name);
        if (module == null) {
            String names = String.join(", ", now.modules().keySet());
            throw new InvalidInputException("There is no module '" + name + "' in " + env + ". "
                    + (names.isEmpty() ? "No module runs there." : "Modules there: " + names + "."));
        }
        if (!module.scalable()) {
            throw new InvalidInputException(
                    "Module '" + name + "' in " + env + " cannot be scaled: its controllers have no replicas.");
        }
        return module;
    }
}
