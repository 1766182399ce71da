package io.jenkins.plugins.humanitec.simulator.pipelines;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.humanitec.simulator.operations.Json;
import io.jenkins.plugins.humanitec.simulator.state.SimulatedTime;

/**
 * The application that pipelines belong to.
 *
 * @param time the time of the simulator
 * @param orgId the ID of the organization
 * @param appId the ID of the application
 * @param actions what steps do to the application
 */
public record PipelineOwner(SimulatedTime time, String orgId, String appId, PipelineActions actions) {

    /** Returns a new object with the IDs as the contract names them. */
    ObjectNode json() {
        return Json.object().put("org_id", orgId).put("app_id", appId);
    }
}
