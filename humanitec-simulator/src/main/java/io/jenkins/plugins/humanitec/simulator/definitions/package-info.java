/**
 * Resource definitions: their matching criteria and versions. What is provisioned with them belongs in {@code deployments}.
 */
package io.jenkins.plugins.humanitec.simulator.definitions;
