/**
 * The modules that run in an environment: pods, scaling and pausing, as data and operations. Deployments, which change the
 * modules, belong in {@code deployments}.
 */
package io.jenkins.plugins.humanitec.simulator.workloads;
