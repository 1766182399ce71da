/** Why deployments and workloads fail: reads errors, pods, logs and resources, and combines them to a report. Changes nothing. */
@NullMarked
package io.jenkins.plugins.humanitec.client.diagnostics;

import org.jspecify.annotations.NullMarked;
