package io.jenkins.plugins.humanitec.client.overview;

import org.jspecify.annotations.Nullable;

/**
 * A deployment in the history of an environment.
 *
 * @param deployment the deployment
 * @param changes what it changed; null if this was not read yet, or could not be read
 * @param hasOtherValues whether it uses another version of the shared values than the deployment before it
 */
public record HistoryEntry(
        DeploymentOverview deployment, @Nullable DeploymentChanges changes, boolean hasOtherValues) {}
