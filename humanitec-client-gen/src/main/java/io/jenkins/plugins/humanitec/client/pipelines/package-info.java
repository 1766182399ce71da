/**
 * Runs of pipelines of Humanitec: starting them, following them with their logs and approvals, and cancelling them.
 * Pipelines of Jenkins are no subject of the client.
 */
@NullMarked
package io.jenkins.plugins.humanitec.client.pipelines;

import org.jspecify.annotations.NullMarked;
