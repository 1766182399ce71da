/**
 * Shared values of applications and environments: their data and their operations. The owners of the values belong in
 * {@code environments}.
 */
package io.jenkins.plugins.humanitec.simulator.values;
