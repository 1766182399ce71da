/**
 * Versions of container images and workloads: registering and finding them. Deployments of a version belong in
 * {@code deployments}.
 */
@NullMarked
package io.jenkins.plugins.humanitec.client.artefacts;

import org.jspecify.annotations.NullMarked;
