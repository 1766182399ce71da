/**
 * Reads what has happened in an application: deployments that started and ended, and environments that were created and
 * deleted. A cursor remembers what a caller has seen, so that no event is returned twice.
 */
@NullMarked
package io.jenkins.plugins.humanitec.client.events;

import org.jspecify.annotations.NullMarked;
