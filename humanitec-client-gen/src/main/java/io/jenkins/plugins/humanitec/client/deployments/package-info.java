/**
 * Deployments to environments: their requests, the stages in which they run, their results, and differences between
 * deployment sets. The queue in which deployments wait belongs in {@code flow}.
 */
@NullMarked
package io.jenkins.plugins.humanitec.client.deployments;

import org.jspecify.annotations.NullMarked;
