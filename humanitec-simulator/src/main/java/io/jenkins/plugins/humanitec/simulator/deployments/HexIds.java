package io.jenkins.plugins.humanitec.simulator.deployments;

import java.util.concurrent.ThreadLocalRandom;

/** Creates IDs of the form that the API uses for deployments and deltas. */
final class HexIds {

    private HexIds() {}

    /** Returns a random ID of 16 hexadecimal digits. */
    static String next() {
        return Long.toHexString(ThreadLocalRandom.current().nextLong() | Long.MIN_VALUE);
    }
}
