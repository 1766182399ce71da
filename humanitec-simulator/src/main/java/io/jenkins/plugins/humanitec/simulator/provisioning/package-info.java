/**
 * The active resources of environments, their dependency graphs, and the logs of what runs there. The definitions that they
 * are provisioned with belong in {@code definitions}.
 */
package io.jenkins.plugins.humanitec.simulator.provisioning;
