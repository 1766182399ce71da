/**
 * Applications and environments: listing, creating and deleting them, and the IDs of preview environments. What runs in an
 * environment belongs in {@code workloads}, what is deployed to it in {@code deployments}.
 */
@NullMarked
package io.jenkins.plugins.humanitec.client.environments;

import org.jspecify.annotations.NullMarked;
