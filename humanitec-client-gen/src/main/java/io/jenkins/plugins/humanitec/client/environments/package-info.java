/**
 * Applications and environments: listing, creating and deleting them, and the IDs of preview environments. The state of
 * running workloads belongs in {@code workloads}, deployments belong in {@code deployments}.
 */
@NullMarked
package io.jenkins.plugins.humanitec.client.environments;

import org.jspecify.annotations.NullMarked;
