/**
 * Artefacts and their versions: their data and their operations. Images in deployments belong in {@code deployments}.
 */
package io.jenkins.plugins.humanitec.simulator.artefacts;
