package io.jenkins.plugins.humanitec.simulator;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The pending faults of a simulator. Safe for use by several threads. */
public final class Faults {

    private final List<Fault> pending = new ArrayList<>();

    /**
     * Adds a fault. If several faults match a request, the oldest applies.
     *
     * @param fault the fault
     */
    public synchronized void add(Fault fault) {
        pending.add(fault);
    }

    /** Removes all faults. */
    public synchronized void clear() {
        pending.clear();
    }

    /**
     * Returns the oldest fault that matches a request, and counts it. A fault that was counted {@link Fault#times()} times
     * is removed.
     *
     * @param method the HTTP method of the request
     * @param path the path of the request, not decoded
     * @return the fault for this request, if any
     */
    public synchronized Optional<Fault> take(String method, String path) {
        for (int i = 0; i < pending.size(); i++) {
            Fault fault = pending.get(i);
            if (fault.matches(method, path)) {
                if (fault.times() > 1) {
                    pending.set(i, fault.times(fault.times() - 1));
                } else {
                    pending.remove(i);
                }
                return Optional.of(fault);
            }
        }
        return Optional.empty();
    }
}
