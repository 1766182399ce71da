/**
 * What the data of all subjects shares: the time of the simulator. Data of a single subject belongs in the package of that
 * subject.
 */
package io.jenkins.plugins.humanitec.simulator.state;
