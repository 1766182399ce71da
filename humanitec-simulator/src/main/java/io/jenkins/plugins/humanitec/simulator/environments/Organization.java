package io.jenkins.plugins.humanitec.simulator.environments;

import io.jenkins.plugins.humanitec.simulator.artefacts.Artefacts;
import io.jenkins.plugins.humanitec.simulator.operations.Problem;
import io.jenkins.plugins.humanitec.simulator.resources.ResourceStore;
import io.jenkins.plugins.humanitec.simulator.state.SimulatedTime;

/**
 * What all applications of an organization have in common.
 *
 * @param id the ID of the organization
 * @param time the time of the simulator
 * @param store the resources that applications and environments own
 * @param artefacts the artefacts of the organization
 */
public record Organization(String id, SimulatedTime time, ResourceStore store, Artefacts artefacts) {

    /** Returns the path of the environment types. */
    String types() {
        return "/orgs/" + id + "/env-types";
    }

    /** Throws a problem with status 400 if an environment type does not exist. */
    void requireType(String type) {
        Problem.badRequestIf(!store.has(types(), type), "Environment type '" + type + "' does not exist.");
    }
}
