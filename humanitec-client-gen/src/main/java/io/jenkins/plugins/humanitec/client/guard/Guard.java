package io.jenkins.plugins.humanitec.client.guard;

import io.jenkins.plugins.humanitec.client.ValueScope;

/**
 * Decides which requests a client may make. It is asked before every request that is an {@link Act}, by whatever method of the
 * client it is made, and can also be asked beforehand.
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
    void check(Act act, ValueScope target);
}
