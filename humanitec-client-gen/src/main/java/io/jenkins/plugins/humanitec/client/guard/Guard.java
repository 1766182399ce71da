package io.jenkins.plugins.humanitec.client.guard;

import io.jenkins.plugins.humanitec.client.ValueScope;
import java.util.List;

/**
 * Decides which requests a client may make. It is asked before every request that is an {@link ProtectedAction}, by whatever method of the
 * client it is made, and can also be asked beforehand.
 *
 * <p>Some requests lead to a deployment only indirectly: the run of a pipeline, for instance, or a version that an automation
 * rule deploys. Where there are {@link #rules}, the client first reads from the API which environments such a request leads
 * to, and asks about each of them.
 */
@FunctionalInterface
public interface Guard {

    /** Permits everything. */
    Guard NONE = (act, target) -> {};

    /**
     * @param act what is to be done
     * @param target the application or environment that it is to be done to
     * @throws ProtectedException if it must not be
     */
    void check(ProtectedAction act, ValueScope target);

    /**
     * @param act what is to be done
     * @return the rules that forbid it somewhere. Empty if there are none, or if the guard does not decide by rules; the client
     *     then does not look for what requests lead to indirectly.
     */
    default List<Protection> rules(ProtectedAction act) {
        return List.of();
    }

    /**
     * @param guards decide which requests may be made
     * @return a guard that permits what all of them permit
     */
    static Guard all(List<? extends Guard> guards) {
        List<Guard> each = List.copyOf(guards);
        return new Guard() {
            @Override
            public void check(ProtectedAction act, ValueScope target) {
                each.forEach(guard -> guard.check(act, target));
            }

            @Override
            public List<Protection> rules(ProtectedAction act) {
                return each.stream().flatMap(guard -> guard.rules(act).stream()).toList();
            }
        };
    }
}
