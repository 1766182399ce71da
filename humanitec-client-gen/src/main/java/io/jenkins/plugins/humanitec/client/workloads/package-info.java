/**
 * What runs in an environment: its modules and pods, scaling them, pausing and resuming the environment. What is deployed
 * to an environment belongs in {@code deployments}.
 */
@NullMarked
package io.jenkins.plugins.humanitec.client.workloads;

import org.jspecify.annotations.NullMarked;
