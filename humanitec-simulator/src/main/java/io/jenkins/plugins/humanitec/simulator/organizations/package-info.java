/**
 * What the keys, agents, registries, secret stores and images of an organization do beyond the operations that follow from the
 * contract.
 */
package io.jenkins.plugins.humanitec.simulator.organizations;
