/**
 * Deployments to environments: their requests, stages and results, and differences between deployment sets. The
 * queue of deployments belongs in {@code flow}.
 */
@NullMarked
package io.jenkins.plugins.humanitec.client.deployments;

import org.jspecify.annotations.NullMarked;
