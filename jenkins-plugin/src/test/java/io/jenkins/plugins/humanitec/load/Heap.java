package io.jenkins.plugins.humanitec.load;

import java.lang.management.ManagementFactory;

/** Measures the heap of this process. */
final class Heap {

    private Heap() {}

    /** Returns the used heap after garbage collection, in bytes. */
    static long used() {
        long used = Long.MAX_VALUE;
        for (int i = 0; i < 5; i++) {
            System.gc();
            used = Math.min(
                    used,
                    ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed());
        }
        return used;
    }
}
