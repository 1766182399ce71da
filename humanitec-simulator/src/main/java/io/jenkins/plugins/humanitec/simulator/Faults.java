package io.jenkins.plugins.humanitec.simulator;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The faults that are still to come. */
public final class Faults {

    private final List<Fault> pending = new ArrayList<>();

    /** @param fault what is to go wrong, after what was added before */
    public synchronized void add(Fault fault) {
        pending.add(fault);
    }

    /** Lets everything go well again. */
    public synchronized void clear() {
        pending.clear();
    }

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
