/**
 * Versions of container images and workloads: registering them and finding them again. What deploys a version belongs in
 * {@code deployments}.
 */
@NullMarked
package io.jenkins.plugins.humanitec.client.artefacts;

import org.jspecify.annotations.NullMarked;
