/**
 * Score files: reading them with their extensions and overrides, and their conversion by the API. What is deployed from them
 * belongs in {@code deployments}, registered versions of workloads in {@code artefacts}.
 */
@NullMarked
package io.jenkins.plugins.humanitec.client.score;

import org.jspecify.annotations.NullMarked;
