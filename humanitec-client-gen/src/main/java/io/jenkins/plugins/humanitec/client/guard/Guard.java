package io.jenkins.plugins.humanitec.client.guard;

import io.jenkins.plugins.humanitec.client.ValueScope;
import java.util.List;

/**
 * Decides which requests a client may make. The client calls it before every request that is a {@link ProtectedAction}.
 * Callers can also call it in advance.
 *
 * <p>Some requests start a deployment indirectly, such as a pipeline run, or a new version that an automation rule
 * deploys. If there are {@link #rules}, the client first reads from the API which environments such a request affects,
 * and checks each of them.
 */
@FunctionalInterface
public interface Guard {

    /** Allows everything. */
    Guard NONE = (action, target) -> {};

    /**
     * Checks an action.
     *
     * @param action the action
     * @param target the application or environment that the action affects
     * @throws ProtectedException if the action is forbidden
     */
    void check(ProtectedAction action, ValueScope target);

    /**
     * Returns the rules that forbid an action somewhere. Empty if there are none, or if the guard does not use rules;
     * the client then does not check indirect effects of requests.
     *
     * @param action the action
     * @return the rules
     */
    default List<Protection> rules(ProtectedAction action) {
        return List.of();
    }

    /**
     * {@return a guard that allows only what all given guards allow}
     *
     * @param guards the guards
     */
    static Guard all(List<? extends Guard> guards) {
        List<Guard> each = List.copyOf(guards);
        return new Guard() {
            @Override
            public void check(ProtectedAction action, ValueScope target) {
                each.forEach(guard -> guard.check(action, target));
            }

            @Override
            public List<Protection> rules(ProtectedAction action) {
                return each.stream()
                        .flatMap(guard -> guard.rules(action).stream())
                        .toList();
            }
        };
    }
}
