/**
 * The runtime state of environments: modules and pods, readiness, scaling, pausing and resuming. Deployments belong in
 * {@code deployments}.
 */
@NullMarked
package io.jenkins.plugins.humanitec.client.workloads;

import org.jspecify.annotations.NullMarked;
