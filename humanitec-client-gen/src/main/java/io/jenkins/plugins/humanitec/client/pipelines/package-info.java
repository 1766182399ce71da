/**
 * Runs of Humanitec pipelines: starting and cancelling them, and following their logs and approvals. Jenkins pipelines are
 * not part of the client.
 */
@NullMarked
package io.jenkins.plugins.humanitec.client.pipelines;

import org.jspecify.annotations.NullMarked;
