/**
 * Webhooks: sends the events of applications to the addresses that clients have registered. When an event happens is told by the
 * packages of the subjects.
 */
package io.jenkins.plugins.humanitec.simulator.webhooks;
