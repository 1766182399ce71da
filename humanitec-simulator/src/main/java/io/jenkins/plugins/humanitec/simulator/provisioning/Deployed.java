package io.jenkins.plugins.humanitec.simulator.provisioning;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;

/**
 * What a deployment to an environment deploys.
 *
 * @param deploymentId the ID of the deployment
 * @param set the deployment set
 * @param envType the ID of the environment type
 * @param at the time of the deployment
 * @param brokenModule the name of the module that cannot be started; null if there is none
 */
public record Deployed(String deploymentId, JsonNode set, String envType, Instant at, String brokenModule) {}
