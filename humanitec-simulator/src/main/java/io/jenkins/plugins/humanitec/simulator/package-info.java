/**
 * A stateful simulator of the Humanitec API: {@link io.jenkins.plugins.humanitec.simulator.Simulator} runs in a test,
 * {@link io.jenkins.plugins.humanitec.simulator.SimulatorCli} in its own process. Only classes that users of the simulator
 * need belong here, and what connects the other packages.
 */
package io.jenkins.plugins.humanitec.simulator;
