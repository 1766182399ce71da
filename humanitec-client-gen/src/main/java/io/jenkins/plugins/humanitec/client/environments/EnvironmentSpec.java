package io.jenkins.plugins.humanitec.client.environments;

import io.jenkins.plugins.humanitec.client.InvalidInputException;

/**
 * An environment as it is to be. What is null is left to the API, or as it is.
 *
 * @param name its name for people; null for its ID
 * @param type the ID of its type, such as {@code development}; null for the type of the environment that it begins as
 * @param fromEnv the ID of the environment of the same application whose last deployment it begins as, or null
 * @param fromDeployment the ID of the deployment that it begins as, or null
 */
public record EnvironmentSpec(String name, String type, String fromEnv, String fromDeployment) {

    /** @throws InvalidInputException if both an environment and a deployment are given */
    public EnvironmentSpec {
        if (fromEnv != null && fromDeployment != null) {
            throw new InvalidInputException(
                    "An environment begins as another environment or as a deployment; give only one of them.");
        }
    }
}
