/**
 * Deployments, deltas and deployment sets: their data and their operations. The modules that run after a deployment belong in
 * {@code workloads}.
 */
package io.jenkins.plugins.humanitec.simulator.deployments;
