/**
 * Applications and environments: their data and their operations. Classes here own the data of other subjects, but its
 * operations belong in the packages of those subjects.
 */
package io.jenkins.plugins.humanitec.simulator.environments;
