/**
 * A stateful Humanitec in memory, on the loopback address only. {@link
 * io.jenkins.plugins.humanitec.simulator.Simulator} runs it within a test,
 * {@link io.jenkins.plugins.humanitec.simulator.SimulatorCli} as a process of its own. Every request and every answer is
 * checked against the contract.
 */
package io.jenkins.plugins.humanitec.simulator;
