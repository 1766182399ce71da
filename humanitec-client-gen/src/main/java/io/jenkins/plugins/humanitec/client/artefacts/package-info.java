/**
 * Versions of container images and workloads: registering and finding them, and following the pipeline runs that they trigger.
 * A single run belongs in {@code pipelines}, and deployments of a version belong in {@code deployments}.
 */
@NullMarked
package io.jenkins.plugins.humanitec.client.artefacts;

import org.jspecify.annotations.NullMarked;
